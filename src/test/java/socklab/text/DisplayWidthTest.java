package socklab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
        "かな, 4",
        "🇩🇪, 2",
        "👍🏽, 2",
        "❤️, 1",
        "नि, 2",
        "ก็, 1",
        "\u1112\u1161\u11ab, 2"
    })
    void columns(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
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

    /** A word of 200 kB takes 3,000 times as long as a line, not a million times. */
    @Test
    @Timeout(20)
    void aVeryLongWordIsFoldedInLinearTime() {
        List<String> lines = DisplayWidth.wrap("x".repeat(4_000_000), 80);
        assertThat(lines).hasSize(50_000).allSatisfy(line -> assertThat(line).hasSize(80));
    }
}
