package socklab.packet.tcpdump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.call.Bytes;
import socklab.packet.CorpusFrames;

/** A packet's line is tcpdump's own. */
class PacketLineTest {
    @TempDir
    Path folder;

    private static List<PacketLine> lines(List<Bytes> frames) {
        List<PacketLine> lines = new ArrayList<>();
        SequenceBases bases = SequenceBases.NONE;
        for (Bytes frame : frames) {
            PacketLine line = PacketLine.of(frame, bases);
            bases = line.bases();
            lines.add(line);
        }
        return lines;
    }

    /** Compares all frames whose protocols socklab decodes; the share of them must be at least that. */
    private void assertEqualToTcpdump(List<Bytes> frames, double share) {
        assumeTrue(TcpdumpOracle.present(), "tcpdump 4.99 is not installed");
        List<PacketLine> ours = lines(frames);
        List<String> theirs = TcpdumpOracle.lines(frames, folder);
        assertThat(theirs).hasSameSizeAs(frames);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (!ours.get(i).exact()) {
                continue;
            }
            compared++;
            if (!ours.get(i).text().equals(theirs.get(i))) {
                differences.add("frame " + i + "\n ours   " + ours.get(i).text() + "\n theirs " + theirs.get(i));
            }
        }
        assertThat(differences.stream().limit(20))
                .as(differences.size() + " differ")
                .isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo((int) (frames.size() * share));
    }

    @Test
    void soundFramesEqualTcpdump() {
        assertEqualToTcpdump(CorpusFrames.sound(), 1);
    }

    @Test
    void framesOfEveryKindEqualTcpdump() {
        assertEqualToTcpdump(CorpusFrames.kinds(), 0.95);
    }

    @Test
    void mutatedFramesEqualTcpdump() {
        assertEqualToTcpdump(CorpusFrames.mutated(CorpusFrames.sound(), 20_000, 1), 0.95);
    }

    @Test
    void mutatedFramesOfEveryKindEqualTcpdump() {
        assertEqualToTcpdump(CorpusFrames.mutated(CorpusFrames.kinds(), 20_000, 2), 0.9);
    }

    @Test
    void noFrameMakesTheDecoderFail() {
        List<Bytes> frames = new ArrayList<>(CorpusFrames.mutated(CorpusFrames.kinds(), 20_000, 3));
        frames.add(Bytes.EMPTY);
        assertThatCode(() -> lines(frames)).doesNotThrowAnyException();
    }
}
