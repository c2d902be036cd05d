package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import socklab.shell.TestShell;
import socklab.text.Language;

/** Why calls come back: each reason brought about with real sockets. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReasonViewTest {
    private TestShell bench = new TestShell();

    @AfterEach
    void close() {
        bench.close();
    }

    private void connection() {
        bench.run("l = open tcp", "bind 127.0.0.1 0", "listen", "c = open tcp", "c.connect $l.local", "p = l.accept");
    }

    private void datagrams() {
        bench.run("u = open udp", "bind 127.0.0.1 0", "c = open udp", "c.connect $u.local");
    }

    @Test
    void dataTheEndAndASignal() {
        connection();
        bench.run("a = p.recv 100 &", "c.send hello");
        assertThat(bench.tells("/wait a") + bench.tells("/list")).isNotEmpty();
        bench.run("c.send hello");
        assertThat(bench.tells("p.recv 100"))
                .contains("data came: a stream gives what is there, 5 of at most 100 bytes");
        bench.run("c.send hello");
        assertThat(bench.tells("p.recv 3 MSG_PEEK|MSG_WAITALL")).contains("the data is still there");
        assertThat(bench.tells("p.recv 3 MSG_WAITALL")).contains("filled the room");
        bench.run("p.recv 2 MSG_WAITALL", "a = p.recv 100 &");
        assertThat(bench.tells("/kill a")).contains("interrupted: a signal came");
        bench.run("c.close");
        assertThat(bench.tells("p.recv 100")).contains("end of stream: the peer has closed");
    }

    @Test
    void aTimeOutIsKnownFromTheCallsMade() {
        datagrams();
        bench.run("u.setsockopt SO_RCVTIMEO 30ms");
        assertThat(bench.tells("u.recv 10"))
                .contains("SO_RCVTIMEO = 30ms is over, and a datagram did not come")
                .doesNotContain("getsockopt");
        assertThat(bench.tells("u.recv 10 MSG_DONTWAIT"))
                .contains("would have had to wait for a datagram, and MSG_DONTWAIT");
        bench.run("u.setsockopt SO_RCVTIMEO 0ms", "u.fcntl F_SETFL O_NONBLOCK");
        assertThat(bench.tells("u.recv 10"))
                .contains("would have had to wait for a datagram, and the socket does not block");
    }

    @Test
    void aPendingErrorIsToldOnceAndWhereItCameFrom() {
        bench.run("c = open udp", "c.connect 127.0.0.1 9", "c.send one", "poll c:err 5s");
        assertThat(bench.tells("c.send two"))
                .contains("an earlier datagram found no socket", "ICMP", "this datagram was not sent");
        bench.run("c.send three", "poll c:err 5s");
        assertThat(bench.tells("c.recv 10"))
                .contains("an earlier datagram found no socket", "ICMP")
                .doesNotContain("not sent");
        bench.run("c.send four", "poll c:err 5s");
        assertThat(bench.tells("c.getsockopt SO_ERROR"))
                .contains("= ECONNREFUSED", "this error was pending; reading it has cleared it");
        assertThat(bench.tells("c.getsockopt SO_ERROR")).contains("= 0").doesNotContain("pending;");
    }

    @Test
    void anotherThreadsShutdown() {
        connection();
        bench.run("a = p.recv 10 &");
        assertThat(bench.tells("p.shutdown rd") + after("a"))
                .contains("another call shut this socket down while this one waited");
        assertThat(bench.tells("p.recv 10")).contains("this side was shut down for receiving");
        bench.run("b = l.accept &");
        assertThat(bench.tells("l.shutdown rd") + after("b")).contains("EINVAL", "ended that while accept waited");
        bench.run("c.shutdown wr");
        assertThat(bench.tells("c.send x")).contains("EPIPE", "That cannot be undone");
    }

    /** What was told until a job is over. */
    private String after(String job) {
        return bench.tells("/wait " + job);
    }

    @Test
    void anEmptyDatagramIsNoEndAndACutOneSaysSo() {
        datagrams();
        bench.run("c.send \"\"");
        assertThat(bench.tells("u.recv 10")).contains("=> \"\" (0 bytes)", "a datagram without a byte");
        bench.run("c.send hello");
        assertThat(bench.tells("u.recvmsg 2")).contains("MSG_TRUNC", "larger than the room");
        bench.run("c.send hello");
        assertThat(bench.tells("u.recv 10")).contains("one datagram came, whole");
    }

    @Test
    void aPartialSendAndReadiness() {
        bench.run("a b = socketpair unix");
        assertThat(bench.tells("a.send MSG_DONTWAIT fill:4000000"))
                .contains("of 4000000 bytes had room in the send buffer");
        assertThat(bench.tells("a.send MSG_DONTWAIT x")).contains("wait for room in the send buffer, and MSG_DONTWAIT");
        assertThat(bench.tells("poll a:out 0ms")).contains("none became ready");
        assertThat(bench.tells("poll b:in 5s")).contains("will not block now");
    }

    @Test
    void amongSocketsOfOneMachineNothingIsUnderWay() {
        bench.run("a b = socketpair unix-dgram", "x y = socketpair AF_UNIX SOCK_SEQPACKET");
        assertThat(bench.tells("a.send hello")).contains("straight into the receiver's queue");
        bench.run("b.close");
        assertThat(bench.tells("a.send hello")).contains("ECONNREFUSED").doesNotContain("ICMP");
        bench.run("x.close");
        assertThat(bench.tells("y.recv 10")).contains("=> \"\" (0 bytes)", "nothing tells which");
    }

    @Test
    void noRoomIsNoEndAndADissolvedAssociationIsNoHandshake() {
        connection();
        bench.run("c.send hello");
        assertThat(bench.tells("p.recv 0")).contains("=> \"\" (0 bytes)", "no room to put anything into");
        assertThat(bench.tells("c.connect unspec")).contains("the association is dissolved");
        assertThat(bench.run("p.recv 10 MSG_DONTWAIT"))
                .as("what had come is there still")
                .isEqualTo("\"hello\" (5 bytes)");
        assertThat(bench.run("p.recv 10 MSG_DONTWAIT")).startsWith("ECONNRESET");
    }

    @Test
    void aSocketJustMadeHasNoStateFromBefore() {
        bench.run("l = open tcp", "bind 127.0.0.1 0", "listen");
        assertThat(bench.tells("listen")).doesNotContain("→");
        assertThat(bench.tells("l.close") + bench.tells("l = open tcp")).doesNotContain("→");
        bench.run("bind 127.0.0.1 0");
        assertThat(bench.tells("listen")).contains("l: CLOSED → LISTEN");
        assertThat(bench.tells("c = open tcp") + bench.tells("c.connect $l.local"))
                .contains("c: CLOSED → ESTABLISHED");
        assertThat(bench.tells("p = l.accept")).contains("p: ESTABLISHED");
        assertThat(bench.tells("t = p.dup")).contains("t: ESTABLISHED").doesNotContain("→");
    }

    @Test
    void chineseToo() {
        bench.close();
        bench = new TestShell(Language.ZH);
        datagrams();
        bench.run("u.setsockopt SO_RCVTIMEO 30ms");
        assertThat(bench.tells("u.recv 10")).contains("SO_RCVTIMEO = 30ms 已超时，数据报没有到来");
        bench.run("u.setsockopt SO_RCVTIMEO 0ms", "a = u.recv 10 &");
        assertThat(bench.tells("/kill a")).contains("被中断");
        bench.run("a = u.recv 10 &");
        assertThat(bench.tells("u.close")).contains("后台任务 1 仍阻塞在 u 上");
    }
}
