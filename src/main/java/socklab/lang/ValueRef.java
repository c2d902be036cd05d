package socklab.lang;

import java.util.Optional;

/** A {@code $} value as typed: {@code $3}, {@code $_}, {@code $name}, {@code $name.field}. */
public record ValueRef(String name, Optional<Field> field, Span span) {

    /** What can be asked of a value. */
    public enum Field {
        DATA,
        FROM,
        LENGTH,
        UPPER,
        ERRNO,
        LOCAL,
        REMOTE,
        PORT,
        FD;

        /** The field as typed. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The value as typed. */
    public String typed() {
        return "$" + name + field.map(f -> "." + f.word()).orElse("");
    }
}
