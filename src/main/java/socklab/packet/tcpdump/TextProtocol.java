package socklab.packet.tcpdump;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A protocol of text lines, of which tcpdump prints the name and the first line. */
enum TextProtocol {
    HTTP("GET PUT COPY HEAD LOCK MOVE POLL POST BCOPY BMOVE MKCOL TRACE LABEL MERGE DELETE SEARCH UNLOCK REPORT UPDATE"
            + " NOTIFY BDELETE CONNECT OPTIONS CHECKIN PROPFIND CHECKOUT CCM_POST SUBSCRIBE PROPPATCH BPROPFIND"
            + " BPROPPATCH UNCHECKOUT MKACTIVITY MKWORKSPACE UNSUBSCRIBE RPC_CONNECT VERSION-CONTROL"
            + " BASELINE-CONTROL"),
    RTSP("DESCRIBE ANNOUNCE GET_PARAMETER OPTIONS PAUSE PLAY RECORD REDIRECT SETUP SET_PARAMETER TEARDOWN"),
    SIP("ACK BYE CANCEL DO INFO INVITE MESSAGE NOTIFY OPTIONS PRACK QAUTH REFER REGISTER SPRACK SUBSCRIBE UPDATE"
            + " PUBLISH"),
    FTP(""),
    SMTP(""),
    WHOIS("");

    private static final int LONGEST_TOKEN = 128;

    private final Set<String> requests;

    /** @param requests the words that begin a request; none: every line is printed */
    TextProtocol(String requests) {
        this.requests =
                Stream.of(requests.split(" ")).filter(w -> !w.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    /** A word of the payload and the index of the next; at the end, or where there is no word, empty. */
    private record Token(String text, int next) {
        static final Token NONE = new Token("", 0);
    }

    void print(FrameReader reader, int at, int length) {
        reader.enter(name().toLowerCase(Locale.ROOT));
        boolean begins = requests.isEmpty() || beginsMessage(reader, at, length);
        reader.print(name());
        if (begins) {
            printLine(reader, at, length);
        }
    }

    /** Whether the payload begins with a request, or with a version and a status of three digits. */
    private boolean beginsMessage(FrameReader reader, int at, int length) {
        Token first = token(reader, at, 0, length);
        if (first.text().isEmpty()) {
            return false;
        }
        if (requests.contains(first.text().toUpperCase(Locale.ROOT))) {
            return true;
        }
        return token(reader, at, first.next(), length).text().matches("[0-9]{3}");
    }

    private static Token token(FrameReader reader, int at, int from, int length) {
        int index = from;
        StringBuilder word = new StringBuilder();
        while (index < length) {
            if (!reader.has(at + index, 1)) {
                return Token.NONE;
            }
            int c = reader.u8(at + index);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                break;
            }
            if (c <= ' ' || c >= 0x7f || word.length() >= LONGEST_TOKEN) {
                return Token.NONE;
            }
            word.append((char) c);
            index++;
        }
        while (index < length && reader.has(at + index, 1) && reader.u8(at + index) == ' ') {
            index++;
        }
        return new Token(word.toString(), index);
    }

    private static void printLine(FrameReader reader, int at, int length) {
        StringBuilder line = new StringBuilder(": ");
        for (int i = 0; i < length; i++) {
            int c = reader.u8(at + i);
            if (c == '\n' || c == '\r' && i + 1 < length && reader.u8(at + i + 1) == '\n') {
                reader.print(line.toString());
                return;
            }
            if ((c < ' ' || c >= 0x7f) && c != '\t') {
                return;
            }
            line.append((char) c);
        }
        reader.print(line.toString()).printTruncated();
    }
}
