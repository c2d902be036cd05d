package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.Const;
import socklab.kernel.SocketStatus;
import socklab.session.Socket;
import socklab.text.DisplayWidth;
import socklab.text.Language;
import socklab.text.Messages;

class StateViewTest {
    private static Socket socket(Const domain, Const type) {
        return new Socket(1, "s1", 9, domain.value(), type.value(), 0, Optional.empty(), Optional.empty());
    }

    private static List<String> lines(String state, int columns, Language language) {
        SocketStatus status = SocketStatus.builder().state(state).build();
        return StateView.lines(
                socket(Const.AF_INET, Const.SOCK_STREAM), Optional.of(status), columns, Messages.in(language));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLOSED",
                "LISTEN",
                "SYN-SENT",
                "SYN-RECEIVED",
                "ESTABLISHED",
                "FIN-WAIT-1",
                "FIN-WAIT-2",
                "CLOSING",
                "TIME-WAIT",
                "CLOSE-WAIT",
                "LAST-ACK"
            })
    void marksTheStateAndNoOther(String state) {
        List<String> drawn = StateView.marked(state);
        assertThat(drawn).allMatch(l -> DisplayWidth.of(l) < 80 && l.chars().allMatch(c -> c >= ' ' && c < 127));
        assertThat(String.join("\n", drawn).split("# " + state + " #", -1))
                .as(String.join("\n", drawn))
                .hasSize(2);
        assertThat(drawn.stream().filter(l -> l.contains("##"))).hasSize(2);
        for (Language language : Language.values()) {
            assertThat(lines(state, 80, language).getFirst()).startsWith("s1: " + state + " · ");
        }
    }

    @Test
    void aNarrowTerminalGetsTheSentence() {
        assertThat(lines("LISTEN", 40, Language.EN))
                .singleElement()
                .asString()
                .startsWith("s1: LISTEN · waits for SYNs");
    }

    @Test
    void whatHasNoStatesSaysSo() {
        Messages messages = Messages.in(Language.EN);
        assertThat(StateView.lines(socket(Const.AF_INET6, Const.SOCK_DGRAM), Optional.empty(), 80, messages))
                .singleElement()
                .asString()
                .contains("s1 is a udp6 socket", "no state machine");
        assertThat(StateView.lines(socket(Const.AF_UNIX, Const.SOCK_STREAM), Optional.empty(), 80, messages))
                .singleElement()
                .asString()
                .contains("s1 is a unix socket", "no state machine");
        assertThat(StateView.lines(socket(Const.AF_INET, Const.SOCK_STREAM), Optional.empty(), 80, messages)
                        .getFirst())
                .startsWith("s1: CLOSED");
    }
}
