package socklab.packet.tcpdump;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What tcpdump prints after the length of a segment on a port that it knows. */
final class TcpPayload {
    private static final int TELNET = 23;
    private static final int SMTP = 25;
    private static final int WHOIS = 43;
    private static final int SSH = 22;
    private static final String SSH_VERSION = "SSH-";
    private static final int FTP = 21;
    private static final int INTERPRET_AS_COMMAND = 0xff;
    private static final Set<Integer> HTTP = Set.of(80, 8080);
    private static final Set<Integer> RTSP = Set.of(554, 8554);

    /** Ports that tcpdump asks for before the text protocols below, and has a decoder for that socklab has not. */
    private static final Set<Integer> NOT_DECODED_FIRST = Set.of(179, 1723, 6379);

    private static final Set<Integer> NOT_DECODED_BEFORE_FTP = Set.of(139, 445, 10288, 6633, 6653);
    private static final Set<Integer> NOT_DECODED_LAST = Set.of(53, 639, 323, 646, 2049);

    private final FrameReader reader;

    TcpPayload(FrameReader reader) {
        this.reader = reader;
    }

    /** Prints by the first of tcpdump's ports that either side has. */
    void print(int at, int length, List<Integer> ports) {
        if (ports.contains(TELNET)) {
            telnet(at);
        } else if (ports.contains(SMTP)) {
            text(TextProtocol.SMTP, at, length);
        } else if (ports.contains(WHOIS)) {
            text(TextProtocol.WHOIS, at, length);
        } else if (any(ports, NOT_DECODED_FIRST)) {
            reader.notDecoded();
        } else if (ports.contains(SSH)) {
            ssh(at, length);
        } else if (any(ports, NOT_DECODED_BEFORE_FTP)) {
            reader.notDecoded();
        } else if (ports.contains(FTP)) {
            text(TextProtocol.FTP, at, length);
        } else if (any(ports, HTTP)) {
            text(TextProtocol.HTTP, at, length);
        } else if (any(ports, RTSP)) {
            text(TextProtocol.RTSP, at, length);
        } else if (any(ports, NOT_DECODED_LAST)) {
            reader.notDecoded();
        }
    }

    private static boolean any(List<Integer> ports, Set<Integer> known) {
        return !Collections.disjoint(ports, known);
    }

    private void text(TextProtocol protocol, int at, int length) {
        reader.print(": ");
        protocol.print(reader, at, length);
    }

    /** tcpdump prints telnet's commands, never its text. */
    private void telnet(int at) {
        reader.enter("telnet");
        if (reader.u8(at) == INTERPRET_AS_COMMAND) {
            reader.notDecoded();
        }
    }

    /** The version line, if the payload begins with one. */
    private void ssh(int at, int length) {
        reader.enter("ssh");
        for (int i = 0; i < SSH_VERSION.length(); i++) {
            if (reader.u8(at + i) != SSH_VERSION.charAt(i)) {
                return;
            }
        }
        StringBuilder line = new StringBuilder(": SSH: ");
        for (int i = 0; i < length; i++) {
            int c = reader.u8(at + i);
            if (c == '\n' || c == '\r' && i + 1 < length && reader.u8(at + i + 1) == '\n') {
                reader.print(line.toString());
                return;
            }
            if (c < ' ' || c >= 0x7f) {
                return;
            }
            line.append((char) c);
        }
    }
}
