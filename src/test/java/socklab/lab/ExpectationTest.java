package socklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpectationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        5 bytes                     | 5 bytes                          | true
        5 bytes                     | 15 bytes                         | false
        "hi" (2 bytes) from [..]    | "hi" (2 bytes) from 127.0.0.1:77 | true
        [..]                        | anything at all                  | true
        a[..]b[..]c                 | a--b==c                          | true
        a[..]b                      | ab                               | true
        a[..]b                      | abc                              | false
        SO_[x]*                     | SO_[x]*                          | true
        ~ 212992 ± 10%              | SO_RCVBUF = 200000               | true
        ~ 212992 ± 10%              | SO_RCVBUF = 190000               | false
        ~ 100 +- 5                  | SO_RCVBUF = 105                  | true
        ~ 100 +/- 5                 | SO_RCVBUF = 106                  | false
        SO_SNDBUF = ~ 100 ± 5       | SO_RCVBUF = 100                  | false
        ~ 100 ± 5                   | timeout                          | false
        """)
    void met(String expected, String actual, boolean met) {
        assertThat(Expectation.matches(expected, actual)).isEqualTo(met);
    }

    /** Java's regular expressions say the same, at some cost. */
    @Test
    void holesAreWhatAnExpressionSaysTheyAre() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String expected = random.ints(random.nextInt(6), 0, 4)
                    .mapToObj(p -> p < 2 ? "[..]" : p == 2 ? "a" : "b")
                    .collect(Collectors.joining());
            String actual = random.ints(random.nextInt(7), 0, 2)
                    .mapToObj(p -> p == 0 ? "a" : "b")
                    .collect(Collectors.joining());
            assertThat(Expectation.matches(expected, actual))
                    .as("%s against %s", expected, actual)
                    .isEqualTo(actual.matches(expected.replace("[..]", ".*")));
        }
    }

    /** What check --update writes: every [..] that still has its place stays. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "hello" (5 bytes) from 127.0.0.1:[..]       | "HELLO!" (6 bytes) from 127.0.0.1:40001   | "HELLO!" (6 bytes) from 127.0.0.1:[..]
        "[..]" ([..] bytes) from 127.0.0.1:[..]     | "x" (1 byte) from 127.0.0.1:40001         | "[..]" ([..] byte) from 127.0.0.1:[..]
        s1 from 127.0.0.1:[..]                      | peer from [::1]:40001                     | peer from [::1]:[..]
        "hello" (5 bytes) from 127.0.0.1:[..]       | EAGAIN (Resource temporarily unavailable) | EAGAIN (Resource temporarily unavailable)
        5 bytes                                     | 6 bytes                                   | 6 bytes
        TCP_INFO = tcpi_state=[..] tcpi_x=[..]      | TCP_INFO = tcpi_state=OPEN tcpi_y=3       | TCP_INFO = tcpi_state=[..] tcpi_y=[..]
        ~ 212992 ± 10%                              | SO_RCVBUF = 425984                        | ~ 425984 ± 10%
        """)
    void updated(String expected, String actual, String updated) {
        assertThat(Expectation.updated(expected, actual)).isEqualTo(updated);
        assertThat(Expectation.matches(Expectation.updated(expected, actual), actual))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        5 bytes           | 5 bytes                                | true
        => 5 bytes        | 5 bytes                                | true
        hello             | "hello" (5 bytes) from 127.0.0.1:40000 | true
        "hello" (5 bytes) | "hello" (5 bytes)                      | true
        econnrefused      | ECONNREFUSED (Connection refused)      | true
        it blocks         | EINTR (Interrupted system call)        | true
        会阻塞             | blocks                                 | true
        refused           | ECONNREFUSED (Connection refused)      | true
        hello             | "HELLO" (5 bytes)                      | false
        blocks            | EINTR (Interrupted system call)        | true
        block             | blocks                                 | true
        hell              | "hello" (5 bytes)                      | false
        0                 | 0                                      | true
        s1                | s1 from 127.0.0.1:40000                | true
        EAGAIN            | ECONNREFUSED (Connection refused)      | false
        """)
    void predicted(String said, String actual, boolean right) {
        assertThat(AnswerMatcher.predicts(said, actual)).isEqualTo(right);
    }
}
