package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that block in the background: listed, waited for, interrupted, several on one socket. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JobsTest {
    private static final String EINTR = "EINTR (Interrupted system call)";
    private TestShell bench;

    @BeforeEach
    void open() {
        bench = new TestShell();
        bench.run("u = open udp", "bind 127.0.0.1 0", "c = open udp");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void severalJobsWaitOnOneSocketAndEachGetsWhatIsItsOwn() {
        assertThat(bench.run("a = u.recv 100 &")).isEqualTo("blocks");
        assertThat(bench.run("b = u.recv 100 &")).isEqualTo("blocks");
        assertThat(bench.run("d = u.recv 100 &")).isEqualTo("blocks");
        assertThat(bench.tells("/jobs")).contains("[1]", "a = u.recv 100 &", "[2]", "[3]");
        bench.run("/kill b");
        assertThat(bench.run("/wait b")).isEqualTo(EINTR);
        bench.run("c.sendto $u.local one");
        assertThat(bench.run("/wait a")).isEqualTo("\"one\" (3 bytes)");
        bench.run("c.sendto $u.local two");
        assertThat(bench.run("/wait d")).isEqualTo("\"two\" (3 bytes)");
        assertThat(bench.tells("/jobs")).isEqualTo("nothing blocks in the background");
        assertThat(bench.run("c.sendto $u.local $a")).as("a names the result").isEqualTo("3 bytes");
    }

    @Test
    void waitWithATimeGivesUpAndTheCallBlocksOn() {
        bench.run("a = u.recv 100 &");
        assertThat(bench.run("/wait a 10ms")).isEqualTo("blocks");
        assertThat(bench.run("/wait 10ms")).isEqualTo("blocks");
        assertThat(bench.run("/wait 1 10ms")).isEqualTo("blocks");
        bench.run("c.sendto $u.local x");
        assertThat(bench.run("/wait a 20s")).isEqualTo("\"x\" (1 byte)");
        assertThat(bench.run("/wait a")).as("again: it has returned").isEqualTo("\"x\" (1 byte)");
    }

    @Test
    void anAcceptInTheBackgroundNamesItsSocketAndLeavesTheCurrentOneAlone() {
        bench.run("s = open tcp", "bind 127.0.0.1 0", "listen", "k = s.accept &", "client = open tcp");
        bench.run("client.connect $s.local");
        assertThat(bench.run("/wait k")).startsWith("k from 127.0.0.1:");
        assertThat(bench.shell().session().current().orElseThrow().name()).isEqualTo("client");
        assertThat(bench.run("k.send hi")).isEqualTo("2 bytes");
        assertThat(bench.run("client.recv 10")).isEqualTo("\"hi\" (2 bytes)");
    }

    @Test
    void numbersStartOverAsSoonAsTheLastJobIsOver() {
        for (int i = 0; i < 200; i++) {
            bench.run("a = u.recv 100 &");
            assertThat(bench.shell().jobs().background())
                    .extracting(j -> j.number().orElse(0))
                    .containsExactly(1);
            bench.run("/kill a");
        }
    }

    @Test
    void aKillWithoutAJobAndAWaitForNobodySayWhatIsWrong() {
        assertThat(bench.tells("/kill")).contains("no job in the background");
        assertThat(bench.tells("/kill 7")).contains("unknown job: 7");
        assertThat(bench.tells("/wait nobody")).contains("unknown job: nobody");
        bench.run("u.recv 1 &");
        assertThat(bench.tells("/kill nobody")).contains("unknown job: nobody");
        assertThat(bench.tells("/kill u")).contains("= -1 EINTR");
    }

    @Test
    void closeLeavesABlockedCallAloneAndSaysSo() {
        bench.run("a = u.recv 100 &");
        assertThat(bench.tells("u.close")).contains("=> 0", "job 1 still blocks in u", "/kill 1");
        assertThat(bench.run("/wait a 50ms")).isEqualTo("blocks");
        bench.run("/kill 1");
        assertThat(bench.run("/wait 1")).isEqualTo(EINTR);
        assertThat(bench.tells("c.close")).doesNotContain("still blocks");
    }

    @Test
    void aSecondCloseOfASocketBeingClosedIsRefused() {
        bench.run("s = open tcp", "bind 127.0.0.1 0", "listen", "k = open tcp", "connect $s.local", "p = s.accept");
        bench.run("p.setsockopt SO_RCVBUF 2000", "k.setsockopt SO_LINGER on 20", "k.send MSG_DONTWAIT fill:8000000");
        assertThat(bench.run("e = k.close &")).as("it lingers: nobody reads").isEqualTo("blocks");
        assertThat(bench.tells("k.close")).contains("another call is closing k");
        bench.run("p.close");
        assertThat(bench.run("/wait e")).isEqualTo("0");
        assertThat(bench.tells("k.close")).contains("unknown socket: k");
    }
}
