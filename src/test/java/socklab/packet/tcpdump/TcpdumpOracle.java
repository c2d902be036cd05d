package socklab.packet.tcpdump;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.packet.PcapngWriter;

/** What tcpdump(8) itself prints. */
public final class TcpdumpOracle {
    private TcpdumpOracle() {}

    /** Whether tcpdump can be run. */
    public static boolean present() {
        try {
            return run(List.of("tcpdump", "--version")).contains("tcpdump version 4.99");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The text of each frame of a capture file, as {@link PacketLine#text} has it. */
    public static List<String> lines(Path capture) {
        List<String> lines = new ArrayList<>();
        String all = run(List.of("tcpdump", "-nn", "-t", "-r", capture.toString()));
        for (String line : all.split("\n")) {
            if (line.startsWith("\t")) {
                lines.add(lines.removeLast() + "\n" + line);
            } else if (!line.startsWith("reading from file ")) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The text of each frame. */
    public static List<String> lines(List<Bytes> frames, Path folder) {
        Path capture = folder.resolve("corpus.pcapng");
        write(frames, capture);
        return lines(capture);
    }

    /** Writes frames into a capture file. */
    public static void write(List<Bytes> frames, Path capture) {
        try (OutputStream out = Files.newOutputStream(capture)) {
            PcapngWriter writer = new PcapngWriter(
                    out, "socklab's tests", List.of(new PcapngWriter.Interface("eth0", "the only one")));
            for (Bytes frame : frames) {
                writer.write(0, 1_000_000_000L, frame, Optional.empty());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The output of a command. */
    public static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            process.waitFor();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
