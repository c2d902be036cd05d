package socklab.kernel.ffm;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.util.Arrays;

/** Offsets and sizes of C structures and their fields, in bytes. */
public final class StructFields {
    private StructFields() {}

    /**
     * The offset of a field.
     *
     * @param path the field's name; for a field of a nested structure, the names from the outside in
     */
    public static int offset(StructLayout struct, String... path) {
        return Math.toIntExact(struct.byteOffset(elements(path)));
    }

    /** The size of a structure. */
    public static int size(StructLayout struct) {
        return Math.toIntExact(struct.byteSize());
    }

    /** The size of a field. */
    public static int size(StructLayout struct, String... path) {
        return Math.toIntExact(struct.select(elements(path)).byteSize());
    }

    private static PathElement[] elements(String... path) {
        return Arrays.stream(path).map(PathElement::groupElement).toArray(PathElement[]::new);
    }
}
