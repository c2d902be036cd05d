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
    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell();
        shell.run("u = open udp", "bind 127.0.0.1 0", "c = open udp");
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void severalJobsWaitOnOneSocketAndEachGetsWhatIsItsOwn() {
        assertThat(shell.run("a = u.recv 100 &")).isEqualTo("blocks");
        assertThat(shell.run("b = u.recv 100 &")).isEqualTo("blocks");
        assertThat(shell.run("d = u.recv 100 &")).isEqualTo("blocks");
        assertThat(shell.tells("/jobs")).contains("[1]", "a = u.recv 100 &", "[2]", "[3]");
        shell.run("/kill b");
        assertThat(shell.run("/wait b")).isEqualTo(EINTR);
        shell.run("c.sendto $u.local one");
        assertThat(shell.run("/wait a")).isEqualTo("\"one\" (3 bytes)");
        shell.run("c.sendto $u.local two");
        assertThat(shell.run("/wait d")).isEqualTo("\"two\" (3 bytes)");
        assertThat(shell.tells("/jobs")).isEqualTo("nothing blocks in the background");
        assertThat(shell.run("c.sendto $u.local $a")).as("a names the result").isEqualTo("3 bytes");
    }

    @Test
    void waitWithATimeGivesUpAndTheCallBlocksOn() {
        shell.run("a = u.recv 100 &");
        assertThat(shell.run("/wait a 10ms")).isEqualTo("blocks");
        assertThat(shell.run("/wait 10ms")).isEqualTo("blocks");
        assertThat(shell.run("/wait 1 10ms")).isEqualTo("blocks");
        shell.run("c.sendto $u.local x");
        assertThat(shell.run("/wait a 20s")).isEqualTo("\"x\" (1 byte)");
        assertThat(shell.run("/wait a")).as("again: it has returned").isEqualTo("\"x\" (1 byte)");
    }

    @Test
    void anAcceptInTheBackgroundNamesItsSocketAndLeavesTheCurrentOneAlone() {
        shell.run("s = open tcp", "bind 127.0.0.1 0", "listen", "k = s.accept &", "client = open tcp");
        shell.run("client.connect $s.local");
        assertThat(shell.run("/wait k")).startsWith("k from 127.0.0.1:");
        assertThat(shell.shell().session().current().orElseThrow().name()).isEqualTo("client");
        assertThat(shell.run("k.send hi")).isEqualTo("2 bytes");
        assertThat(shell.run("client.recv 10")).isEqualTo("\"hi\" (2 bytes)");
    }

    @Test
    void numbersStartOverAsSoonAsTheLastJobIsOver() {
        for (int i = 0; i < 200; i++) {
            shell.run("a = u.recv 100 &");
            assertThat(shell.shell().jobs().background())
                    .extracting(j -> j.number().orElse(0))
                    .containsExactly(1);
            shell.run("/kill a");
        }
    }

    @Test
    void aKillWithoutAJobAndAWaitForNobodySayWhatIsWrong() {
        assertThat(shell.tells("/kill")).contains("no job in the background");
        assertThat(shell.tells("/kill 7")).contains("unknown job: 7");
        assertThat(shell.tells("/wait nobody")).contains("unknown job: nobody");
        shell.run("u.recv 1 &");
        assertThat(shell.tells("/kill nobody")).contains("unknown job: nobody");
        assertThat(shell.tells("/kill u")).contains("= -1 EINTR");
    }

    @Test
    void closeLeavesABlockedCallAloneAndSaysSo() {
        shell.run("a = u.recv 100 &");
        assertThat(shell.tells("u.close")).contains("=> 0", "job 1 still blocks in u", "/kill 1");
        assertThat(shell.run("/wait a 50ms")).isEqualTo("blocks");
        shell.run("/kill 1");
        assertThat(shell.run("/wait 1")).isEqualTo(EINTR);
        assertThat(shell.tells("c.close")).doesNotContain("still blocks");
    }

    @Test
    void aSecondCloseOfASocketBeingClosedIsRefused() {
        shell.run("s = open tcp", "bind 127.0.0.1 0", "listen", "k = open tcp", "connect $s.local", "p = s.accept");
        shell.run("p.setsockopt SO_RCVBUF 2000", "k.setsockopt SO_LINGER on 20", "k.send MSG_DONTWAIT fill:8000000");
        assertThat(shell.run("e = k.close &")).as("it lingers: nobody reads").isEqualTo("blocks");
        assertThat(shell.tells("k.close")).contains("another call is closing k");
        shell.run("p.close");
        assertThat(shell.run("/wait e")).isEqualTo("0");
        assertThat(shell.tells("k.close")).contains("EBADF");
    }

    @Test
    void waitTakesTheNewestJobWhetherItReturnedOrNot() {
        shell.run("a b = socketpair unix", "a.read 100 &", "b.send hello");
        while (!shell.shell().jobs().background().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(shell.run("/wait")).isEqualTo("\"hello\" (5 bytes)");
        assertThat(shell.run("/wait")).isEqualTo("\"hello\" (5 bytes)");
    }

    @Test
    void waitWithASocketTakesTheJobOnIt() {
        shell.run("a b = socketpair unix", "a.read 100 &", "b.read 100 &", "b.send to-a");
        assertThat(shell.run("/wait a")).isEqualTo("\"to-a\" (4 bytes)");
        assertThat(shell.run("/wait a")).as("it has returned").isEqualTo("\"to-a\" (4 bytes)");
        shell.run("a.send to-b");
        assertThat(shell.run("/wait b")).isEqualTo("\"to-b\" (4 bytes)");
    }

    @Test
    void threadsOfKilledJobsEnd() throws InterruptedException {
        shell.run("u = open udp");
        for (int i = 0; i < 50; i++) {
            shell.run("u.recv 1 &");
        }
        long during = threads();
        for (int i = 0; i < 50; i++) {
            shell.run("/kill");
        }
        long end = System.nanoTime() + 30_000_000_000L;
        while (threads() > during - 45 && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(threads()).isLessThanOrEqualTo(during - 45);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("call-"))
                .count();
    }
}
