package socklab.text;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Something to say, language left open: a key of the message files, and what goes into its places. */
public record Message(String key, List<Object> args) {
    /** A message; an exception without words of its own gives null, for which there is a phrase. */
    public static Message of(String key, Object... args) {
        return new Message(
                key,
                Arrays.stream(args)
                        .map(a -> Objects.requireNonNullElseGet(a, () -> new Message("bug.noDetails", List.of())))
                        .toList());
    }
}
