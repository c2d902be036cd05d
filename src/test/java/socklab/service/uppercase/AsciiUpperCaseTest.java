package socklab.service.uppercase;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AsciiUpperCaseTest {
    private static final int LONGEST = 20;

    /** Every byte at every place of texts of every length up to two and a half words, among letters of either case. */
    @Test
    void isWhatJavaMakesOfIt() {
        for (int length = 1; length <= LONGEST; length++) {
            for (int at = 0; at < length; at++) {
                for (int b = 0; b < 256; b++) {
                    byte[] text = "azAZ{@[`~ aQzZ\177\0m9aa"
                            .repeat(2)
                            .substring(0, LONGEST + 4)
                            .getBytes(StandardCharsets.US_ASCII);
                    text[at] = (byte) b;
                    assertUpper(text, length);
                }
            }
        }
    }

    private static void assertUpper(byte[] text, int length) {
        byte[] expected = text.clone();
        boolean ascii = true;
        for (int i = 0; i < length; i++) {
            ascii &= text[i] >= 0;
        }
        if (ascii) {
            byte[] upper = new String(text, 0, length, StandardCharsets.US_ASCII)
                    .toUpperCase(Locale.ROOT)
                    .getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(upper, 0, expected, 0, length);
        }
        byte[] actual = text.clone();
        if (AsciiUpperCase.upper(MemorySegment.ofArray(actual), length) != ascii || !Arrays.equals(actual, expected)) {
            assertThat(actual)
                    .as("%s, the first %d bytes, ASCII: %b", Arrays.toString(text), length, ascii)
                    .isEqualTo(expected);
            throw new AssertionError("ASCII or not: " + ascii);
        }
    }

    @Test
    void nothingIsAscii() {
        byte[] text = {-1};
        assertThat(AsciiUpperCase.upper(MemorySegment.ofArray(text), 0)).isTrue();
        assertThat(MemorySegment.ofArray(text).get(JAVA_BYTE, 0)).isEqualTo((byte) -1);
    }
}
