package socklab.export;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The variables that statements read. */
public final class Reads {
    private final Set<ProgramVariable> read = new HashSet<>();

    private Reads() {}

    /** All variables that a statement of those, or of a loop in them, reads. */
    public static Set<ProgramVariable> in(List<Statement> statements) {
        Reads reads = new Reads();
        statements.forEach(reads::statement);
        return Set.copyOf(reads.read);
    }

    /** How many statements read a variable. */
    public static long count(List<Statement> statements, ProgramVariable variable) {
        return statements.stream()
                .mapToLong(s -> s instanceof Statement.Loop l
                        ? count(l.body(), variable)
                        : in(List.of(s)).contains(variable) ? 1 : 0)
                .sum();
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Invoke s -> {
                s.on().ifPresent(read::add);
                s.values().forEach(this::value);
            }
            case Statement.Start s -> statement(s.call());
            case Statement.Loop s -> s.body().forEach(this::statement);
            case Statement.Print s -> parts(s.parts());
            case Statement.Comment _,
                    Statement.Gap _,
                    Statement.Join _,
                    Statement.StillBlocks _,
                    Statement.Interrupt _,
                    Statement.Pause _,
                    Statement.Input _ -> {}
        }
    }

    private void value(Value value) {
        switch (value) {
            case Value.Address v -> endpoint(v.endpoint());
            case Value.Payload v -> parts(v.parts());
            case Value.Gathered v -> {
                v.to().ifPresent(this::endpoint);
                v.pieces().forEach(p -> parts(p.parts()));
                read.addAll(v.rights());
            }
            case Value.Batch v -> {
                v.to().ifPresent(this::endpoint);
                v.messages().forEach(p -> parts(p.parts()));
            }
            case Value.Descriptor v -> read.add(v.socket());
            case Value.WaitSet v -> v.watches().forEach(w -> read.add(w.socket()));
            case Value.Implied _, Value.Given _, Value.Pieces _, Value.Rooms _, Value.Interest _ -> {}
        }
    }

    private void parts(List<Part> parts) {
        parts.stream().map(Part::reads).flatMap(Optional::stream).forEach(read::add);
    }

    private void endpoint(Endpoint endpoint) {
        switch (endpoint) {
            case Endpoint.Literal _ -> {}
            case Endpoint.Kept e -> read.add(e.address());
            case Endpoint.Named e -> {
                switch (e.port()) {
                    case Endpoint.Port.Number _ -> {}
                    case Endpoint.Port.Of p -> read.add(p.address());
                    case Endpoint.Port.Argument p -> read.add(p.port());
                }
            }
        }
    }
}
