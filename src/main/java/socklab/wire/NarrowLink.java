package socklab.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.lang.Command;
import socklab.lang.Token;
import socklab.packet.InternetChecksum;
import socklab.packet.Packet;
import socklab.shell.ShellWordError;
import socklab.text.Message;

/**
 * A link in the middle of the cable that takes shorter IPv4 datagrams than the hosts do. It does not fragment: a longer
 * datagram is lost. A router before it says so by ICMP "fragmentation needed" to whoever forbids fragments; a silent
 * one is a black hole.
 *
 * <p>Source: RFC 1191 §3, §4; RFC 792; RFC 2923 §2.1, black holes.
 *
 * @param mtu the longest datagram that passes, in bytes
 */
record NarrowLink(int mtu, Router router) {
    private static final int ETHERNET = 14;
    private static final int IPV4_HEADER = 20;
    private static final int ICMP_HEADER = 8;
    private static final int LEAST_MTU = 68;
    private static final int MOST_MTU = 65535;
    private static final int DONT_FRAGMENT = 0x40;
    private static final int TTL = 64;
    private static final int ICMP = 1;
    private static final int UNREACHABLE = 3;
    private static final int FRAGMENTATION_NEEDED = 4;
    /** 10.0.0.254. */
    private static final int ADDRESS = 10 << 24 | 254;

    /** What the router before the link does. */
    enum Router {
        TELLS,
        SILENT
    }

    /** Reads {@code narrow MTU [silent]} or {@code narrow off}. */
    static Optional<NarrowLink> read(Command.Shell command) throws ShellWordError {
        List<Token> words = command.args();
        if (words.size() < 2 || words.size() > 3) {
            throw ShellWordError.usage(command);
        }
        Token word = words.get(1);
        if (word.text().equals("off") && words.size() == 2) {
            return Optional.empty();
        }
        int mtu = word.text().matches("\\d{1,5}") ? Integer.parseInt(word.text()) : 0;
        if (mtu < LEAST_MTU || mtu > MOST_MTU) {
            throw ShellWordError.at(
                    command, word, Message.of("wire.fault.mtu", word.text()), Message.of("wire.cure.mtu"));
        }
        if (words.size() == 3 && !words.getLast().text().equals("silent")) {
            throw ShellWordError.at(
                    command,
                    words.getLast(),
                    Message.of("fault.choice", words.getLast().text()),
                    Message.of("cure.oneOf", "silent"));
        }
        return Optional.of(new NarrowLink(mtu, words.size() == 3 ? Router.SILENT : Router.TELLS));
    }

    /** Whether a frame carries a datagram that does not fit. */
    boolean stops(Bytes frame) {
        Packet packet = Packet.of(frame);
        return packet.etherType() == Packet.IPV4
                && packet.ip().filter(ip -> ip.payloadEnd() - ETHERNET > mtu).isPresent();
    }

    /** The frame that the router answers with, if it does. */
    Optional<Bytes> answer(Bytes frame) {
        boolean forbidden = (frame.at(ETHERNET + 6) & DONT_FRAGMENT) != 0;
        return router == Router.TELLS && forbidden ? Optional.of(fragmentationNeeded(frame)) : Optional.empty();
    }

    private Bytes fragmentationNeeded(Bytes frame) {
        // the header that did not fit, and the 8 bytes after it: the sender finds its connection by them
        int quoted = (frame.at(ETHERNET) & 0xf) * 4 + 8;
        int length = IPV4_HEADER + ICMP_HEADER + quoted;
        ByteBuffer out = ByteBuffer.allocate(ETHERNET + length);
        out.put(frame.slice(6, 12).toArray()).put(frame.slice(0, 6).toArray()).putShort((short) Packet.IPV4);
        out.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
        out.put((byte) TTL).put((byte) ICMP).putShort((short) 0).putInt(ADDRESS);
        out.put(frame.slice(ETHERNET + 12, ETHERNET + 16).toArray());
        out.put((byte) UNREACHABLE).put((byte) FRAGMENTATION_NEEDED).putShort((short) 0);
        out.putShort((short) 0).putShort((short) mtu);
        out.put(frame.slice(ETHERNET, ETHERNET + quoted).toArray());
        checksum(out, ETHERNET, IPV4_HEADER, ETHERNET + 10);
        checksum(out, ETHERNET + IPV4_HEADER, ICMP_HEADER + quoted, ETHERNET + IPV4_HEADER + 2);
        return Bytes.of(out.array());
    }

    private static void checksum(ByteBuffer out, int from, int length, int at) {
        out.putShort(at, (short) InternetChecksum.of(Bytes.of(out.array()).slice(from, from + length)));
    }
}
