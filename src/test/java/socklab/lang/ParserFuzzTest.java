package socklab.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that mean nothing at all, and very long ones. */
class ParserFuzzTest {
    private static final List<String> PARTS = List.of(
            " ",
            " ",
            " ",
            "=",
            ".",
            "\"",
            "\\",
            "$",
            "&",
            "|",
            "/",
            "#",
            ":",
            ",",
            "-",
            "%",
            "@",
            "[",
            "]",
            "“",
            "”",
            "　",
            "\u00a0",
            "＝",
            "。",
            "1",
            "0x",
            "99999999999",
            "127.0.0.1",
            "::1",
            "fe80::1%lo",
            "localhost",
            "hex:",
            "fill:",
            "file:",
            "to",
            "fds",
            "MSG_PEEK",
            "SO_LINGER",
            "on",
            "2s",
            "s1",
            "你好",
            "\ud83d",
            "\ude00",
            "\0",
            "\u001b[31m",
            "é",
            "=>",
            "unspec",
            "s1:in",
            "r=s1",
            "ADD",
            "\\x4",
            "\\u");

    static List<Long> seeds() {
        return IntStream.range(0, 20).mapToObj(i -> 1000L + i).toList();
    }

    /** Every line parses at once to a command whose spans lie in the line. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anythingCanBeTyped(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            String line = line(random);
            ParsedLine parse = Parser.parse(line);
            parse.marks().forEach(m -> within(line, m.span(), 0));
            switch (parse.command()) {
                case SyntaxError e -> {
                    within(line, e.span(), 1); // just behind the line where something is missing
                    assertThat(e.line()).isEqualTo(line);
                }
                case Command.Invoke c -> {
                    within(line, c.word().span(), 0);
                    assertThat(c.operands()).hasSize(c.call().params().size());
                }
                case Command.Shell c -> c.args().forEach(a -> within(line, a.span(), 0));
                case Command.Blank _, Command.Comment _, Command.Expect _ -> {}
            }
        }
    }

    private static void within(String line, Span span, int beyond) {
        assertThat(span.end()).as(() -> "\"" + line + "\" " + span).isBetween(span.start(), line.length() + beyond);
    }

    private static String line(Random random) {
        StringBuilder line = new StringBuilder();
        List<String> words = List.copyOf(Parser.callWords());
        int parts = random.nextInt(9);
        if (random.nextInt(3) > 0) {
            line.append(words.get(random.nextInt(words.size()))).append(' ');
        } else if (random.nextInt(4) == 0) {
            line.append('/')
                    .append(ShellWord.values()[random.nextInt(ShellWord.values().length)].word())
                    .append(' ');
        }
        for (int i = 0; i < parts; i++) {
            line.append(
                    random.nextInt(6) == 0
                            ? Character.toString(random.nextInt(0x3000))
                            : PARTS.get(random.nextInt(PARTS.size())));
        }
        return line.toString();
    }

    @Test
    void aVeryLongLineTakesNoTime() {
        assertThat(Parser.parse("send " + "a".repeat(1_000_000)).command()).isInstanceOf(Command.Invoke.class);
        assertThat(Parser.parse("x ".repeat(100_000)).command()).isInstanceOf(SyntaxError.class);
        assertThat(Parser.parse("o".repeat(100_000)).command()).isInstanceOf(SyntaxError.class);
        assertThat(Parser.parse("recv 1 " + "MSG_PEEK|".repeat(2_000)).command())
                .isInstanceOf(SyntaxError.class);
        assertThat(Parser.parse("recv 1 " + "MSG_PEEK | ".repeat(1_000) + "MSG_OOB")
                        .command())
                .isInstanceOf(Command.Invoke.class);
    }
}
