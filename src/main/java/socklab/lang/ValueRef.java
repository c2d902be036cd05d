package socklab.lang;

import java.util.Optional;

/**
 * A {@code $} value as typed: {@code $3}, {@code $_}, {@code $name}, {@code $name.field}.
 *
 * @param member which field of a C structure, if that is asked for: {@code rtt}
 */
public record ValueRef(String name, Optional<Field> field, Optional<String> member, Span span) {
    /** A value without a structure's field. */
    public ValueRef(String name, Optional<Field> field, Span span) {
        this(name, field, Optional.empty(), span);
    }

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
        FD,
        /** How many milliseconds the call took. */
        TOOK,
        /** A field of a C structure. */
        MEMBER;

        /** The field as typed. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The value as typed. */
    public String typed() {
        return "$" + name
                + member.or(() -> field.map(Field::word)).map(w -> "." + w).orElse("");
    }
}
