package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.shell.TestShell;

/** The canonical results: what a lab expects, so their grammar is fixed. */
class ResultViewTest {
    private TestShell bench;

    @BeforeEach
    void open() {
        bench = new TestShell();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void socketsAndWhatReturnsNothing() {
        assertThat(bench.run("open udp")).isEqualTo("s1");
        assertThat(bench.run("dup")).isEqualTo("s2");
        assertThat(bench.run("a b = socketpair unix")).isEqualTo("a b");
        assertThat(bench.run("s1.bind 127.0.0.1 0")).isEqualTo("0");
        assertThat(bench.run("close")).isEqualTo("0");
        assertThat(bench.run("l = open tcp", "bind 127.0.0.1 0", "listen", "c = open tcp", "connect $l.local"))
                .isEqualTo("0");
        assertThat(bench.run("t = l.accept")).matches("t from 127\\.0\\.0\\.1:\\d+");
        assertThat(bench.run("ep = epoll_create1")).isEqualTo("ep");
    }

    @Test
    void whatIsSentAndReceived() {
        bench.run("u = open udp", "bind 127.0.0.1 0");
        assertThat(bench.run("sendto $u.local h")).isEqualTo("1 byte");
        assertThat(bench.run("sendto $u.local hello")).isEqualTo("5 bytes");
        assertThat(bench.run("recv 100")).isEqualTo("\"h\" (1 byte)");
        assertThat(bench.run("recvfrom 2 MSG_PEEK|MSG_TRUNC"))
                .matches("\"he\" \\(2 of 5 bytes\\) from 127\\.0\\.0\\.1:\\d+");
        assertThat(bench.run("recvfrom 100")).matches("\"hello\" \\(5 bytes\\) from 127\\.0\\.0\\.1:\\d+");
        bench.run("sendto $u.local \"\"");
        assertThat(bench.run("recv 100")).isEqualTo("\"\" (0 bytes)");
        bench.run("sendto $u.local hex:ff1b");
        assertThat(bench.run("recv 100")).isEqualTo("\"\\xff\\x1b\" (2 bytes)");
        bench.run("sendto $u.local fill:1000");
        assertThat(bench.run("recv 2000"))
                .startsWith("\"abcdefgh")
                .endsWith("…\" (1000 bytes)")
                .hasSizeBetween(256, 290);
        bench.run("a b = socketpair unix", "a.shutdown wr");
        assertThat(bench.run("b.recv 10")).isEqualTo("end of stream");
        assertThat(bench.run("b.recv 0")).isEqualTo("\"\" (0 bytes)");
    }

    /** TCP throws away what MSG_TRUNC receives; a Unix-domain stream takes no notice of the flag. */
    @Test
    void whatMsgTruncMeansToAStream() {
        bench.run("a b = socketpair unix", "a.send hello");
        assertThat(bench.run("b.recv 3 MSG_TRUNC")).isEqualTo("\"hel\" (3 bytes)");
        bench.run(
                "l = open tcp",
                "bind 127.0.0.1 0",
                "listen",
                "c = open tcp",
                "connect $l.local",
                "p = l.accept",
                "c.send hello");
        assertThat(bench.run("p.recv 5 MSG_PEEK|MSG_WAITALL")).isEqualTo("\"hello\" (5 bytes)");
        assertThat(bench.run("p.recv 3 MSG_TRUNC")).isEqualTo("\"\" (0 of 3 bytes)");
        assertThat(bench.run("p.recv 10")).isEqualTo("\"lo\" (2 bytes)");
    }

    @Test
    void longTextIsNotCutWithinACharacter() {
        bench.run("a b = socketpair unix-dgram", "a.send x" + "你".repeat(200));
        assertThat(bench.run("b.recv 2000")).doesNotContain("\\x").contains("你…\" (601 bytes)");
    }

    @Test
    void options() {
        bench.run("open tcp");
        assertThat(bench.run("setsockopt SO_LINGER on 3", "getsockopt SO_LINGER"))
                .isEqualTo("SO_LINGER = on 3s");
        assertThat(bench.run("getsockopt SO_ERROR")).isEqualTo("SO_ERROR = 0");
        assertThat(bench.run("getsockopt SO_TYPE")).isEqualTo("SO_TYPE = SOCK_STREAM");
        assertThat(bench.run("getsockopt SO_DOMAIN")).isEqualTo("SO_DOMAIN = AF_INET");
        assertThat(bench.run("getsockopt SO_PROTOCOL")).isEqualTo("SO_PROTOCOL = IPPROTO_TCP");
        assertThat(bench.run("setsockopt SO_REUSEADDR on", "getsockopt SO_REUSEADDR"))
                .isEqualTo("SO_REUSEADDR = 1");
        assertThat(bench.run("setsockopt SO_RCVTIMEO 1s", "getsockopt SO_RCVTIMEO"))
                .isEqualTo("SO_RCVTIMEO = 1s");
        assertThat(bench.run("setsockopt SO_RCVTIMEO 1500ms", "getsockopt SO_RCVTIMEO"))
                .isEqualTo("SO_RCVTIMEO = 1.5s");
        assertThat(bench.run("setsockopt SO_RCVTIMEO 200ms", "getsockopt SO_RCVTIMEO"))
                .isEqualTo("SO_RCVTIMEO = 200ms");
        assertThat(bench.run("setsockopt SO_RCVTIMEO 0s", "getsockopt SO_RCVTIMEO"))
                .isEqualTo("SO_RCVTIMEO = 0s");
        assertThat(bench.run("getsockopt TCP_INFO")).startsWith("TCP_INFO = tcpi_state=CLOSED ");
        assertThat(bench.run("fcntl F_SETFL O_NONBLOCK", "fcntl F_GETFL")).isEqualTo("O_RDWR|O_NONBLOCK");
        assertThat(bench.run("connect 127.0.0.1 9")).isEqualTo("EINPROGRESS (Operation now in progress)");
        assertThat(bench.run("poll s1:out 5s", "getsockopt SO_ERROR")).isEqualTo("SO_ERROR = ECONNREFUSED");
    }

    @Test
    void namesAndErrors(@TempDir Path folder) {
        bench.run("open udp", "bind 127.0.0.1 0");
        assertThat(bench.run("getsockname")).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(bench.run("getpeername")).isEqualTo("ENOTCONN (Transport endpoint is not connected)");
        assertThat(bench.run("send x")).isEqualTo("EDESTADDRREQ (Destination address required)");
        assertThat(bench.run("listen")).isEqualTo("EOPNOTSUPP (Operation not supported)");
        assertThat(bench.run("open unix-dgram", "getsockname")).isEqualTo("unix:");
        assertThat(bench.run("bind " + folder.resolve("s"), "getsockname")).isEqualTo("unix:" + folder.resolve("s"));
        assertThat(bench.run(
                        "open unix-dgram",
                        "bind @x\u001b" + ProcessHandle.current().pid(),
                        "getsockname"))
                .startsWith("unix:@x\\x1b");
        assertThat(bench.run("recv 10 &")).isEqualTo("blocks");
    }

    @Test
    void readiness() {
        bench.run("a b = socketpair unix-dgram", "b.send hello");
        assertThat(bench.run("poll a:in b:in,out 2s")).isEqualTo("a:in b:out");
        assertThat(bench.run("poll b:in 0ms")).isEqualTo("timeout");
        assertThat(bench.run("select r=a,b w=b 2s")).isEqualTo("a:in b:out");
        assertThat(bench.run("select r=b 0ms")).isEqualTo("timeout");
        assertThat(bench.run("ep = epoll_create1", "epoll_ctl ADD a in", "epoll_wait 2s"))
                .isEqualTo("a:in");
        assertThat(bench.run("a.ioctl FIONREAD")).isEqualTo("FIONREAD = 5");
    }

    @Test
    void internet6() {
        String bound = bench.run("open udp6", "bind ::1 0", "getsockname");
        org.junit.jupiter.api.Assumptions.assumeTrue(bound.startsWith("[::1]"), "there is no IPv6 here");
        assertThat(bound).matches("\\[::1]:\\d+");
    }

    @Test
    void aNameThatCannotBeResolvedIsNoCall() {
        assertThat(bench.run("open udp", "sendto no.such.host.invalid 9 x")).startsWith("EAI_");
    }
}
