package socklab.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.call.Bytes;
import socklab.packet.Dissection.Field;
import socklab.packet.Dissection.Header;
import socklab.text.Language;
import socklab.text.Messages;

class PacketDrawingTest {
    private static List<String> drawing(Bytes frame, Language language) {
        return new PacketDrawing(Messages.in(language)).lines(Dissection.of(frame));
    }

    @Test
    void tcpHeaderIsDrawnAsInItsRfc() {
        assertThat(String.join("\n", drawing(CorpusFrames.sound().get(1), Language.EN)))
                .contains("TCP, RFC 9293 §3.1: 40 bytes from byte 34\n")
                .contains("""
                       +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
                       |       |       |C|E|U|A|P|R|S|F|                               |
                       | Data  |       |W|C|R|C|S|S|Y|I|                               |
                       |Offset | Rsrvd |R|E|G|K|H|T|N|N|            Window             |
                       |  10   |   0   |0|0|0|1|0|0|1|0|              502              |
                       +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
                    """.indent(0).replaceAll("(?m)^ {16}", ""))
                .contains("   SYN                    1           the connection opens: sequence numbers begin here\n")
                .contains("Maximum Segment Size")
                .contains("0x0040:  0001 0000 0000 0103 0307");
    }

    /** A field that goes on in the next row has no line between. */
    @Test
    void longFieldsAreOneBox() {
        assertThat(String.join("\n", drawing(CorpusFrames.sound().get(12), Language.EN)))
                .contains("""
                       |                       02:00:00:00:00:01                       |
                       +                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
                       |                               |    Sender Protocol Address    |
                       |                               |           10.0.0.1            |
                    """.indent(0).replaceAll("(?m)^ {16}", ""));
    }

    @Test
    void fieldsCoverTheirHeaderToTheBit() {
        for (Bytes frame : CorpusFrames.sound()) {
            Dissection dissection = Dissection.of(frame);
            int at = 0;
            for (Header header : dissection.headers()) {
                assertThat(header.at()).isEqualTo(at);
                assertThat(header.fields().stream().mapToInt(Field::bits).sum()).isEqualTo(header.length() * 8);
                assertThat(header.cut()).isFalse();
                at += header.length();
            }
            assertThat(at + dissection.data().length()).isEqualTo(frame.length());
        }
    }

    @Test
    void meaningNamesAWrongChecksum() {
        byte[] bytes = CorpusFrames.sound().get(3).toArray();
        bytes[bytes.length - 1] ^= 1;
        assertThat(drawing(Bytes.of(bytes), Language.EN))
                .anyMatch(l -> l.contains("wrong: the bytes here give 0x27ae"));
        assertThat(drawing(Bytes.of(bytes), Language.ZH)).anyMatch(l -> l.contains("错误：按这里的字节应为 0x27ae"));
    }

    @Test
    void frameThatIsCutShowsTheFieldsThatAreThere() {
        Bytes cut = CorpusFrames.sound().get(3).slice(0, 14 + 20 + 9);
        assertThat(Dissection.of(cut).headers().getLast())
                .satisfies(h -> assertThat(h.cut()).isTrue())
                .satisfies(h -> assertThat(h.fields())
                        .extracting(Field::name)
                        .containsExactly("Source Port", "Destination Port", "Sequence Number"));
        assertThat(drawing(cut, Language.EN)).anyMatch(l -> l.endsWith(", cut short"));
    }

    @ParameterizedTest
    @EnumSource
    void everyFrameCanBeDrawn(Language language) {
        for (Bytes frame : CorpusFrames.mutated(CorpusFrames.kinds(), 3_000, 7)) {
            assertThat(drawing(frame, language)).isNotEmpty();
        }
        assertThat(drawing(Bytes.EMPTY, language)).isNotEmpty();
    }
}
