package socklab.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.call.Bytes;
import socklab.packet.Checksums.Checksum;
import socklab.packet.tcpdump.TcpdumpOracle;

class ChecksumsTest {
    @TempDir
    Path folder;

    private static Bytes flipped(Bytes frame, int bit) {
        byte[] bytes = frame.toArray();
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return Bytes.of(bytes);
    }

    @Test
    void checksumsOfSoundFramesAreRight() {
        for (Bytes frame : CorpusFrames.sound()) {
            Packet packet = Packet.of(frame);
            assertThat(Checksums.ipv4(packet).filter(c -> !(c instanceof Checksum.Right)))
                    .isEmpty();
            assertThat(Checksums.transport(packet).filter(c -> !(c instanceof Checksum.Right)))
                    .isEmpty();
        }
    }

    @Test
    void eachFlippedBitOfASegmentMakesItsChecksumWrong() {
        Bytes frame = CorpusFrames.sound().get(3);
        int payload = Packet.of(frame).ip().orElseThrow().payloadAt();
        for (int bit = (payload + 16) * 8; bit < frame.length() * 8; bit++) {
            assertThat(Checksums.transport(Packet.of(flipped(frame, bit))))
                    .as("bit " + bit)
                    .hasValueSatisfying(c -> assertThat(c).isInstanceOf(Checksum.Wrong.class));
        }
    }

    @Test
    void eachFlippedBitOfAnIpv4HeaderMakesItsChecksumWrong() {
        Bytes frame = CorpusFrames.sound().get(3);
        for (int bit = 16 * 8; bit < 34 * 8; bit++) {
            Optional<Checksum> checksum = Checksums.ipv4(Packet.of(flipped(frame, bit)));
            assertThat(checksum)
                    .as("bit " + bit)
                    .satisfiesAnyOf(
                            c -> assertThat(c).isEmpty(),
                            c -> assertThat(c.orElseThrow()).isInstanceOf(Checksum.Wrong.class));
        }
    }

    @Test
    void expectedChecksumOfASegmentEqualsTcpdump() {
        assumeTrue(TcpdumpOracle.present(), "tcpdump 4.99 is not installed");
        List<Bytes> frames = new ArrayList<>();
        for (Bytes frame : CorpusFrames.sound()) {
            if (Packet.of(frame).tcp().isPresent()) {
                frames.add(frame);
                frames.add(flipped(frame, (frame.length() - 1) * 8));
            }
        }
        Path capture = folder.resolve("sums.pcapng");
        TcpdumpOracle.write(frames, capture);
        String all = TcpdumpOracle.run(List.of("tcpdump", "-nn", "-t", "-vv", "-r", capture.toString()));
        List<String> theirs = all.lines()
                .filter(l -> l.contains("cksum 0x"))
                .map(l -> l.replaceFirst(".*cksum 0x[0-9a-f]+ \\(([^)]*)\\).*", "$1"))
                .toList();
        List<String> ours = frames.stream()
                .map(f -> switch (Checksums.transport(Packet.of(f)).orElseThrow()) {
                    case Checksum.Right _ -> "correct";
                    case Checksum.Wrong w -> String.format("incorrect -> 0x%04x", w.expected());
                    case Checksum.Absent _ -> "absent";
                })
                .toList();
        assertThat(ours).isEqualTo(theirs).contains("correct").anyMatch(t -> t.startsWith("incorrect"));
    }

    @Test
    void udpWithoutChecksumHasNone() {
        Bytes frame = FrameBuilder.ethernet(
                0x0800, FrameBuilder.ipv4(17, new byte[0], 0, FrameBuilder.udp(1, 2, new byte[3])));
        assertThat(Checksums.transport(Packet.of(frame))).contains(new Checksum.Absent());
    }
}
