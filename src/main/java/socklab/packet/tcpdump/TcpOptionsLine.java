package socklab.packet.tcpdump;

/**
 * The options of a TCP segment.
 *
 * <p>Source: RFC 9293 §3.1, RFC 2018, RFC 7323, RFC 7413, RFC 5925, RFC 6994, RFC 8684.
 */
final class TcpOptionsLine {
    private static final int END = 0;
    private static final int NOP = 1;
    private static final int SIGNATURE = 16;
    private static final int FAST_OPEN_EXPERIMENT = 0xf989;

    private final FrameReader reader;
    private final int flags;
    private final int sackBase;
    private final int payloadAt;
    private final int payload;

    /** How many bytes of the options are left after the option's kind and length. */
    private int left;

    TcpOptionsLine(FrameReader reader, int flags, int sackBase, int payloadAt, int payload) {
        this.reader = reader;
        this.flags = flags;
        this.sackBase = sackBase;
        this.payloadAt = payloadAt;
        this.payload = payload;
    }

    /** An option whose length cannot be. */
    private static final class BadOption extends Exception {
        private static final long serialVersionUID = 1;

        BadOption() {
            super("bad option", null, false, false);
        }
    }

    /** An option that ends after the bytes of the frame. */
    private static final class CutOption extends Exception {
        private static final long serialVersionUID = 1;

        CutOption() {
            super("cut option", null, false, false);
        }
    }

    /** Prints them; whether the line goes on. */
    boolean print(int from, int length) {
        reader.print(", options [");
        boolean first = true;
        int at = from;
        left = length;
        try {
            while (left > 0) {
                reader.print(first ? "" : ",");
                int kind = reader.u8(at);
                int size = size(at, kind);
                at += lengthless(kind) ? 1 : 2;
                int used = value(at, kind, size);
                at += used;
                left -= used;
                if (used + (lengthless(kind) ? 1 : 2) != size) {
                    reader.print("[len " + size + "]");
                }
                first = false;
                if (kind == END) {
                    break;
                }
            }
        } catch (BadOption e) {
            reader.print("[bad opt]").print(first ? "" : "]");
            return false;
        } catch (CutOption e) {
            reader.printTruncated();
            reader.print(first ? "" : ">");
            return false;
        }
        reader.print("]");
        return true;
    }

    private static boolean lengthless(int kind) {
        return kind == END || kind == NOP;
    }

    /** The length that the option states; takes its kind and length off what is left. */
    private int size(int at, int kind) throws BadOption {
        if (lengthless(kind)) {
            left--;
            return 1;
        }
        int size = reader.u8(at + 1);
        if (size < 2 || size > left) {
            throw new BadOption();
        }
        left -= 2;
        return size;
    }

    private void check(int at, int length) throws BadOption, CutOption {
        if (length > left) {
            throw new BadOption();
        }
        if (!reader.has(at, length)) {
            throw new CutOption();
        }
    }

    /** Prints an option's name and value; how many bytes the value has. */
    private int value(int at, int kind, int size) throws BadOption, CutOption {
        int length = size - 2;
        reader.print(name(kind));
        return switch (kind) {
            case END, NOP, 4 -> 0;
            case 2 -> number(at, 2);
            case 3 -> number(at, 1);
            case 5 -> sack(at, length);
            case 6, 7, 11, 12, 13 -> number(at, 4);
            case 8 -> timestamps(at);
            case 19 -> signature(at);
            case 20 -> selectiveCapabilities(at);
            case 28 -> userTimeout(at);
            case 29 -> authentication(at, length);
            case 30 -> multipath(at, size);
            case 34 -> {
                check(at, length);
                reader.print(" ");
                yield fastOpen(at, length);
            }
            case 254 -> experiment(at, length);
            default -> unknown(at, length);
        };
    }

    private static String name(int kind) {
        return switch (kind) {
            case END -> "eol";
            case NOP -> "nop";
            case 2 -> "mss";
            case 3 -> "wscale";
            case 4 -> "sackOK";
            case 5 -> "sack";
            case 6 -> "echo";
            case 7 -> "echoreply";
            case 8 -> "TS";
            case 11 -> "cc";
            case 12 -> "ccnew";
            case 13 -> "";
            case 19 -> "md5";
            case 20 -> "scps";
            case 28 -> "uto";
            case 29 -> "tcp-ao";
            case 30 -> "mptcp";
            case 34 -> "tfo";
            case 254 -> "exp";
            default -> "unknown-" + kind;
        };
    }

    private int number(int at, int length) throws BadOption, CutOption {
        check(at, length);
        reader.print(" ");
        switch (length) {
            case 1 -> reader.print(reader.u8(at));
            case 2 -> reader.print(reader.u16(at));
            default -> reader.print(reader.u32(at));
        }
        return length;
    }

    private int sack(int at, int length) throws BadOption, CutOption {
        if (length % 8 != 0) {
            reader.print(" invalid sack");
            return length;
        }
        reader.print(" ").print(length / 8).print(" ");
        for (int i = 0; i < length; i += 8) {
            check(at, i + 8);
            reader.print("{").printUnsigned(reader.i32(at + i) - sackBase);
            reader.print(":").printUnsigned(reader.i32(at + i + 4) - sackBase).print("}");
        }
        return length;
    }

    private int timestamps(int at) throws BadOption, CutOption {
        check(at, 8);
        reader.print(" val " + reader.u32(at)).print(" ecr " + reader.u32(at + 4));
        return 8;
    }

    private int signature(int at) throws BadOption, CutOption {
        check(at, SIGNATURE);
        boolean whole = payloadAt + payload <= reader.end();
        reader.print(whole ? " shared secret not supplied with -M, " : " snaplen too short, ");
        reader.print("can't check - " + reader.hex(at, SIGNATURE));
        return SIGNATURE;
    }

    private int selectiveCapabilities(int at) throws BadOption, CutOption {
        check(at, 2);
        reader.print(String.format(" cap %02x id %d", reader.u8(at), reader.u8(at + 1)));
        return 2;
    }

    private int userTimeout(int at) throws BadOption, CutOption {
        check(at, 2);
        int value = reader.u16(at);
        reader.print(String.format(" 0x%x ", value)).print((value & 1) != 0 ? (value >> 1) * 60 : value >> 1);
        return 2;
    }

    private int authentication(int at, int length) throws BadOption, CutOption {
        if (length < 2) {
            reader.printInvalid();
            return length;
        }
        check(at, 1);
        reader.print(" keyid " + reader.u8(at));
        check(at, 2);
        reader.print(" rnextkeyid " + reader.u8(at + 1));
        reader.print(length > 2 ? " mac 0x" : "");
        for (int i = 2; i < length; i++) {
            check(at, i + 1);
            reader.print(reader.hex(at + i, 1));
        }
        return length;
    }

    private int multipath(int at, int size) throws BadOption, CutOption {
        check(at, size - 2);
        int outer = reader.end();
        reader.endAtMost(at, size - 2L, outer);
        if (!new MptcpLine(reader, flags).print(at - 2, size)) {
            reader.restoreEnd(outer);
            throw new BadOption();
        }
        reader.restoreEnd(outer);
        return size - 2;
    }

    private int fastOpen(int at, int length) {
        if (length == 0) {
            reader.print(" cookiereq");
        } else if (length % 2 != 0 || length < 4 || length > 16) {
            reader.printInvalid();
        } else {
            reader.print(" cookie " + reader.hex(at, length));
        }
        return length;
    }

    private int experiment(int at, int length) throws BadOption, CutOption {
        check(at, length);
        if (length < 2) {
            throw new BadOption();
        }
        int identifier = reader.u16(at);
        if (identifier == FAST_OPEN_EXPERIMENT) {
            reader.print("-tfo");
            fastOpen(at + 2, length - 2);
        } else {
            reader.print(String.format("-%04x", identifier));
        }
        return length;
    }

    private int unknown(int at, int length) throws BadOption, CutOption {
        reader.print(length > 0 ? " 0x" : "");
        for (int i = 0; i < length; i++) {
            check(at, i + 1);
            reader.print(reader.hex(at + i, 1));
        }
        return length;
    }
}
