package socklab.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.call.Bytes;
import socklab.packet.tcpdump.TcpdumpOracle;

/** Wireshark's own reader opens what is written. */
class PcapngWriterTest {
    @TempDir
    Path folder;

    private static boolean tshark() {
        try {
            return TcpdumpOracle.run(List.of("tshark", "--version")).contains("TShark");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private Path capture(List<Bytes> frames) throws IOException {
        Path file = folder.resolve("capture.pcapng");
        try (OutputStream out = Files.newOutputStream(file)) {
            PcapngWriter writer = new PcapngWriter(
                    out,
                    "socklab",
                    List.of(
                            new PcapngWriter.Interface("a>b", "from a to b"),
                            new PcapngWriter.Interface("b>a", "from b to a")));
            for (int i = 0; i < frames.size(); i++) {
                Optional<String> comment = i % 3 == 0 ? Optional.empty() : Optional.of("line " + i + " 你好");
                writer.write(i % 2, 1_700_000_000_123_456_789L + i, frames.get(i), comment);
            }
        }
        return file;
    }

    private static List<String> fields(Path file, String... names) {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", file.toString(), "-T", "fields"));
        for (String name : names) {
            command.add("-e");
            command.add(name);
        }
        String text = TcpdumpOracle.run(command);
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void tsharkReadsFramesInterfacesTimesAndComments() throws IOException {
        assumeTrue(tshark(), "tshark is not installed");
        List<Bytes> frames = CorpusFrames.sound();
        List<String> lines =
                fields(capture(frames), "frame.interface_name", "frame.time_epoch", "frame.len", "frame.comment");
        assertThat(lines).hasSameSizeAs(frames);
        for (int i = 0; i < frames.size(); i++) {
            assertThat(lines.get(i))
                    .isEqualTo((i % 2 == 0 ? "a>b" : "b>a") + "\t1700000000." + (123456789 + i) + "\t"
                            + frames.get(i).length() + "\t" + (i % 3 == 0 ? "" : "line " + i + " 你好"));
        }
    }

    /** Malformed or with a wrong checksum: tshark would say so. */
    @Test
    void tsharkFindsSoundFramesSound() throws IOException {
        assumeTrue(tshark(), "tshark is not installed");
        String text = TcpdumpOracle.run(List.of(
                "tshark",
                "-r",
                capture(CorpusFrames.sound()).toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-o",
                "tcp.check_checksum:TRUE",
                "-o",
                "udp.check_checksum:TRUE",
                "-Y",
                "_ws.malformed or ip.checksum.status==0 or tcp.checksum.status==0 or udp.checksum.status==0"
                        + " or icmp.checksum.status==0 or icmpv6.checksum.status==0"));
        assertThat(text).isEmpty();
    }

    @Test
    void commentThatIsTooLongIsCut() throws IOException {
        Path file = folder.resolve("long.pcapng");
        try (OutputStream out = Files.newOutputStream(file)) {
            PcapngWriter writer =
                    new PcapngWriter(out, "socklab", List.of(new PcapngWriter.Interface("a>b", "from a to b")));
            writer.write(0, 0, CorpusFrames.sound().getFirst(), Optional.of("x".repeat(100_000)));
        }
        assertThat(Files.size(file)).isLessThan(70_000);
    }
}
