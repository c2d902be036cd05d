package socklab.text;

import java.util.List;

/** Something to say, language left open: a key of the message files, and what goes into its places. */
public record Msg(String key, List<Object> args) {
    public static Msg of(String key, Object... args) {
        return new Msg(key, List.of(args));
    }
}
