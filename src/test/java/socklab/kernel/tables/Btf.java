package socklab.kernel.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The running kernel's own types: BTF, as much of it as finds a structure's members.
 *
 * <p>Source: the kernel's Documentation/bpf/btf.rst.
 */
final class Btf {
    /** Where the kernel shows its types. */
    static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");

    private static final int STRUCT = 4;

    private Btf() {}

    /** A member: its name, its offset in bits, and whether it is a bit-field. */
    record Member(String name, int bit, boolean bits) {}

    /** The members of a structure, in their order; none if the kernel has no such. */
    static List<Member> struct(String name) throws IOException {
        ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(KERNEL)).order(ByteOrder.nativeOrder());
        int header = b.getInt(4);
        int types = header + b.getInt(8);
        int end = types + b.getInt(12);
        int strings = header + b.getInt(16);
        for (int at = types; at < end; ) {
            int info = b.getInt(at + 4);
            int kind = info >>> 24 & 0x1f;
            int count = info & 0xffff;
            if (kind == STRUCT && text(b, strings + b.getInt(at)).equals(name)) {
                return members(b, at + 12, count, strings, info < 0);
            }
            at += 12 + behind(kind, count);
        }
        return List.of();
    }

    private static List<Member> members(ByteBuffer b, int from, int count, int strings, boolean widths) {
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = from + 12 * i;
            int place = b.getInt(at + 8); // with widths, the upper byte is a bit-field's
            all.add(new Member(
                    text(b, strings + b.getInt(at)), widths ? place & 0xffffff : place, widths && place >>> 24 != 0));
        }
        return all;
    }

    /** How many bytes follow a type's head, by its kind. */
    private static int behind(int kind, int count) {
        return switch (kind) {
            case 1, 14, 17 -> 4; // INT, VAR, DECL_TAG
            case 3 -> 12; // ARRAY
            case 4, 5, 15, 19 -> 12 * count; // STRUCT, UNION, DATASEC, ENUM64
            case 6, 13 -> 8 * count; // ENUM, FUNC_PROTO
            default -> 0;
        };
    }

    private static String text(ByteBuffer b, int at) {
        int end = at;
        while (b.get(end) != 0) {
            end++;
        }
        return new String(b.array(), at, end - at, StandardCharsets.US_ASCII);
    }
}
