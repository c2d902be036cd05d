package socklab.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayWidthTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "你好, 4",
        "ｓｅｎｄ, 8",
        "，。, 4",
        "é, 1",
        "e\u0301, 1",
        "😀, 2",
        "→, 1",
        "“a”, 3",
        "'', 0",
        "한글, 4",
        "かな, 4"
    })
    void columns(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    /** Python's table of East Asian widths, which is Unicode's; characters that it does not know yet are left out. */
    @Test
    void everyCharacterIsAsWideAsUnicodeSays() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0,
                "python3 is not installed");
        Process python = new ProcessBuilder("python3", "-c", """
            import unicodedata as u
            for c in range(0x20, 0x30000):
                if u.category(chr(c)) not in ('Cn', 'Cc', 'Cs', 'Co', 'Cf', 'Mn', 'Me') and not 0x1160 <= c <= 0x11ff and not 0xd7b0 <= c <= 0xd7ff:
                    print(c, 2 if u.east_asian_width(chr(c)) in 'WF' else 1)
            """)
                .redirectErrorStream(true)
                .start();
        List<String> wrong = new String(python.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .filter(l -> {
                    int c = Integer.parseInt(l.split(" ")[0]);
                    return DisplayWidth.of(c) != Integer.parseInt(l.split(" ")[1]);
                })
                .map(l -> Integer.toHexString(Integer.parseInt(l.split(" ")[0])) + " is " + l.split(" ")[1])
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void padsByColumns() {
        assertThat(DisplayWidth.pad("你好", 6)).isEqualTo("你好  ");
        assertThat(DisplayWidth.pad("long enough", 3)).isEqualTo("long enough");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A handshake takes three segments: SYN, SYN-ACK and ACK; then both sides may send.",
                "三次握手需要三个报文段：SYN、SYN-ACK 和 ACK；此后双方都可以发送数据。",
                "averyveryveryverylongwordthatfitsnowhere at all"
            })
    void wrapsWithinTheColumnsAndLosesNothing(String text) {
        for (int columns : new int[] {20, 33, 80}) {
            assertThat(String.join("", DisplayWidth.wrap(text, columns)).replace(" ", ""))
                    .isEqualTo(text.replace(" ", ""));
            assertThat(DisplayWidth.wrap(text, columns))
                    .filteredOn(l -> l.contains(" ") || l.length() < 20)
                    .allMatch(l -> DisplayWidth.of(l) <= columns)
                    .noneMatch(l -> l.startsWith("，") || l.startsWith("；") || l.startsWith("。"));
        }
    }
}
