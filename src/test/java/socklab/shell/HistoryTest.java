package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was typed, as {@code /history} tells it. */
class HistoryTest {
    @Test
    void everyLineIsToldOnceWhateverBecameOfIt() {
        List<String> lines = List.of(
                "# a comment",
                "u = open udp",
                "bind 127.0.0.1 0",
                "c = open udp",
                "c.sendto $u.local hi",
                "nosuch.recv 3",
                "bnd 12",
                "c.sendto no-such-host.invalid 7 hi",
                "m = u.recv 9 &",
                "/print done");
        try (TestShell shell = new TestShell()) {
            lines.forEach(shell::run);
            assertThat(shell.tells("/history").lines())
                    .containsExactlyElementsOf(Stream.concat(lines.stream(), Stream.of("/history"))
                            .map(l -> "  " + l)
                            .toList());
        }
    }
}
