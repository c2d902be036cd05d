package socklab.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import socklab.call.Param;
import socklab.call.Result;

/**
 * The calls that ask for an address because a line uses it: a session makes each once, in the first turn of a loop.
 * So in a program it stands before the loop, unless the loop makes the socket, gives it another address, or uses it
 * before.
 */
final class AskedAddresses {
    private final Set<Statement> asked = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Notes such a call. */
    Statement.Invoke note(Statement.Invoke call) {
        asked.add(call);
        return call;
    }

    /** Takes out of the body of a loop what shall stand before it. */
    List<Statement> takeOut(List<Statement> body) {
        List<Statement> before = new ArrayList<>();
        for (Statement statement : List.copyOf(body)) {
            if (statement instanceof Statement.Invoke call && asked.contains(call) && stays(call, body)) {
                before.add(call);
                body.removeIf(s -> s == call);
            }
        }
        return before;
    }

    private boolean stays(Statement.Invoke call, List<Statement> body) {
        Optional<ProgramVariable> socket = call.on();
        boolean used = body.stream()
                .takeWhile(s -> s != call)
                .flatMap(AskedAddresses::calls)
                .anyMatch(c -> c.on().equals(socket) && !asked.contains(c));
        return !used && body.stream().flatMap(AskedAddresses::calls).noneMatch(c -> changes(c, socket));
    }

    /** Whether a call makes the socket, closes it or gives it an address. */
    private static boolean changes(Statement.Invoke c, Optional<ProgramVariable> socket) {
        boolean addressed = c.call().result() == Result.ZERO
                && c.call().params().stream().anyMatch(p -> p instanceof Param.Local || p instanceof Param.Peer);
        return c.on().equals(socket) && (addressed || c.call().result() == Result.CLOSED)
                || c.produced().sockets().stream().anyMatch(s -> Optional.of(s).equals(socket));
    }

    private static Stream<Statement.Invoke> calls(Statement statement) {
        return switch (statement) {
            case Statement.Invoke c -> Stream.of(c);
            case Statement.Start s -> Stream.of(s.call());
            case Statement.Loop l -> l.body().stream().flatMap(AskedAddresses::calls);
            case Statement.Comment _,
                    Statement.Gap _,
                    Statement.Join _,
                    Statement.StillBlocks _,
                    Statement.Interrupt _,
                    Statement.Pause _,
                    Statement.Input _,
                    Statement.Print _ -> Stream.empty();
        };
    }
}
