package socklab.export.nio;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.export.Outcome;
import socklab.export.Statement;

/** A lab's expectations as conditions of Java: those on bytes; errnos have no names there. */
final class NioChecks {
    private static final int MOST_SHOWN = 60;

    private final JavaHead head;
    private final JavaValues values;

    NioChecks(JavaHead head, JavaValues values) {
        this.head = head;
        this.values = values;
    }

    /** An expectation as a literal. */
    static String text(List<Outcome> expected) {
        String all = expected.stream().map(Outcome::text).collect(Collectors.joining(" / "));
        return JavaText.literal(all.length() > MOST_SHOWN ? all.substring(0, MOST_SHOWN) : all);
    }

    /** The condition that a result meets if it is as expected; none where there is nothing to check. */
    Optional<String> condition(Statement.Invoke call, List<Outcome> expected, String result) {
        List<Optional<String>> all = expected.stream()
                .filter(o -> !(o instanceof Outcome.Fails))
                .map(o -> one(o, result))
                .toList();
        return all.isEmpty() || all.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(all.stream().map(Optional::get).distinct().collect(Collectors.joining(" || ")));
    }

    private Optional<String> one(Outcome outcome, String result) {
        return switch (outcome) {
            case Outcome.Sent o when o.least() == o.most() -> Optional.of(result + " == " + o.least());
            case Outcome.EndOfStream _ -> Optional.of(result + " == -1");
            case Outcome.Received o when o.whole().isEmpty() -> received(o, result);
            case Outcome.Sent _,
                    Outcome.Received _,
                    Outcome.Succeeds _,
                    Outcome.Fails _,
                    Outcome.Ready _,
                    Outcome.Number _,
                    Outcome.Words _,
                    Outcome.Blocks _ -> Optional.empty();
        };
    }

    private Optional<String> received(Outcome.Received o, String data) {
        if (o.data().isPresent()) {
            head.type("static java.nio.charset.StandardCharsets.UTF_8");
            return JavaText.buffer(o.data().get()).map(b -> data + ".equals(" + b + ")");
        }
        Optional<String> count = o.count().isPresent()
                ? Optional.of(data + ".remaining() == " + o.count().getAsInt())
                : Optional.empty();
        Optional<String> prefix = o.prefix().flatMap(p -> p.wellFormedText()).map(p -> {
            head.use(JavaHead.Helper.TEXT);
            return "text(" + data + ").startsWith(" + JavaText.literal(p) + ")";
        });
        return prefix.isPresent() && count.isPresent()
                ? Optional.of(prefix.get() + " && " + count.get())
                : prefix.or(() -> count);
    }
}
