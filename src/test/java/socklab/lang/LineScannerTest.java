package socklab.lang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LineScannerTest {

    /** Unicode's separators, as Java knows them, what ends a line, and two that are blanks to the eye. */
    @Test
    void blanksAreWhatLooksBlank() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            boolean blank = c == ' '
                    || c == '\t'
                    || c == '\r'
                    || c == '\n'
                    || Character.isSpaceChar(c)
                    || c == '\ufeff'
                    || c == '\u200b';
            assertThat(LineScanner.blank(c)).as("U+%04X", (int) c).isEqualTo(blank);
        }
    }
}
