package socklab.export.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Param;
import socklab.call.Result;
import socklab.export.Constants;
import socklab.export.ExpectedOutcome;
import socklab.export.ProgramVariable;
import socklab.export.Statement;
import socklab.export.Value;

/**
 * A lab's expectations as conditions, and errnos as exceptions. Source: docs.python.org, OSError and its subclasses.
 */
final class PythonChecks {
    private static final Map<Errno, String> EXCEPTIONS = Map.ofEntries(
            Map.entry(Errno.EAGAIN, "BlockingIOError"),
            Map.entry(Errno.EINPROGRESS, "BlockingIOError"),
            Map.entry(Errno.EALREADY, "BlockingIOError"),
            Map.entry(Errno.EPIPE, "BrokenPipeError"),
            Map.entry(Errno.ECONNABORTED, "ConnectionAbortedError"),
            Map.entry(Errno.ECONNREFUSED, "ConnectionRefusedError"),
            Map.entry(Errno.ECONNRESET, "ConnectionResetError"),
            Map.entry(Errno.EACCES, "PermissionError"),
            Map.entry(Errno.EPERM, "PermissionError"),
            Map.entry(Errno.ENOENT, "FileNotFoundError"),
            Map.entry(Errno.ETIMEDOUT, "TimeoutError"));

    private final PythonImports imports;
    private final PythonValues values;
    private final PythonCalls calls;
    private final Map<String, ProgramVariable> sockets;

    PythonChecks(PythonImports imports, PythonValues values, PythonCalls calls, Map<String, ProgramVariable> sockets) {
        this.imports = imports;
        this.values = values;
        this.calls = calls;
        this.sockets = sockets;
    }

    /** The exception that a call's expected failures are, and a condition on it if the class does not tell them. */
    String exception(List<ExpectedOutcome> expected) {
        List<String> classes = expected.stream()
                .filter(ExpectedOutcome.Fails.class::isInstance)
                .map(o -> EXCEPTIONS.getOrDefault(((ExpectedOutcome.Fails) o).errno(), "OSError"))
                .distinct()
                .toList();
        return classes.size() == 1 ? classes.getFirst() : "OSError";
    }

    /** The errnos that are expected. */
    static String errnos(List<ExpectedOutcome> expected) {
        return expected.stream()
                .filter(ExpectedOutcome.Fails.class::isInstance)
                .map(o -> ((ExpectedOutcome.Fails) o).errno().name())
                .collect(Collectors.joining(" or "));
    }

    /** The condition on an error that was expected, if its class does not say it. */
    Optional<String> error(List<ExpectedOutcome> expected) {
        List<Errno> errnos = expected.stream()
                .filter(ExpectedOutcome.Fails.class::isInstance)
                .map(o -> ((ExpectedOutcome.Fails) o).errno())
                .toList();
        boolean told = errnos.size() == 1
                && EXCEPTIONS.containsKey(errnos.getFirst())
                && !List.of("BlockingIOError", "PermissionError").contains(EXCEPTIONS.get(errnos.getFirst()));
        if (told) {
            return Optional.empty();
        }
        String names =
                errnos.stream().map(e -> imports.member("errno", e.name())).collect(Collectors.joining(", "));
        return Optional.of(errnos.size() == 1 ? "error.errno == " + names : "error.errno in (" + names + ")");
    }

    /** The condition that a result meets if it is as expected; none where there is nothing to check. */
    Optional<String> condition(Statement.Invoke call, List<ExpectedOutcome> expected, String result) {
        List<Optional<String>> all = expected.stream()
                .filter(o -> !(o instanceof ExpectedOutcome.Fails))
                .map(o -> one(call, o, result))
                .toList();
        return all.isEmpty() || all.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(all.stream().map(Optional::get).distinct().collect(Collectors.joining(" or ")));
    }

    private Optional<String> one(Statement.Invoke call, ExpectedOutcome outcome, String result) {
        return switch (outcome) {
            case ExpectedOutcome.Succeeds _, ExpectedOutcome.Fails _, ExpectedOutcome.Blocks _ -> Optional.empty();
            case ExpectedOutcome.Sent o -> Optional.of(between(result, o.least(), o.most()));
            case ExpectedOutcome.Number o when intResult(call) -> Optional.of(between(result, o.least(), o.most()));
            case ExpectedOutcome.Number _ -> Optional.empty();
            case ExpectedOutcome.EndOfStream _ -> Optional.of(result + " == b\"\"");
            case ExpectedOutcome.Received o -> received(o, result);
            case ExpectedOutcome.Ready o -> ready(call, o, result);
            case ExpectedOutcome.Words o -> words(call, o, result);
        };
    }

    private static boolean intResult(Statement.Invoke call) {
        return call.value(Param.OptionOut.class)
                .map(v -> v instanceof Value.Given g
                        && g.arg() instanceof Arg.GetOption o
                        && PythonCalls.whole(o.option()))
                .orElse(true);
    }

    private static String between(String value, long least, long most) {
        return least == most ? value + " == " + least : least + " <= " + value + " <= " + most;
    }

    private Optional<String> received(ExpectedOutcome.Received o, String result) {
        if (o.whole().isPresent()) {
            return o.data().filter(d -> d.length() > 0).map(d -> result + ".startswith(" + PythonText.bytes(d) + ")");
        }
        if (o.data().isPresent()) {
            return Optional.of(result + " == " + PythonText.bytes(o.data().get()));
        }
        Optional<String> count = o.count().isPresent()
                ? Optional.of("len(" + result + ") == " + o.count().getAsInt())
                : Optional.empty();
        Optional<String> prefix = o.prefix().map(p -> result + ".startswith(" + PythonText.bytes(p) + ")");
        return prefix.isPresent() && count.isPresent()
                ? Optional.of(prefix.get() + " and " + count.get())
                : prefix.or(() -> count);
    }

    private Optional<String> ready(Statement.Invoke call, ExpectedOutcome.Ready o, String result) {
        if (call.value(Param.SelectSets.class).isPresent()) {
            List<String> sets = List.of("in", "out", "pri").stream()
                    .map(word -> o.events().stream()
                            .filter(e -> e.words().contains(word))
                            .map(e -> name(e.socket()))
                            .collect(Collectors.joining(", ", "[", "]")))
                    .toList();
            return Optional.of(result + " == (" + String.join(", ", sets) + ")");
        }
        Const.Group group = call.call().onEpoll() ? Const.Group.EPOLL : Const.Group.POLL;
        return Optional.of(result
                + o.events().stream()
                        .map(e -> "(" + name(e.socket()) + ".fileno(), "
                                + e.words().stream()
                                        .map(w -> imports.member("select", Constants.event(w, group)))
                                        .collect(Collectors.joining(" | "))
                                + ")")
                        .collect(Collectors.joining(", ", " == [", "]")));
    }

    private String name(String socket) {
        return sockets.containsKey(socket) ? values.name(sockets.get(socket)) : socket;
    }

    private Optional<String> words(Statement.Invoke call, ExpectedOutcome.Words o, String result) {
        if (call.call().result() == Result.FLAGS && o.value().startsWith("O_")) {
            return Optional.of("(" + result + " & " + imports.member("os", "O_NONBLOCK") + " != 0) is "
                    + (o.value().contains("O_NONBLOCK") ? "True" : "False"));
        }
        if (call.value(Param.OptionOut.class).isPresent()
                && Errno.named(o.value()).isPresent()) {
            return Optional.of(result + " == " + imports.member("errno", o.value()));
        }
        if (call.call().result() == Result.LOCAL_NAME || call.call().result() == Result.PEER_NAME) {
            int colon = o.value().lastIndexOf(':');
            return colon > 0 && o.value().matches("[0-9.]+:\\d+")
                    ? Optional.of(result + " == (\"" + o.value().substring(0, colon) + "\", "
                            + o.value().substring(colon + 1) + ")")
                    : Optional.empty();
        }
        return Optional.empty();
    }
}
