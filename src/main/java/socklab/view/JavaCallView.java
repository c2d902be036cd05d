package socklab.view;

import java.util.Optional;
import java.util.stream.Collectors;
import socklab.call.JavaCall;
import socklab.call.Outcome;

/**
 * The call line of a call that Java's library made: the method, not a C call that was never made.
 *
 * <p>{@code DatagramChannel.bind(0.0.0.0:12000) <0.000041>}, and behind a method that returns something,
 * {@code = 5}. One that threw shows what it threw: from that the errno of the result line follows.
 */
final class JavaCallView {
    private static final int MOST = 32;
    /** What stands where Java was not asked. */
    private static final String NONE = "(no Java call)";

    private JavaCallView() {}

    static String line(JavaCall call, Outcome outcome) {
        String head = call.none() ? NONE : call.method() + "(" + arguments(call) + ")";
        return call.ended().map(e -> padded(head) + ended(e)).orElse(head) + elapsed(outcome);
    }

    private static String elapsed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r ->
                StraceView.elapsed(new StringBuilder(), r.nanos()).toString();
            case Outcome.Failed f ->
                StraceView.elapsed(new StringBuilder(), f.nanos()).toString();
            case Outcome.Unsupported _, Outcome.Unresolved _ -> "";
        };
    }

    /** What is shown of a call that waits. */
    static String unfinished(JavaCall call) {
        return (call.none() ? "Selector.select(" : call.method() + "(" + arguments(call)) + " <unfinished ...>";
    }

    private static String padded(String head) {
        return head.length() < StraceView.RESULT_COLUMN
                ? head + " ".repeat(StraceView.RESULT_COLUMN - head.length())
                : head;
    }

    private static String arguments(JavaCall call) {
        return call.arguments().stream().map(JavaCallView::argument).collect(Collectors.joining(", "));
    }

    private static String argument(JavaCall.Argument argument) {
        return switch (argument) {
            case JavaCall.Argument.Word a -> Escape.printable(a.text());
            case JavaCall.Argument.Address a -> ResultView.show(a.address());
            case JavaCall.Argument.Data a ->
                Escape.quoted(a.data().slice(0, Math.min(MOST, a.data().length())))
                        + (a.data().length() > MOST ? "..." : "");
            case JavaCall.Argument.Room a -> "ByteBuffer[" + a.length() + "]";
        };
    }

    private static String ended(JavaCall.Ended ended) {
        return switch (ended) {
            case JavaCall.Ended.Returned e -> " = " + Escape.printable(e.value());
            case JavaCall.Ended.Threw e ->
                " throws " + e.exception()
                        + Optional.of(e.message())
                                .filter(m -> !m.isEmpty())
                                .map(m -> ": " + Escape.printable(m))
                                .orElse("");
        };
    }
}
