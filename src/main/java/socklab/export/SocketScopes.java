package socklab.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import socklab.call.Result;

/**
 * Which sockets of a block live in a block of their own: {@code with} in Python, {@code try} in Java. Such a block ends
 * where the lab closes the socket, or with the program. Blocks nest, so a socket that would cross another's end has
 * none.
 */
public final class SocketScopes {
    private final Map<Integer, Scope> scopes = new HashMap<>();

    /**
     * The scope of a socket.
     *
     * @param end the index of the first statement after it
     * @param close the index of the statement that closes the socket, if there is one: the end of the block does that
     */
    public record Scope(ProgramVariable socket, int end, OptionalInt close) {}

    /** The scopes of a block; {@code outermost} if the program ends with it. */
    public SocketScopes(List<Statement> block, boolean outermost) {
        for (int i = 0; i < block.size(); i++) {
            Optional<ProgramVariable> made = made(block.get(i));
            List<ProgramVariable> pair = pair(block.get(i));
            if (made.isPresent() || !pair.isEmpty()) {
                Optional<Scope> scope =
                        made.isPresent() ? scope(block, i, made.get(), outermost) : ofPair(block, i, pair, outermost);
                if (scope.isPresent() && fits(block, i, scope.get())) {
                    scopes.put(i, scope.get());
                }
            }
        }
    }

    /** The scope that begins with a statement. */
    public Optional<Scope> at(int index) {
        return Optional.ofNullable(scopes.get(index));
    }

    /** How many scopes lie in each other at most. */
    public int depth() {
        int deepest = 0;
        for (int i : scopes.keySet()) {
            int depth = 1;
            for (Map.Entry<Integer, Scope> other : scopes.entrySet()) {
                depth += other.getKey() < i && other.getValue().end() > i ? 1 : 0;
            }
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /** The one socket that a statement makes. */
    public static Optional<ProgramVariable> made(Statement statement) {
        Statement.Produced produced = switch (statement) {
            case Statement.Invoke s -> s.produced();
            case Statement.Join s -> s.start().call().produced();
            default -> Statement.Produced.NOTHING;
        };
        boolean fails = statement instanceof Statement.Invoke s && s.mayFail();
        return produced.sockets().size() == 1 && produced.data().isEmpty() && !fails
                ? Optional.of(produced.sockets().getFirst()).filter(v -> v.kind() != ProgramVariable.Kind.NUMBER)
                : Optional.empty();
    }

    /** The two sockets that a statement makes. */
    public static List<ProgramVariable> pair(Statement statement) {
        return statement instanceof Statement.Invoke s
                        && s.produced().sockets().size() == 2
                        && s.produced().sockets().stream().allMatch(v -> v.kind() == ProgramVariable.Kind.SOCKET)
                        && !s.mayFail()
                ? s.produced().sockets()
                : List.of();
    }

    /** A pair lives to the end of the program: to close one of the two again there does no harm. */
    private static Optional<Scope> ofPair(
            List<Statement> block, int from, List<ProgramVariable> pair, boolean outermost) {
        boolean again = block.subList(from + 1, block.size()).stream()
                .anyMatch(s -> produced(s).stream().anyMatch(pair::contains));
        return outermost && !again
                ? Optional.of(new Scope(pair.getFirst(), block.size(), OptionalInt.empty()))
                : Optional.empty();
    }

    private static Optional<Scope> scope(List<Statement> block, int from, ProgramVariable socket, boolean outermost) {
        int close = -1;
        for (int k = from + 1; k < block.size() && close < 0; k++) {
            if (made(block.get(k)).equals(Optional.of(socket))) {
                return Optional.empty(); // the name goes to another socket while this one is open
            }
            close = closes(block.get(k), socket) ? k : -1;
        }
        if (close < 0) {
            return outermost ? Optional.of(new Scope(socket, block.size(), OptionalInt.empty())) : Optional.empty();
        }
        for (int k = close + 1; k < block.size(); k++) {
            if (made(block.get(k)).equals(Optional.of(socket))) {
                break;
            } else if (touched(block.get(k)).contains(socket)) {
                return Optional.empty(); // used after it was closed
            }
        }
        return Optional.of(new Scope(socket, close + 1, OptionalInt.of(close)));
    }

    private static boolean closes(Statement statement, ProgramVariable socket) {
        return statement instanceof Statement.Invoke s
                && s.call().result() == Result.CLOSED
                && s.on().equals(Optional.of(socket))
                && !s.mayFail();
    }

    /** Whether a scope lies within all others, and nothing made in it is used after it. */
    private boolean fits(List<Statement> block, int from, Scope scope) {
        for (Map.Entry<Integer, Scope> other : scopes.entrySet()) {
            if (other.getKey() < from
                    && other.getValue().end() > from
                    && other.getValue().end() < scope.end()) {
                return false;
            }
        }
        Set<ProgramVariable> inside = new HashSet<>();
        block.subList(from, scope.end()).forEach(s -> inside.addAll(produced(s)));
        for (Statement later : block.subList(scope.end(), block.size())) {
            if (touched(later).stream().anyMatch(inside::contains)
                    && !produced(later).contains(scope.socket())) {
                return false;
            }
        }
        return true;
    }

    /** The variables that a statement gives a value. */
    public static Set<ProgramVariable> produced(Statement statement) {
        Set<ProgramVariable> all = new HashSet<>();
        switch (statement) {
            case Statement.Invoke s -> add(all, s.produced());
            case Statement.Start s -> {
                all.add(s.thread());
                add(all, s.call().produced());
            }
            case Statement.Join s -> add(all, s.start().call().produced());
            case Statement.Loop s -> {
                s.counter().ifPresent(all::add);
                s.body().forEach(b -> all.addAll(produced(b)));
            }
            case Statement.Input s -> all.add(s.into());
            default -> {}
        }
        return all;
    }

    /** The sockets that statements make, by the names that expectations use. */
    public static Map<String, ProgramVariable> socketsByName(List<Statement> statements) {
        Map<String, ProgramVariable> sockets = new HashMap<>();
        statements.forEach(
                s -> produced(s).stream().filter(ProgramVariable::descriptor).forEach(v -> sockets.put(v.name(), v)));
        return sockets;
    }

    private static void add(Set<ProgramVariable> all, Statement.Produced produced) {
        all.addAll(produced.sockets());
        produced.data().ifPresent(all::add);
        produced.address().ifPresent(all::add);
    }

    /** The variables that a statement reads, or waits for. */
    public static Set<ProgramVariable> touched(Statement statement) {
        Set<ProgramVariable> all = new HashSet<>(Reads.in(List.of(statement)));
        List<Statement> one = new ArrayList<>(List.of(statement));
        while (!one.isEmpty()) {
            switch (one.removeLast()) {
                case Statement.Join s -> all.add(s.start().thread());
                case Statement.StillBlocks s -> all.add(s.start().thread());
                case Statement.Interrupt s -> all.add(s.start().thread());
                case Statement.Loop s -> one.addAll(s.body());
                default -> {}
            }
        }
        return all;
    }
}
