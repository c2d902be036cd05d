package socklab.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.Call;
import socklab.call.SocketOption;
import socklab.text.DisplayWidth;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.CallSignature;
import socklab.view.OutputLine;
import socklab.view.reason.DocumentedReasons;

/** Pages fit the screen, whatever its width, and say what the declaration says. */
class HelpPageTest {
    private static final PageLibrary LIBRARY = new PageLibrary();

    static Stream<Integer> widths() {
        return Stream.of(40, 57, 80, 120);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void noLineIsWiderThanTheScreen(int columns) {
        for (Language language : Language.values()) {
            Messages messages = Messages.in(language);
            for (HelpTopic topic : HelpTopic.all()) {
                assertThat(HelpPage.of(topic, LIBRARY, messages, columns))
                        .as(topic.name())
                        .allSatisfy(l -> assertThat(DisplayWidth.of(l.text()))
                                .as(l.text())
                                .isLessThanOrEqualTo(columns));
            }
        }
    }

    @Test
    void aCallsPageHasItsSignatureItsFormsAndItsErrnos() {
        for (Call call : Call.values()) {
            String page = text(new HelpTopic.OfCall(call), Language.EN);
            assertThat(page).contains(CallSignature.of(call)).contains("> " + call.example());
            DocumentedReasons.errnos(call, Messages.in(Language.EN))
                    .forEach(e -> assertThat(page).contains("  " + e.name() + "  "));
        }
    }

    @Test
    void anOptionsPageHasLevelNumberAndKind() {
        assertThat(text(new HelpTopic.OfOption(SocketOption.SO_LINGER), Language.EN))
                .contains("level SOL_SOCKET, number 13; its value is a struct linger");
        assertThat(text(new HelpTopic.OfOption(SocketOption.TCP_NODELAY), Language.ZH))
                .contains("层次 SOL_TCP，编号 1；值的类型：int，0 为关，1 为开", "tcp(7)");
    }

    private static String text(HelpTopic topic, Language language) {
        return HelpPage.of(topic, LIBRARY, Messages.in(language), 400).stream()
                .map(OutputLine::text)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void markdownBecomesLines() {
        String markdown = """
            ## Head

            One *two* `three` [four](https://example.org) five six seven
            eight.

            - a first point that is longer
            - b

            1. c

            > q

            ```c
            int x = 1;
            ```
            """;
        assertThat(MarkdownText.of(Parser.builder().build().parse(markdown), 24))
                .containsExactly(
                        new OutputLine(OutputLine.Kind.PROSE, "Head"),
                        plain(""),
                        plain("One two three four five"),
                        plain("six seven eight."),
                        plain(""),
                        plain("- a first point that is"),
                        plain("  longer"),
                        plain("- b"),
                        plain(""),
                        plain("1. c"),
                        plain(""),
                        plain("  q"),
                        plain(""),
                        new OutputLine(OutputLine.Kind.CALL, "  int x = 1;"));
    }

    private static OutputLine plain(String text) {
        return new OutputLine(OutputLine.Kind.PRINTED, text);
    }

    @Test
    void chineseIsBrokenBetweenCharactersAndJoinedWithoutBlanks() {
        List<OutputLine> lines = MarkdownText.of(Parser.builder().build().parse("套接字是通信端点，\n返回描述符。三次握手由内核完成"), 20);
        assertThat(lines).extracting(OutputLine::text).containsExactly("套接字是通信端点，返", "回描述符。三次握手由", "内核完成");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/a/very/long/address/without/a/blank"})
    void aWordWiderThanTheScreenIsCut(String word) {
        assertThat(MarkdownText.of(Parser.builder().build().parse(word), 20))
                .extracting(OutputLine::text)
                .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(20))
                .hasSize(3);
    }
}
