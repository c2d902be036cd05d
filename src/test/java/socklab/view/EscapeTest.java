package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.call.Bytes;

/** Nothing that came from outside acts on the screen. */
class EscapeTest {
    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "68 69|hi",
                "e4 bd a0|你",
                "f0 9f 98 80|😀",
                "22 5c|\\\"\\\\",
                "0a 0d 09|\\n\\r\\t",
                "00 07 7f|\\x00\\x07\\x7f",
                "1b 5b 32 4a|\\x1b[2J", // CSI: clears the screen
                "1b 5d 35 32 3b 63 3b 07|\\x1b]52;c;\\x07", // OSC 52: writes the clipboard
                "1b 50 71 1b 5c|\\x1bPq\\x1b\\\\", // DCS
                "c2 9b 33 31 6d|\\u009b31m", // CSI as one C1 control, in UTF-8
                "9b 33 31 6d|\\x9b31m", // and as one byte
                "c2 85 c2 90|\\u0085\\u0090",
                "e2 80 ae 61|\\u202ea",
                "e2 81 a6 e2 81 a9|\\u2066\\u2069",
                "d8 9c|\\u061c", // bidi
                "e2 80 8b ef bb bf|\\u200b\\ufeff",
                "e2 80 a8|\\u2028",
                "f3 a0 81 81|\\u{e0041}",
                "ee 80 80|\\ue000",
                "c2 ad|\\u00ad",
                "80 bf|\\x80\\xbf",
                "c3|\\xc3",
                "e4 bd|\\xe4\\xbd",
                "e4 bd 41|\\xe4\\xbdA",
                "c0 af|\\xc0\\xaf",
                "ed a0 80|\\xed\\xa0\\x80",
                "f4 90 80 80|\\xf4\\x90\\x80\\x80",
                "ff fe|\\xff\\xfe",
                "e4 bd a0 ff e5 a5 bd|你\\xff好"
            })
    void isShownNotDone(String bytes, String shown) {
        assertThat(Escape.quoted(hex(bytes))).isEqualTo("\"" + shown + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "ad\u200dmin,ad\\u200dmin",
        "\u0301a,\\u0301a",
        "e\u0301,e\u0301",
        "a\u0301\u0301\u0301\u0301\u0301,a\u0301\u0301\u0301\\u0301\\u0301",
        "a\u3164b,a\\u3164b",
        "a\u034fb,a\\u034fb",
        "a\ufe0fb,a\\ufe0fb",
        "\u2764\ufe0f,\u2764\ufe0f",
        "\ud83d\udc69\u200d\ud83d\udcbb,\ud83d\udc69\u200d\ud83d\udcbb"
    })
    void whatCannotBeSeenIsWrittenOut(String text, String shown) {
        assertThat(Escape.quoted(Bytes.utf8(text))).isEqualTo("\"" + shown + "\"");
    }

    @Test
    void textKeepsItsLines() {
        assertThat(Escape.printable("a\n\tb\"\\\u001b[0m\r")).isEqualTo("a\n\tb\"\\\\x1b[0m\\x0d");
    }

    @Test
    void whateverTheBytesAreOnlyPrintableCharactersComeOut() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertThat(Escape.quoted(Bytes.of(bytes)).codePoints())
                    .noneMatch(c -> Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT && c != 0x200D
                            || Character.getType(c) == Character.SURROGATE);
        }
    }

    @Test
    void aDumpShowsEveryByte() {
        assertThat(DumpView.lines(Bytes.utf8("hello\u001b")))
                .containsExactly(
                        "\"hello\\x1b\"", "00000000  68 65 6c 6c 6f 1b                                 |hello.|");
    }
}
