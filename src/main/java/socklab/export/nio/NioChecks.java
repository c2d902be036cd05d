package socklab.export.nio;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import socklab.export.ExpectedOutcome;
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
    static String text(List<ExpectedOutcome> expected) {
        String all = expected.stream().map(ExpectedOutcome::text).collect(Collectors.joining(" / "));
        return JavaText.literal(all.length() > MOST_SHOWN ? all.substring(0, MOST_SHOWN) : all);
    }

    /** The condition that a result meets if it is as expected; none where there is nothing to check. */
    Optional<String> condition(Statement.Invoke call, List<ExpectedOutcome> expected, String result) {
        List<Optional<String>> all = expected.stream()
                .filter(o -> !(o instanceof ExpectedOutcome.Fails))
                .map(o -> one(o, result))
                .toList();
        return all.isEmpty() || all.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(all.stream().map(Optional::get).distinct().collect(Collectors.joining(" || ")));
    }

    private Optional<String> one(ExpectedOutcome outcome, String result) {
        return switch (outcome) {
            case ExpectedOutcome.Sent o when o.least() == o.most() -> Optional.of(result + " == " + o.least());
            case ExpectedOutcome.EndOfStream _ -> Optional.of(result + " == -1");
            case ExpectedOutcome.Received o when o.whole().isEmpty() -> received(o, result);
            case ExpectedOutcome.Sent _,
                    ExpectedOutcome.Received _,
                    ExpectedOutcome.Succeeds _,
                    ExpectedOutcome.Fails _,
                    ExpectedOutcome.Ready _,
                    ExpectedOutcome.Number _,
                    ExpectedOutcome.Words _,
                    ExpectedOutcome.Blocks _ -> Optional.empty();
        };
    }

    private Optional<String> received(ExpectedOutcome.Received o, String data) {
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
