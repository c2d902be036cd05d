package socklab.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decoding and upper-casing compared with Python's, which the seed's programs use. */
class Utf8Test {
    private static final HexFormat HEX = HexFormat.of();
    /** Bytes at which decoders differ: borders of the well-formed ranges. */
    private static final int[] EDGES = {
        0x00, 0x41, 0x61, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xdf, 0xe0, 0xe1, 0xec,
        0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
    };

    private static List<byte[]> samples() {
        Random random = new Random(42);
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(9)];
            random.nextBytes(bytes);
            for (int k = 0; i % 2 == 0 && k < bytes.length; k++) {
                bytes[k] = (byte) EDGES[random.nextInt(EDGES.length)];
            }
            samples.add(bytes);
        }
        return samples;
    }

    private static List<String> python(String program, List<String> lines) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("python3", "-c", program)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "no python3 here");
            return List.of();
        }
        Thread writer = Thread.ofPlatform().start(() -> {
            try (var in = process.getOutputStream()) {
                in.write(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        List<String> out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        writer.join();
        assertThat(process.waitFor()).isZero();
        return out;
    }

    @Test
    void decodesRandomBytesAsPythonDoes() throws IOException, InterruptedException {
        List<byte[]> samples = samples();
        List<String> answers = python("""
            import sys
            for line in sys.stdin:
                text = bytes.fromhex(line.strip()).decode(errors='replace')
                print(text.encode().hex(), text.count('\\ufffd'), sep=',')
            """, samples.stream().map(HEX::formatHex).toList());
        assertThat(answers).hasSameSizeAs(samples);
        for (int i = 0; i < samples.size(); i++) {
            Utf8.Decoded decoded = Utf8.decode(samples.get(i));
            String ours = HEX.formatHex(decoded.text().getBytes(StandardCharsets.UTF_8)) + ","
                    + decoded.text().chars().filter(c -> c == 0xfffd).count();
            assertThat(Bytes.of(samples.get(i)).text()).isEqualTo(decoded.text());
            assertThat(ours).as(HEX.formatHex(samples.get(i))).isEqualTo(answers.get(i));
        }
    }

    @Test
    void uppercasesEveryCharacterAsPythonDoes() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < 0xd800 || c > 0xdfff) {
                lines.add(Integer.toHexString(c) + " "
                        + HEX.formatHex(
                                Character.toString(c).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(python("""
            import sys, unicodedata
            for line in sys.stdin:
                c, ours = line.split()
                c, ours = chr(int(c, 16)), bytes.fromhex(ours).decode()
                # a newer Unicode knows characters that an older one does not
                if c.upper() != ours and all(unicodedata.category(x) != 'Cn' for x in c + c.upper() + ours):
                    print(ascii(c), ascii(c.upper()), ascii(ours))
            """, lines)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "61, 0",
        "c3, 1",
        "c3a9, 0",
        "61e4bd, 2",
        "f09f98, 3",
        "f09f9880, 0",
        "80, 0",
        "ff, 0",
        "c0, 0",
        "eda0, 0",
        "ed9f, 2",
        "f490, 0",
        "8080, 0",
        "e4bda0c3, 1",
        "c3c3, 1"
    })
    void knowsWhatMoreBytesCouldComplete(String hex, int unfinished) {
        assertThat(Utf8.unfinished(HEX.parseHex(hex))).isEqualTo(unfinished);
    }

    @Test
    void countsWhatIsMalformed() {
        assertThat(Utf8.decode(HEX.parseHex("61ff62")).malformed()).isEqualTo(1);
        assertThat(Utf8.decode(HEX.parseHex("eda080")).malformed()).isEqualTo(3);
        assertThat(Utf8.decode("a�b".getBytes(StandardCharsets.UTF_8)).malformed())
                .as("one that was sent is not malformed")
                .isZero();
    }
}
