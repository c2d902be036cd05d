package socklab.kernel.libc;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.util.Optional;

/** Where the fields of a C structure lie. */
final class StructFields {
    private StructFields() {}

    /**
     * The offset of a field. Added up here: the layout's own way to tell it makes half a dozen classes when it is first
     * asked, and the first call of a session would wait for them.
     */
    static int offset(StructLayout struct, String field) {
        long at = 0;
        for (MemoryLayout member : struct.memberLayouts()) {
            if (member.name().equals(Optional.of(field))) {
                return Math.toIntExact(at);
            }
            at += member.byteSize();
        }
        throw new IllegalArgumentException(struct + " has no " + field);
    }

    /** How many bytes it takes. */
    static int size(StructLayout struct) {
        return Math.toIntExact(struct.byteSize());
    }
}
