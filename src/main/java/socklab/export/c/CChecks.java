package socklab.export.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketOption;
import socklab.export.Constants;
import socklab.export.ExpectedOutcome;
import socklab.export.Identifiers;
import socklab.export.ProgramVariable;
import socklab.export.Statement;
import socklab.export.Value;

/** A lab's expectations as conditions of C. */
final class CChecks {
    private final Identifiers names;
    private final CHead head;
    private final Map<String, ProgramVariable> sockets;

    CChecks(Identifiers names, CHead head, Map<String, ProgramVariable> sockets) {
        this.names = names;
        this.head = head;
        this.sockets = sockets;
    }

    /** The condition on errno for the failures that are expected. */
    String errno(List<ExpectedOutcome> expected) {
        head.include("errno.h");
        return failures(expected).stream().map(e -> "errno == " + e.name()).collect(Collectors.joining(" || "));
    }

    static List<Errno> failures(List<ExpectedOutcome> expected) {
        return expected.stream()
                .filter(ExpectedOutcome.Fails.class::isInstance)
                .map(o -> ((ExpectedOutcome.Fails) o).errno())
                .toList();
    }

    /** The condition that a result meets if it is as expected; none where there is nothing to check. */
    Optional<String> condition(Statement.Invoke call, List<ExpectedOutcome> expected, String result) {
        List<Optional<String>> all = expected.stream()
                .filter(o -> !(o instanceof ExpectedOutcome.Fails))
                .map(o -> one(call, o, result))
                .toList();
        if (all.isEmpty() || all.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<String> conditions = all.stream().map(Optional::get).distinct().toList();
        return Optional.of(
                conditions.size() == 1
                        ? conditions.getFirst()
                        : conditions.stream().map(c -> "(" + c + ")").collect(Collectors.joining(" || ")));
    }

    private Optional<String> one(Statement.Invoke call, ExpectedOutcome outcome, String result) {
        return switch (outcome) {
            case ExpectedOutcome.Succeeds _, ExpectedOutcome.Fails _, ExpectedOutcome.Blocks _ -> Optional.empty();
            case ExpectedOutcome.Sent o -> Optional.of(between(result, o.least(), o.most()));
            case ExpectedOutcome.EndOfStream _ -> Optional.of(result + " == 0");
            case ExpectedOutcome.Received o ->
                received(o, result, names.of(call.produced().data().orElseThrow()));
            case ExpectedOutcome.Number o -> value(call, result).map(v -> between(v, o.least(), o.most()));
            case ExpectedOutcome.Ready o -> ready(call, o, result);
            case ExpectedOutcome.Words o -> words(call, o, result);
        };
    }

    private static String between(String value, long least, long most) {
        return least == most ? value + " == " + least : value + " >= " + least + " && " + value + " <= " + most;
    }

    /** The number that a call gives: what it returns, or the variable that it fills. */
    private Optional<String> value(Statement.Invoke call, String result) {
        if (call.value(Param.OptionOut.class).isPresent()) {
            return call.value(Param.OptionOut.class)
                    .filter(v -> v instanceof Value.Given g && g.arg() instanceof Arg.GetOption o && whole(o.option()))
                    .map(_ -> names.of("value"));
        }
        if (call.call().result() != Result.NUMBER) {
            return Optional.of(result);
        }
        boolean number = call.value(Param.Ioctl.class)
                .filter(v -> v instanceof Value.Given g
                        && g.arg() instanceof Arg.Ioctl i
                        && i.value().isEmpty()
                        && i.request() != Const.SIOCGSTAMP)
                .isPresent();
        return number ? Optional.of(names.of("value")) : Optional.empty();
    }

    static boolean whole(SocketOption option) {
        return option.kind().size() == 4;
    }

    private Optional<String> received(ExpectedOutcome.Received o, String result, String data) {
        List<String> all = new ArrayList<>();
        if (o.whole().isPresent()) {
            all.add(result + " == " + o.whole().getAsInt());
        } else if (o.count().isPresent()) {
            all.add(result + " == " + o.count().getAsInt());
        }
        Optional<Bytes> bytes = o.data().or(o::prefix).filter(b -> b.length() > 0 && b.length() <= CText.LONGEST);
        bytes.ifPresent(b -> {
            head.include("string.h");
            if (all.isEmpty()) {
                all.add(result + " >= " + b.length());
            }
            all.add("memcmp(" + data + ", " + CText.literal(b) + ", " + b.length() + ") == 0");
        });
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" && ", all));
    }

    private Optional<String> ready(Statement.Invoke call, ExpectedOutcome.Ready o, String result) {
        boolean select = call.value(Param.SelectSets.class).isPresent();
        int bits = o.events().stream().mapToInt(e -> e.words().size()).sum();
        List<String> all = new ArrayList<>();
        all.add(result + " == " + (select ? bits : o.events().size()));
        if (select) {
            Map<String, String> sets = Map.of("in", "readable", "out", "writable", "pri", "exceptional");
            o.events()
                    .forEach(e -> e.words().stream()
                            .filter(sets::containsKey)
                            .forEach(w ->
                                    all.add("FD_ISSET(" + name(e.socket()) + ", &" + names.of(sets.get(w)) + ")")));
        }
        return Optional.of(String.join(" && ", all));
    }

    private String name(String socket) {
        return sockets.containsKey(socket) ? names.of(sockets.get(socket)) : socket;
    }

    /** The condition on what poll wrote for each socket: known only after its array has a name. */
    List<String> events(ExpectedOutcome.Ready o, Value.WaitSet set, String array) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < set.watches().size(); i++) {
            ProgramVariable socket = set.watches().get(i).socket();
            Optional<ExpectedOutcome.Event> event = o.events().stream()
                    .filter(e -> socket.equals(sockets.get(e.socket())))
                    .findFirst();
            String events = event.map(e -> e.words().stream()
                            .map(w -> Constants.event(w, Const.Group.POLL))
                            .collect(Collectors.joining(" | ")))
                    .orElse("0");
            all.add(array + "[" + i + "].revents == " + (events.contains("|") ? "(" + events + ")" : events));
        }
        return all;
    }

    private Optional<String> words(Statement.Invoke call, ExpectedOutcome.Words o, String result) {
        if (call.call().result() == Result.FLAGS && o.value().startsWith("O_")) {
            head.include("fcntl.h");
            return Optional.of("(" + result + " & O_NONBLOCK) " + (o.value().contains("O_NONBLOCK") ? "!= 0" : "== 0"));
        }
        boolean option = call.value(Param.OptionOut.class).isPresent();
        if (option && Errno.named(o.value()).isPresent()) {
            head.include("errno.h");
            return Optional.of(names.of("value") + " == " + o.value());
        }
        if (option && o.value().matches("SOCK_[A-Z]+|AF_[A-Z0-9]+|IPPROTO_[A-Z]+")) {
            return Optional.of(names.of("value") + " == " + o.value());
        }
        boolean name = call.call().result() == Result.LOCAL_NAME || call.call().result() == Result.PEER_NAME;
        if (name && o.value().matches("[0-9.]+:\\d+")) {
            head.include("arpa/inet.h");
            String address = names.of(call.produced().address().orElseThrow());
            String[] parts = o.value().split(":");
            return Optional.of(address + ".sin_addr.s_addr == inet_addr(\"" + parts[0] + "\") && " + address
                    + ".sin_port == htons(" + parts[1] + ")");
        }
        return Optional.empty();
    }
}
