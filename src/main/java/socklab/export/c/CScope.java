package socklab.export.c;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.export.ExpectedOutcome;
import socklab.export.ProgramVariable;
import socklab.export.SocketScopes;
import socklab.export.Statement;
import socklab.export.Value;

/** Which variables of a program are declared where, and how large its buffers are. */
final class CScope {
    private final Deque<Set<String>> declared = new ArrayDeque<>();
    private final Map<ProgramVariable, Integer> sizes = new HashMap<>();
    private final Set<ProgramVariable> shared = new HashSet<>();
    private final Set<ProgramVariable> beyondAscii = new HashSet<>();
    private final Set<ProgramVariable> failing = new HashSet<>();
    private final Set<ProgramVariable> hoisted = new HashSet<>();

    CScope(Iterable<Statement> program) {
        enter();
        program.forEach(this::measure);
        program.forEach(s -> hoist(s, program));
        shared.removeIf(v -> v.descriptor() && failing.contains(v));
    }

    private void measure(Statement statement) {
        switch (statement) {
            case Statement.Invoke s -> size(s);
            case Statement.Start s -> {
                size(s.call());
                s.call().on().ifPresent(shared::add);
                shared.addAll(SocketScopes.touched(s));
                shared.addAll(SocketScopes.produced(s));
                shared.remove(s.thread());
            }
            case Statement.Join s -> {
                boolean fails = !s.expected().isEmpty()
                        && s.expected().stream().allMatch(ExpectedOutcome.Fails.class::isInstance);
                if (fails) {
                    failing.addAll(s.start().call().produced().sockets());
                    s.start().call().produced().data().ifPresent(failing::add);
                }
            }
            case Statement.Loop s -> s.body().forEach(this::measure);
            case Statement.Input s -> sizes.merge(s.into(), 2048, Math::max);
            default -> {}
        }
    }

    /** Whether the lab shows that data is not all ASCII. */
    boolean beyondAscii(ProgramVariable data) {
        return beyondAscii.contains(data);
    }

    private void size(Statement.Invoke call) {
        call.produced()
                .data()
                .ifPresent(data -> call.expected().forEach(o -> {
                    if (o instanceof ExpectedOutcome.Received r
                            && r.data()
                                    .or(r::prefix)
                                    .filter(b -> b.latin1().chars().anyMatch(c -> c > 127))
                                    .isPresent()) {
                        beyondAscii.add(data);
                    }
                }));
        call.produced()
                .data()
                .ifPresent(data -> call.values().forEach(v -> {
                    int size = switch (v) {
                        case Value.Given g when g.arg() instanceof Arg.Space s -> s.length();
                        case Value.Pieces p ->
                            p.sizes().stream().mapToInt(i -> i).sum();
                        default -> 0;
                    };
                    sizes.merge(data, Math.max(1, size), Math::max);
                }));
    }

    /** What a loop makes and a statement outside of it reads is declared before the loop. */
    private void hoist(Statement statement, Iterable<Statement> block) {
        if (!(statement instanceof Statement.Loop loop)) {
            return;
        }
        for (Statement other : block) {
            if (other != statement) {
                Set<ProgramVariable> outside = new HashSet<>(SocketScopes.touched(other));
                outside.addAll(SocketScopes.produced(other));
                outside.retainAll(SocketScopes.produced(loop));
                hoisted.addAll(outside);
            }
        }
        loop.body().forEach(s -> hoist(s, loop.body()));
    }

    void enter() {
        declared.addLast(new HashSet<>());
    }

    /** Enters a function of its own: it sees what stands outside of main, and no more. */
    Deque<Set<String>> enterFunction() {
        Deque<Set<String>> main = new ArrayDeque<>(declared);
        while (declared.size() > 1) {
            declared.removeLast();
        }
        enter();
        return main;
    }

    void leaveFunction(Deque<Set<String>> main) {
        declared.clear();
        declared.addAll(main);
    }

    void leave() {
        declared.removeLast();
    }

    /** Notes a declaration; returns false if the name is visible already. */
    boolean declare(String name) {
        if (declared.stream().anyMatch(d -> d.contains(name))) {
            return false;
        }
        declared.getLast().add(name);
        return true;
    }

    int size(ProgramVariable data) {
        return sizes.getOrDefault(data, 1);
    }

    /** Whether no call gives a variable anything: all that would are expected to fail. */
    boolean neverGiven(ProgramVariable data) {
        return failing.contains(data);
    }

    /** Variables that a thread uses, too: they live outside of main. */
    boolean shared(ProgramVariable variable) {
        return shared.contains(variable);
    }

    Stream<ProgramVariable> shared() {
        return shared.stream().sorted((a, b) -> a.name().compareTo(b.name()));
    }

    Stream<ProgramVariable> hoisted() {
        return hoisted.stream()
                .filter(v -> !shared.contains(v))
                .sorted((a, b) -> a.name().compareTo(b.name()));
    }

    /** The structure for an address of a family. */
    static String structure(int domain) {
        if (domain == Const.AF_INET.value()) {
            return "struct sockaddr_in";
        } else if (domain == Const.AF_INET6.value()) {
            return "struct sockaddr_in6";
        }
        return domain == Const.AF_UNIX.value() ? "struct sockaddr_un" : "struct sockaddr_storage";
    }
}
