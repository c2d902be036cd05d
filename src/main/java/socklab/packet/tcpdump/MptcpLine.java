package socklab.packet.tcpdump;

/**
 * The TCP option of Multipath TCP.
 *
 * <p>Source: RFC 6824, RFC 8684.
 */
final class MptcpLine {
    private static final int SYN_ACK = TcpLine.SYN | TcpLine.ACK;

    private final FrameReader reader;
    private final int flags;

    MptcpLine(FrameReader reader, int flags) {
        this.reader = reader;
        this.flags = flags;
    }

    /** Prints an option of a length, kind and length included; false if its length cannot be. */
    boolean print(int at, int length) {
        reader.enter("mptcp");
        if (length < 3) {
            return false;
        }
        int subtype = reader.u8(at + 2) >> 4;
        reader.print(" ").print(length).print(" ");
        return switch (subtype) {
            case 0 -> capable(at, length);
            case 1 -> join(at, length);
            case 2 -> new MptcpDataLine(reader, flags).print(at, length);
            case 3 -> addAddress(at, length);
            case 4 -> removeAddress(at, length);
            case 5 -> priority(at, length);
            case 6 -> fail(at, length);
            case 7 -> fastClose(at, length);
            default -> {
                reader.print("unknown");
                yield true;
            }
        };
    }

    private void hex(String before, long value) {
        reader.print(before).print("0x").print(Long.toHexString(value));
    }

    private boolean capable(int at, int length) {
        reader.print("capable");
        boolean inSyn = (length == 12 || length == 4) && (flags & TcpLine.SYN) != 0;
        boolean inAck = (length == 20 || length == 22) && (flags & SYN_ACK) == TcpLine.ACK;
        if (!inSyn && !inAck) {
            return false;
        }
        int version = reader.u8(at + 2) & 0xf;
        if (version > 1) {
            reader.print(" Unknown Version (" + version + ")");
            return true;
        }
        reader.print(" v").print(version);
        reader.print((reader.u8(at + 3) & 0x80) != 0 ? " csum" : "");
        if (length >= 12) {
            hex(" {", reader.i64(at + 4));
            if (length >= 20) {
                hex(",", reader.i64(at + 12));
            }
            reader.print("}");
        }
        return true;
    }

    private boolean join(int at, int length) {
        reader.print("join");
        boolean syn = length == 12 && (flags & TcpLine.SYN) != 0;
        boolean synAck = length == 16 && (flags & SYN_ACK) == SYN_ACK;
        boolean ack = length == 24 && (flags & TcpLine.ACK) != 0;
        if (!syn && !synAck && !ack) {
            return false;
        }
        if (length == 24) {
            reader.print(" hmac 0x" + reader.hex(at + 4, 20));
            return true;
        }
        reader.print((reader.u8(at + 2) & 1) != 0 ? " backup" : "").print(" id " + reader.u8(at + 3));
        if (length == 12) {
            hex(" token ", reader.u32(at + 4));
            hex(" nonce ", reader.u32(at + 8));
        } else {
            hex(" hmac ", reader.i64(at + 4));
            hex(" nonce ", reader.u32(at + 12));
        }
        return true;
    }

    private boolean addAddress(int at, int length) {
        reader.print("add-addr");
        boolean v4 = length == 8 || length == 10 || length == 16 || length == 18;
        boolean v6 = length == 20 || length == 22 || length == 28 || length == 30;
        if (!v4 && !v6) {
            return false;
        }
        reader.print(" ")
                .print(
                        switch (reader.u8(at + 2) & 0xf) {
                            case 6 -> "v0-ip6";
                            case 4 -> "v0-ip4";
                            case 1 -> "v1-echo";
                            case 0 -> "v1";
                            default -> "[bad version/echo]";
                        });
        reader.print(" id " + reader.u8(at + 3));
        int next = at + 4 + (v4 ? 4 : 16);
        reader.print(" ").print(v4 ? reader.ipv4(at + 4) : reader.ipv6(at + 4));
        int rest = length - (next - at);
        if (rest == 2 || rest == 10) {
            reader.print(":" + reader.u16(next));
            next += 2;
        }
        if (rest >= 8) {
            hex(" hmac ", reader.i64(next));
        }
        return true;
    }

    private boolean removeAddress(int at, int length) {
        reader.print("rem-addr");
        if (length < 4) {
            return false;
        }
        reader.print(" id");
        for (int i = 3; i < length; i++) {
            reader.print(" " + reader.u8(at + i));
        }
        return true;
    }

    private boolean priority(int at, int length) {
        reader.print("prio");
        if (length != 3 && length != 4) {
            return false;
        }
        reader.print((reader.u8(at + 2) & 1) != 0 ? " backup" : " non-backup");
        if (length == 4) {
            reader.print(" id " + reader.u8(at + 3));
        }
        return true;
    }

    private boolean fail(int at, int length) {
        reader.print("fail");
        if (length != 12) {
            return false;
        }
        reader.print(" seq ").print(Long.toUnsignedString(reader.i64(at + 4)));
        return true;
    }

    private boolean fastClose(int at, int length) {
        reader.print("fast-close");
        if (length != 12) {
            return false;
        }
        hex(" key ", reader.i64(at + 4));
        return true;
    }
}
