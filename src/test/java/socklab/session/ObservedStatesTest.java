package socklab.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.call.Const;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.kernel.SocketTableRow;
import socklab.kernel.libc.LibcKernel;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.TestShell;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.ladder.Glyphs;
import socklab.view.ladder.TimelineView;

/** TCP states come from the kernel's tables, also after the descriptor is closed. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ObservedStatesTest {
    private final TestShell shell = new TestShell();
    private final Kernel kernel = new LibcKernel();

    @AfterEach
    void close() {
        shell.close();
    }

    private void connection(String kind, String server, String client) {
        shell.run(
                "l = open " + kind,
                "l.bind " + server + " 0",
                "l.listen",
                "c = open " + (client.contains(":") ? "tcp6" : "tcp"),
                "c.connect " + client + " $l.port",
                "p = l.accept");
    }

    /** The states written down, {@code c FIN-WAIT-2}, in their order, without repetitions. */
    private List<String> observed() {
        return states().stream().distinct().toList();
    }

    private List<String> states() {
        List<String> states = new ArrayList<>();
        for (Event event : shell.shell().session().journal().events()) {
            if (event instanceof Event.Observed o) {
                o.sockets().forEach(s -> states.add(s.socket() + " " + s.state()));
            }
        }
        return states;
    }

    private String timeline() {
        return String.join(
                "\n",
                TimelineView.lines(
                        shell.shell().session().journal().events(),
                        new TimelineView.Shape(120, 100, System.nanoTime(), Glyphs.LINES),
                        Messages.in(Language.EN)));
    }

    @ParameterizedTest
    @CsvSource({"tcp, 127.0.0.1, 127.0.0.1", "tcp6, ::1, ::1", "tcp6, ::, 127.0.0.1", "tcp6, ::, ::ffff:127.0.0.1"})
    void theSideThatClosesFirstIsSeenInFinWaitAndTimeWait(String kind, String server, String client) {
        connection(kind, server, client);
        shell.run("c.close", "p.recv 10", "p.close");
        assertThat(observed())
                .containsSubsequence("l LISTEN", "c ESTABLISHED", "p ESTABLISHED", "c TIME-WAIT")
                .contains("p CLOSE-WAIT", "p CLOSED");
        Socket closed = shell.shell().session().closed("c").orElseThrow();
        SocketStatus left =
                new TcpWatch(shell.shell().session(), kernel).left(closed).orElseThrow();
        assertThat(left.state()).contains("TIME-WAIT");
        // /proc/net/tcp tells the same connection and the same time
        SocketTableRow row = kernel.socketTable(Const.SOCK_STREAM).stream()
                .filter(r -> r.state().equals("TIME-WAIT")
                        && r.local().port() == closed.local().orElseThrow().port()
                        && r.remote().port() == closed.remote().orElseThrow().port())
                .findFirst()
                .orElseThrow();
        assertThat(left.more().timer().orElseThrow().millis())
                .isBetween(row.millisLeft().orElseThrow(), 60_000L);
    }

    @Test
    void aLongLoopIsLookedAtForItsFirstTurnsOnly() {
        connection("tcp", "127.0.0.1", "127.0.0.1");
        ScriptBuilder loop = new ScriptBuilder();
        List.of("/repeat 400", "s = open tcp", "s.bind 127.0.0.1 0", "s.listen", "s.close", "/end")
                .forEach(line -> loop.add(line, 0));
        int before = states().size();
        shell.shell().start(loop.build(), new Interpreter.Observer() {}).await();
        assertThat(states()).hasSizeBetween(before + 50, before + 256);
        int after = states().size();
        shell.run("c.close");
        assertThat(states()).as("a line that is typed after the loop").hasSizeGreaterThan(after);
    }

    @Test
    void timeWaitIsShownWithItsSeconds() {
        connection("tcp", "127.0.0.1", "127.0.0.1");
        shell.run("c.close", "p.close");
        assertThat(shell.tells("/state c")).contains("# TIME-WAIT #").containsPattern("c: over in \\d\\d\\.\\d s");
        assertThat(shell.tells("/sockets all")).containsPattern("c +- +tcp .* TIME-WAIT \\d\\d\\.\\d s");
        assertThat(shell.tells("/sockets")).doesNotContain("TIME-WAIT");
        assertThat(timeline()).containsPattern("c TIME-WAIT \\d\\d s").doesNotContain("~LAST-ACK");
        assertThat(shell.tells("/state p")).contains("have no connection from 127.0.0.1:");
    }

    @Test
    void aCloseWithUnreadDataLeavesNoConnection() {
        connection("tcp", "127.0.0.1", "127.0.0.1");
        shell.run("p.send hello", "poll c:in 5s", "c.close");
        assertThat(observed())
                .contains("c CLOSED", "p CLOSED")
                .doesNotContain("c FIN-WAIT-1", "c FIN-WAIT-2", "c TIME-WAIT");
        assertThat(timeline()).doesNotContain("FIN-WAIT");
    }

    @Test
    void anObservedStateTakesThePlaceOfAnInferredOne() {
        connection("tcp", "127.0.0.1", "127.0.0.1");
        shell.run("c.shutdown wr", "p.recv 10", "p.close", "c.close");
        assertThat(timeline())
                .containsPattern("c FIN-WAIT-[12]")
                .contains("p CLOSE-WAIT", "c TIME-WAIT")
                .doesNotContain("~ESTABLISHED", "~LISTEN", "~CLOSE-WAIT", "~LAST-ACK");
    }

    /** The descriptor refers to a socket without a connection then; the connection is in TIME-WAIT. */
    @Test
    void timeWaitIsSeenWhileTheDescriptorIsStillOpen() {
        connection("tcp", "127.0.0.1", "127.0.0.1");
        shell.run("c.shutdown wr", "p.recv 10", "p.close");
        assertThat(shell.tells("/state c")).contains("# TIME-WAIT #").containsPattern("c: over in \\d\\d\\.\\d s");
        assertThat(shell.tells("/sockets")).containsPattern("c +\\d+ +tcp .* TIME-WAIT \\d\\d\\.\\d s");
        shell.run("c.close");
        assertThat(shell.tells("/state c")).contains("# TIME-WAIT #");
    }

    @Test
    void ofAConnectionThatAnotherDescriptorRefersToNothingIsSaidAfterAClose() {
        connection("tcp", "127.0.0.1", "127.0.0.1");
        shell.run("d = c.dup", "c.close");
        assertThat(observed()).doesNotContain("c CLOSED", "c FIN-WAIT-1", "c FIN-WAIT-2");
        assertThat(shell.tells("/state c")).contains("no connection of it is known");
        assertThat(shell.tells("/state d")).contains("# ESTABLISHED #");
    }

    @Test
    void aSocketThatNeverHadAConnectionHasLeftNone() {
        shell.run("a = open tcp", "a.close", "u = open udp", "u.close");
        assertThat(shell.tells("/state a")).contains("a is closed; no connection of it is known");
        assertThat(shell.tells("/state u")).contains("u is closed; no connection of it is known");
        assertThat(observed()).isEmpty();
    }

    @Test
    void whereThereIsNoConnectionTheListenerOnItsPortIsNotTakenForOne() {
        connection("tcp", "127.0.0.1", "127.0.0.1");
        Socket l = shell.shell().session().socket("l").orElseThrow();
        SocketStatus none = kernel.connection(l.local().orElseThrow(), l.local().orElseThrow())
                .orElseThrow();
        assertThat(none.state()).contains("CLOSED");
    }

    @Test
    void silentFeedbackLooksOnlyWhereAWordAsks() {
        connection("tcp", "127.0.0.1", "127.0.0.1");
        int before = observed().size();
        shell.run("/set feedback silent", "p.shutdown wr");
        assertThat(observed()).hasSize(before);
        shell.run("/sockets");
        assertThat(observed()).contains("c CLOSE-WAIT").containsAnyOf("p FIN-WAIT-1", "p FIN-WAIT-2");
    }

    @Test
    void anUnknownWordOfSocketsIsToldWithItsCure() {
        assertThat(shell.tells("/sockets al")).contains("not a word of /sockets: al", "/sockets all");
    }
}
