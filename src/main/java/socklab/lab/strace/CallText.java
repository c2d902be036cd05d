package socklab.lab.strace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A call as strace prints it, read: {@code name(arguments) = result (note) <time>}.
 *
 * @param nanos how long it took, as {@code -T} tells; 0 if it does not
 */
record CallText(String name, List<StraceValue.Field> args, TracedCall.Return result, long nanos, String text) {
    private static final int MOST_NAME = 40;
    private static final long SECOND = 1_000_000_000;

    /** The name of the call that a text begins with. */
    static Optional<String> name(String text) {
        int end = 0;
        while (end < text.length() && end < MOST_NAME && nameChar(text.charAt(end))) {
            end++;
        }
        return end > 0 && end < text.length() && text.charAt(end) == '('
                ? Optional.of(text.substring(0, end))
                : Optional.empty();
    }

    private static boolean nameChar(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
    }

    /** A call that returned. */
    static CallText of(String text) throws UnreadableCall {
        String name = name(text).orElseThrow(() -> new UnreadableCall("no call"));
        ValueReader reader = new ValueReader(text, name.length() + 1);
        List<StraceValue.Field> args = reader.upTo(')');
        String rest = text.substring(reader.position()).strip();
        if (!rest.startsWith("= ")) {
            throw new UnreadableCall("no result");
        }
        return returned(name, args, rest.substring(2), text);
    }

    /** A call that did not return: as many arguments as could be read. */
    static CallText unfinished(String text) throws UnreadableCall {
        String name = name(text).orElseThrow(() -> new UnreadableCall("no call"));
        String open = withoutReturn(text).strip();
        String closed = (open.endsWith(",") ? open.substring(0, open.length() - 1) : open) + ")";
        List<StraceValue.Field> args = new ValueReader(closed, name.length() + 1).upTo(')');
        return new CallText(name, args, TracedCall.Return.NONE, 0, text.strip());
    }

    /** A call's text up to the bracket behind its arguments, where it has a result. */
    static String withoutReturn(String text) {
        int end = returnAt(text);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Where the bracket behind the arguments stands, and then the result; -1 if there is no result. */
    static int returnAt(String text) {
        for (int i = text.lastIndexOf(" = "); i > 0; i = text.lastIndexOf(" = ", i - 1)) {
            int bracket = i;
            while (bracket > 0 && text.charAt(bracket) == ' ') {
                bracket--;
            }
            if (text.charAt(bracket) == ')') {
                return bracket;
            }
        }
        return -1;
    }

    /** Whether the kernel makes it again after a signal. Source: strace(1), ERESTARTSYS. */
    boolean restarts() {
        return result.error().filter(e -> e.startsWith("ERESTART")).isPresent();
    }

    /** Whether it is made on a descriptor that is no socket, as -y tells. */
    boolean onFile() {
        return !args.isEmpty()
                && args.getFirst().value() instanceof StraceValue.Number n
                && n.descriptor().filter(d -> !Descriptors.socket(d)).isPresent();
    }

    private static CallText returned(String name, List<StraceValue.Field> args, String result, String text) {
        String rest = result;
        long nanos = 0;
        int time = rest.lastIndexOf(" <");
        if (time >= 0 && rest.endsWith(">")) {
            Optional<Long> took = seconds(rest.substring(time + 2, rest.length() - 1));
            nanos = took.orElse(0L);
            rest = took.isPresent() ? rest.substring(0, time) : rest;
        }
        int note = rest.indexOf(" (");
        String said = note < 0 ? "" : rest.substring(note + 2, Math.max(note + 2, rest.lastIndexOf(')')));
        String head = note < 0 ? rest : rest.substring(0, note);
        return new CallText(name, args, result(head.strip(), said), nanos, text);
    }

    private static TracedCall.Return result(String head, String note) {
        int annotated = head.indexOf('<');
        Optional<String> descriptor =
                annotated > 0 ? Optional.of(head.substring(annotated + 1).replaceAll(">$", "")) : Optional.empty();
        String[] words = (annotated > 0 ? head.substring(0, annotated) : head).split(" ");
        Optional<String> error =
                words.length > 1 && words[1].matches("E[A-Z0-9_]{1,30}") ? Optional.of(words[1]) : Optional.empty();
        OptionalLong value = ValueReader.number(words[0]).map(OptionalLong::of).orElse(OptionalLong.empty());
        return new TracedCall.Return(value, error, note, descriptor);
    }

    private static Optional<Long> seconds(String text) {
        return text.matches("\\d{1,9}\\.\\d{1,9}")
                ? Optional.of(Long.parseLong(text.substring(0, text.indexOf('.'))) * SECOND
                        + TraceLine.fraction(text.substring(text.indexOf('.') + 1)))
                : Optional.empty();
    }
}
