package socklab.service.relay.netem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.lang.SyntaxError;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.relay.Direction;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.ProblemView;

class ImpairmentParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss 30% seed 1",
                "loss 0.3% 25% seed 1",
                "loss gemodel 1% 10% 70% 0.1% seed 1",
                "loss state 1% 10% 5% 50% 0.1% seed 1",
                "rate 1mbit 20 48 5 seed 1",
                "rate 1mbit -14 seed 1",
                "delay 50ms seed 1",
                "delay 50ms 10ms 25% seed 1",
                "delay 2s 500ms distribution pareto seed 1",
                "delay 0.5ms seed 7",
                "delay 50ms reorder 25% 50% gap 5 seed 1",
                "duplicate 1% corrupt 2% 3% seed 1",
                "rate 100kbit limit 100 seed 1",
                "drop 2,5,9 first 3 seed -4",
                "up: loss 30% down: delay 10ms seed 1",
                "down: drop 1 seed 1",
            })
    void whatWasReadSaysTheSameAgain(String words) {
        assertThat(ImpairmentsOf.udp(words).words()).isEqualTo(words);
        assertThat(ImpairmentsOf.udp(ImpairmentsOf.udp(words).words())).isEqualTo(ImpairmentsOf.udp(words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        loss random 30%               | loss 30% seed 1
        loss gemodel 3%               | loss gemodel 3% 97% 100% 0% seed 1
        loss gemodel 3% 20%           | loss gemodel 3% 20% 100% 0% seed 1
        loss state 3%                 | loss state 3% 97% 0% 100% 0% seed 1
        rate 1mbit 20 48              | rate 1mbit 20 48 seed 1
        drop next                     | drop 1 seed 1
        delay 50ms reorder 25%        | delay 50ms reorder 25% seed 1
        delay 9ms 3ms distribution uniform | delay 9ms 3ms seed 1
        rate 12kbps                   | rate 96kbit seed 1
        rate 1mbit                    | rate 1mbit seed 1
        drop 9,2,2                    | drop 2,9 seed 1
        loss 10% loss 20%             | loss 20% seed 1
        loss 10% loss off             | seed 1
        loss 10% up: loss 20%         | up: loss 20% down: loss 10% seed 1
        """)
    void shortFormsMeanWhatTcSays(String typed, String meant) {
        assertThat(ImpairmentsOf.udp(typed).words()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset after 4kb seed 1",
                "stall after 2s seed 1",
                "half-open seed 1",
                "slice 1 seed 1",
                "delay 50ms rate 1mbit slice 3 seed 1",
                "up: reset after 100b seed 1",
                "reset after 150ms seed 1"
            })
    void streamsHaveWordsOfTheirOwn(String words) {
        assertThat(ImpairmentsOf.words(Protocol.TCP, words).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource(ImpairmentWord.class)
    void everyExampleIsRead(ImpairmentWord word) {
        for (Protocol protocol : Protocol.values()) {
            if (word.appliesTo(protocol)) {
                String words = (word == ImpairmentWord.REORDER ? "delay 1ms " : "") + word.example();
                assertThat(ImpairmentsOf.words(protocol, words).of(Direction.UP).words())
                        .contains(word.word());
            }
        }
    }

    @Test
    void aChangeKeepsWhatItDoesNotName() throws ArgumentError {
        Impairments before = ImpairmentsOf.udp("loss 30% delay 10ms seed 5");
        Impairments after = ImpairmentParser.read(Protocol.UDP, ImpairmentsOf.tokens("down: loss 0%"), before);
        assertThat(after.words()).isEqualTo("up: loss 30% delay 10ms down: loss 0% delay 10ms seed 5");
    }

    @Test
    void percentAreAsPreciseAsTyped() {
        assertThat(new Percentage(new BigDecimal("100")).scaled()).isEqualTo(0xffff_ffffL);
        assertThat(new Percentage(new BigDecimal("50")).scaled()).isEqualTo(0x8000_0000L);
        assertThat(new Percentage(new BigDecimal("0")).covers(0))
                .as("never is never")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        UDP | los 3%              | 0  | 3  | unknown impairment: los                | did you mean loss?
        UDP | loss                | 4  | 5  | missing argument                       | loss P% [CORRELATION%]
        UDP | loss 30             | 5  | 7  | missing unit: 30                       | 30%
        UDP | loss 130%           | 5  | 9  | out of range: 130%                     | 0 to 100 percent
        UDP | loss much           | 5  | 9  | not a percentage: much                 | loss P%
        UDP | loss 30% 5          | 9  | 10 | missing unit: 5                        | 5%
        UDP | delay 50            | 6  | 8  | missing unit: 50                       | a time has a unit
        UDP | delay 2h            | 6  | 8  | out of range: 2h                       | at most 1h
        UDP | delay 5ms distribution gauss | 23 | 28 | unknown value: gauss                   | normal
        UDP | reorder 25%         | 0  | 7  | reorder needs a delay                   | add a delay
        UDP | delay 5ms 1ms distribution experimental | 27 | 39 | unknown value: experimental | tables in files of tc are not read
        UDP | slot 20ms           | 0  | 4  | a relay cannot do this word of netem: slot | delay TIME JITTER
        UDP | loss 3% ecn         | 8  | 11 | a relay cannot do this word of netem: ecn  | the word loss loses instead
        TCP | rate 1mbit 20       | 11 | 13 | a TCP relay sees no packets               | rate 100kbit
        UDP | rate 100            | 5  | 8  | missing unit: 100                      | rate 100kbit
        UDP | limit 0             | 6  | 7  | out of range: 0                        | from 1 to 100000
        UDP | drop 2,,5           | 5  | 9  | not a list of numbers from 1: 2,,5     | drop 2,5,9
        UDP | drop 0              | 5  | 6  | not a list of numbers from 1: 0        | drop 2,5,9
        UDP | seed soon           | 5  | 9  | not a number: soon                     | seed 42
        UDP | slice 1             | 0  | 5  | only for TCP: slice                    | for UDP there are loss
        UDP | upp: loss 3%        | 0  | 4  | unknown impairment: upp:               | did you mean up:?
        TCP | loss 3%             | 0  | 4  | only for UDP: loss                     | TCP resends lost segments
        TCP | reset 4kb           | 6  | 9  | unknown value: 4kb                     | reset after
        TCP | slice 0             | 6  | 7  | out of range: 0                        | from 1 to 65536
        """)
    void mistakesAreNamedWithTheirPlaceAndCure(
            Protocol protocol, String words, int start, int end, String fault, String cure) {
        ArgumentError e = catchThrowableOfType(
                ArgumentError.class,
                () -> ImpairmentParser.read(protocol, ImpairmentsOf.tokens(words), Impairments.NONE));
        assertThat(e).as(words).isNotNull();
        assertThat(List.of(e.token().span().start(), e.token().span().end()))
                .as(words)
                .containsExactly(start, end);
        List<String> lines = ProblemView.lines(
                new SyntaxError(words, e.token().span(), e.fault(), e.cure()), "", Messages.in(Language.EN));
        assertThat(lines.getFirst()).contains(fault);
        assertThat(lines.getLast()).contains(cure);
    }
}
