package socklab.kernel.nio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;
import socklab.kernel.Kernel;

/**
 * One kernel and the sockets that a program of calls made with it. Sockets are known by when they were made, ports by
 * the first socket that had them, so that what two kernels answer can be compared.
 */
final class KernelUnderTest implements AutoCloseable {
    /** The descriptor of a socket that is closed: no call may be made on a number that others may have by now. */
    static final int CLOSED = -1;

    private final Caller caller;
    private final Path folder;
    private final List<Integer> descriptors = new ArrayList<>();
    private final List<Integer> rooms = new ArrayList<>();
    private final Set<Integer> nameless = new HashSet<>();
    private Result last = Result.ZERO;
    private final Map<Integer, String> ports = new LinkedHashMap<>();

    KernelUnderTest(Kernel kernel, Path folder) {
        this.caller = kernel.caller();
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    int sockets() {
        return descriptors.size();
    }

    int fd(int socket) {
        return socket < descriptors.size() ? descriptors.get(socket) : CLOSED;
    }

    int room(int socket) {
        return rooms.get(socket);
    }

    void closed(int socket) {
        descriptors.set(socket, CLOSED);
    }

    Outcome call(Call call, Arg... args) {
        last = call.result();
        return quietly(call, args);
    }

    /** Makes a call that is not the one to be compared. */
    Outcome quietly(Call call, Arg... args) {
        return caller.invoke(new Invocation(call, List.of(args)));
    }

    /** Takes in a new descriptor. */
    void add(int fd, int room) {
        descriptors.add(fd);
        rooms.add(room);
    }

    /** A connection failed: which port the socket has left after that, Java cannot tell. */
    void nameless(int socket) {
        nameless.add(socket);
    }

    /** The address by which others reach a socket; empty if that is not known for certain. */
    Optional<SocketAddress> reachable(int socket) {
        return nameless.contains(socket) ? Optional.empty() : local(socket);
    }

    /** A socket's own address; empty if it is closed or has none. */
    Optional<SocketAddress> local(int socket) {
        if (fd(socket) == CLOSED || room(socket) == 0) {
            return Optional.empty();
        }
        Outcome outcome = quietly(Call.GETSOCKNAME, new Arg.Num(fd(socket)), new Arg.AddressSpace(room(socket)));
        return outcome instanceof Outcome.Returned r ? Out.address(r.outs()) : Optional.empty();
    }

    private void learnPorts() {
        for (int i = 0; i < descriptors.size(); i++) {
            int socket = i;
            local(i).ifPresent(a -> {
                if (a.port() != 0) {
                    ports.putIfAbsent(a.port(), "port" + socket);
                }
            });
        }
    }

    /** What a call answered, in words that are the same for both kernels. */
    String say(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed f -> f.errno().name();
            case Outcome.Unsupported u -> "ENOTSUP (" + u.why() + ")";
            case Outcome.Unresolved u -> u.code();
            case Outcome.Returned r -> {
                String value = value(r);
                learnPorts();
                yield r.outs().stream()
                        .map(this::say)
                        .filter(s -> !s.isEmpty())
                        .collect(Collectors.joining(" ", value, ""))
                        .strip();
            }
        };
    }

    private String value(Outcome.Returned r) {
        return (last == Result.DESCRIPTOR || last == Result.ACCEPTED ? "socket" : r.value()) + " ";
    }

    private String say(Out out) {
        return switch (out) {
            case Out.Nothing _, Out.Untouched _, Out.Left _, Out.Pair _, Out.Offset _ -> "";
            case Out.Data d -> "\"" + shorten(d.data().text()) + "\"";
            case Out.Name n -> n.address().map(a -> say(a) + "/" + n.length()).orElse("no address/" + n.length());
            case Out.Value v -> say(v.value()) + "/" + v.length();
            case Out.Number n -> Integer.toString(n.value());
            case Out.Message m ->
                m.pieces().stream().map(p -> "\"" + shorten(p.text()) + "\"").collect(Collectors.joining(","))
                        + m.name().map(a -> " " + say(a)).orElse("") + "/" + m.nameLength() + " "
                        + Const.flags(Const.Group.MSG, m.flags());
            case Out.Messages m ->
                m.lengths() + " " + m.messages().stream().map(this::say).collect(Collectors.joining("; "));
            case Out.Ready r ->
                r.events().stream()
                        .map(e -> "#" + descriptors.indexOf(e.fd()) + ":" + Const.flags(Const.Group.POLL, e.events()))
                        .sorted()
                        .collect(Collectors.joining(","));
        };
    }

    private static String shorten(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." + text.length() : text;
    }

    private static String say(OptionValue value) {
        return value instanceof OptionValue.Fields ? "fields" : value.toString();
    }

    private String say(SocketAddress address) {
        return switch (address) {
            case SocketAddress.Inet4 a -> a.host() + ":" + port(a.port());
            case SocketAddress.Inet6 a -> "[" + a.host() + "]:" + port(a.port());
            case SocketAddress.Unix a -> "unix:" + a.name().replace(folder.toString(), "");
            case SocketAddress.Unspec _, SocketAddress.Other _ -> "unspec";
        };
    }

    private String port(int port) {
        return port < 1024 ? Integer.toString(port) : ports.getOrDefault(port, "someone");
    }

    @Override
    public void close() {
        for (int fd : descriptors) {
            if (fd != CLOSED) {
                call(Call.CLOSE, new Arg.Num(fd));
            }
        }
        caller.close();
    }
}
