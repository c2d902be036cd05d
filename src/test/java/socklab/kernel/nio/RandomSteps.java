package socklab.kernel.nio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import socklab.call.Arg;
import socklab.call.Outcome;
import socklab.call.SocketAddress;

/** The calls of a random program so far, and what chance says next. */
final class RandomSteps {
    private static final int NOBODY = 1;

    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private int sockets;

    RandomSteps(long seed) {
        random = new Random(seed);
    }

    /** A call to make in a world; none where its socket is closed. */
    record Step(String text, Function<KernelUnderTest, Optional<Outcome>> make) {}

    List<Step> steps() {
        return steps;
    }

    Random random() {
        return random;
    }

    int sockets() {
        return sockets;
    }

    void add(Step step) {
        steps.add(step);
    }

    /** From now on there is one socket more. */
    int made() {
        return sockets++;
    }

    interface Made {
        Outcome by(KernelUnderTest world, int fd);
    }

    /** A call on a socket. */
    void on(int socket, String text, Made made) {
        steps.add(new Step(
                "#" + socket + "." + text,
                world -> world.fd(socket) == KernelUnderTest.CLOSED
                        ? Optional.empty()
                        : Optional.of(made.by(world, world.fd(socket)))));
    }

    static Arg num(int value) {
        return new Arg.Num(value);
    }

    int any() {
        return random.nextInt(Math.max(1, sockets));
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    static SocketAddress loopback(KernelUnderTest w, int socket, int port) {
        return switch (w.room(socket)) {
            case 16 -> new SocketAddress.Inet4(0x7f000001, port);
            case 28 -> new SocketAddress.Inet6(0, 1, port, 0, 0);
            default ->
                new SocketAddress.Unix(SocketAddress.Unix.Kind.PATH, w.folder() + "/s" + (port == 0 ? socket : -1));
        };
    }

    static SocketAddress wildcard(KernelUnderTest w, int socket) {
        return switch (w.room(socket)) {
            case 16 -> new SocketAddress.Inet4(0, 0);
            case 28 -> new SocketAddress.Inet6(0, 0, 0, 0, 0);
            default -> loopback(w, socket, 0);
        };
    }

    /** The address of a socket as others reach it; where nobody is if it has none. */
    static SocketAddress reachable(KernelUnderTest w, int socket, int from) {
        return reachable(w, socket, from, NOBODY);
    }

    static SocketAddress reachable(KernelUnderTest w, int socket, int from, int otherwise) {
        return switch (w.reachable(socket).orElse(loopback(w, from, otherwise))) {
            case SocketAddress.Inet4 a when a.port() == 0 -> loopback(w, from, otherwise);
            case SocketAddress.Inet6 a when a.port() == 0 -> loopback(w, from, otherwise);
            case SocketAddress.Unix a when a.kind() == SocketAddress.Unix.Kind.UNNAMED -> loopback(w, from, otherwise);
            case SocketAddress a -> a;
        };
    }
}
