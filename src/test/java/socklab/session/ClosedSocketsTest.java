package socklab.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.shell.TestShell;

/** A closed socket keeps its name and number; calls on it reach the kernel. */
class ClosedSocketsTest {
    private final TestShell shell = new TestShell();

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void callsOnAClosedSocketFailWithEbadf() {
        shell.run("a = open udp");
        shell.run("a.close");
        assertThat(shell.tells("a.close")).contains("=> EBADF");
        assertThat(shell.tells("a.recv 10")).contains("=> EBADF");
        assertThat(shell.tells("a.bind 0")).contains("=> EBADF");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pollReportsAClosedSocketAsInvalid() {
        shell.run("ep = epoll_create1");
        shell.run("a = open udp");
        shell.run("a.close");
        assertThat(shell.tells("poll a:in 0")).contains("=> a:nval");
        assertThat(shell.tells("select r=a 0")).contains("=> EBADF");
        assertThat(shell.tells("ep.epoll_ctl DEL a")).contains("=> EBADF");
    }

    @Test
    void aNumberThatIsNotOpenFailsWithEbadf() {
        assertThat(shell.tells("fd:900.recv 10")).contains("=> EBADF");
        assertThat(shell.tells("poll fd:900:in 0")).contains("fd:900");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNumberThatSocklabItselfHasOpenIsRefused() {
        assertThat(shell.tells("fd:0.read 1")).contains("descriptor in use: fd:0 is 0");
        assertThat(shell.tells("poll fd:1 0")).contains("descriptor in use");
    }

    @Test
    void aNumberOfAnOpenSocketIsThatSocket() {
        shell.run("a = open udp");
        shell.run("a.bind 127.0.0.1 0");
        String fd = shell.tells("/print $a.fd").strip();
        shell.run("fd:" + fd + ".close");
        assertThat(shell.tells("a.recv 10")).contains("=> EBADF");
    }

    @Test
    void aNameGivenAgainIsTheNewSocket() {
        shell.run("a = open udp");
        shell.run("a.close");
        shell.run("a = open udp");
        assertThat(shell.tells("a.bind 127.0.0.1 0")).contains("=> 0");
    }
}
