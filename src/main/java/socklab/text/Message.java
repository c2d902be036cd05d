package socklab.text;

import java.util.List;

/** Something to say, language left open: a key of the message files, and what goes into its places. */
public record Message(String key, List<Object> args) {
    public static Message of(String key, Object... args) {
        return new Message(key, List.of(args));
    }
}
