package socklab.kernel.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.SocketOption;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.kernel.libc.LibcKernel;
import socklab.shell.TestShell;

/** What the kernel's tables tell of a socket, held against what the socket says of itself and against /proc/net. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SockDiagTest {
    private final Kernel kernel = new LibcKernel();
    private final TestShell bench = new TestShell();

    @AfterEach
    void close() {
        bench.close();
    }

    private int fd(String name) {
        return bench.shell().session().socket(name).orElseThrow().fd();
    }

    private SocketStatus see(String name) {
        return kernel.observe(fd(name)).orElseThrow();
    }

    private void connection(String kind) {
        bench.run(
                "l = open " + kind,
                "bind " + host(kind) + " 0",
                "listen 3",
                "c = open " + kind,
                "c.connect $l.local",
                "p = l.accept");
    }

    private static String host(String kind) {
        return kind.endsWith("6") ? "::1" : "127.0.0.1";
    }

    /** The number behind {@code = } of a result. */
    private long asked(String line) {
        String result = bench.run(line);
        return Long.parseLong(result.substring(result.indexOf("= ") + 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tcp6"})
    void queuesOfTcpAreThoseOfIoctl(String kind) {
        connection(kind);
        bench.run("p.setsockopt SO_RCVBUF 4000", "c.send MSG_DONTWAIT fill:3000000");
        bench.run("poll p:in 5s");
        // the two look at different moments, while data still moves: both must agree in the end
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (see("c").sendQueue() != asked("c.ioctl SIOCOUTQ")
                || see("p").receiveQueue() != asked("p.ioctl FIONREAD")) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        assertThat(see("p").receiveQueue()).isPositive();
        assertThat(see("c").sendQueue()).isPositive();
        assertThat(see("c").unsent()).isPositive().isLessThanOrEqualTo(see("c").sendQueue());
        assertThat(see("p").more().options()).containsKey(SocketOption.SO_RCVBUF);
    }

    @Test
    void aFinIsNoByteUnread() {
        connection("tcp");
        bench.run("c.send abc", "c.shutdown wr", "p.recv 3 MSG_PEEK|MSG_WAITALL", "poll p:rdhup 5s");
        assertThat(see("p").state()).contains("CLOSE-WAIT");
        assertThat(see("p").receiveQueue()).isEqualTo(3).isEqualTo(asked("p.ioctl FIONREAD"));
        bench.run("p.recv 100", "p.recv 100");
        assertThat(see("p").receiveQueue()).isZero();
    }

    @Test
    void aBacklogIsCountedAndTold() {
        bench.run("l = open tcp", "bind 127.0.0.1 0");
        assertThat(see("l").state()).contains("CLOSED");
        bench.run(
                "listen 5", "a = open tcp", "a.connect $l.local", "b = open tcp", "b.connect $l.local", "poll l:in 5s");
        assertThat(see("l").sendQueue()).isEqualTo(5);
        assertThat(see("l").receiveQueue()).isEqualTo(2);
        assertThat(bench.tells("/sockets")).contains("2 of 5 waiting for accept");
        bench.run("l.accept");
        assertThat(see("l").receiveQueue()).isEqualTo(1);
    }

    @Test
    void dropsOfUdpAreCounted() {
        bench.run("u = open udp", "bind 127.0.0.1 0", "u.setsockopt SO_RCVBUF 1", "c = open udp");
        for (int i = 0; i < 30; i++) {
            bench.run("c.sendto $u.local fill:500");
        }
        long got = 0;
        while (bench.run("u.recv 1000 MSG_DONTWAIT").contains("bytes")) {
            got++;
        }
        assertThat(see("u").drops()).isPositive().isEqualTo(30 - got);
        assertThat(bench.tells("/sockets")).contains((30 - got) + " dropped", "SO_RCVBUF=2304");
    }

    @Test
    void unixSocketsHaveQueuesPeersAndNames() {
        bench.run("a b = socketpair unix", "a.send hello");
        assertThat(see("b").receiveQueue()).isEqualTo(asked("b.ioctl FIONREAD")).isEqualTo(5);
        assertThat(see("a").sendQueue()).isEqualTo(asked("a.ioctl SIOCOUTQ"));
        assertThat(see("a").more().peer()).isEqualTo(see("b").more().inode());
        assertThat(bench.tells("/sockets").lines().filter(l -> l.matches("[ *] +a .*")))
                .singleElement()
                .asString()
                .matches(".* b +ESTABLISHED.*");
        String name = "@socklab-test-" + ProcessHandle.current().pid();
        bench.run("l = open unix", "bind " + name, "listen 7", "c = open unix", "connect " + name);
        assertThat(see("l").state()).contains("LISTEN");
        assertThat(see("l").receiveQueue()).isEqualTo(1);
        assertThat(see("l").sendQueue()).isEqualTo(7);
        bench.run("p = l.accept");
        assertThat(see("c").remote()).isEqualTo(see("l").local()).isPresent();
        bench.run("a.shutdown wr");
        assertThat(see("a").more().shut()).containsExactly(SocketStatus.Shut.SHUT_WR);
    }

    @Test
    void optionsThatDifferAreTold() {
        bench.run(
                "u = open udp6",
                "u.setsockopt IPV6_V6ONLY 1",
                "u.bind :: 0",
                "u.setsockopt SO_SNDBUF 30000",
                "u.setsockopt IPV6_TCLASS 8");
        bench.run(
                "t = open tcp",
                "t.bind 127.0.0.1 0",
                "t.setsockopt IP_TOS 16",
                "t.setsockopt IP_FREEBIND 1",
                "t.listen",
                "n = open udp",
                "n.bind 127.0.0.1 0",
                "n6 = open udp6",
                "n6.bind ::1 0",
                "t6 = open tcp6",
                "t6.bind ::1 0",
                "t6.listen");
        assertThat(see("t").more().options())
                .containsEntry(SocketOption.IP_TOS, "16")
                .containsEntry(SocketOption.IP_FREEBIND, "1");
        assertThat(see("u").more().options())
                .containsEntry(SocketOption.SO_SNDBUF, "60000")
                .containsEntry(SocketOption.IPV6_TCLASS, "8")
                .containsEntry(SocketOption.IPV6_V6ONLY, "1");
        for (String fresh : List.of("n", "n6", "t6")) {
            assertThat(see(fresh).more().options()).as(fresh).isEmpty();
        }
        bench.run("n.setsockopt SO_REUSEADDR 1", "n.setsockopt SO_RCVTIMEO 1500ms");
        assertThat(bench.tells("/sockets"))
                .as("what no table tells is known from the calls")
                .contains("SO_REUSEADDR=1", "SO_RCVTIMEO=1.5s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tcp6", "udp", "udp6"})
    void bothWaysToTheTablesTellTheSame(String kind) {
        if (kind.startsWith("tcp")) {
            connection(kind);
        } else {
            bench.run(
                    "l = open " + kind,
                    "l.bind " + host(kind) + " 0",
                    "c = open " + kind,
                    "c.connect $l.local",
                    "p = open " + kind,
                    "p.bind 0",
                    "p.fcntl F_SETFL O_NONBLOCK");
        }
        for (String name : List.of("l", "c", "p")) {
            SocketStatus netlink = see(name);
            SocketStatus proc =
                    new ProcNet(NetworkFiles.OF_PROCESS).observe(fd(name)).orElseThrow();
            assertThat(netlink.more().inode()).as("netlink answered").isPresent();
            assertThat(List.of(netlink.local(), netlink.remote(), netlink.state(), netlink.nonBlocking()))
                    .isEqualTo(List.of(proc.local(), proc.remote(), proc.state(), proc.nonBlocking()));
            assertThat(kernel.observe(fd(name)))
                    .as("a second look finds it by its addresses")
                    .contains(netlink);
        }
    }

    @Test
    void socketsThatShareAnAddressAreToldApart() {
        bench.run("a = open udp", "a.setsockopt SO_REUSEPORT 1", "a.bind 127.0.0.1 0");
        IntStream.range(0, 5)
                .forEach(i -> bench.run(
                        "b" + i + " = open udp", "b" + i + ".setsockopt SO_REUSEPORT 1", "b" + i + ".bind $a.local"));
        bench.run("b3.setsockopt SO_SNDBUF 12345");
        for (int look = 0; look < 2; look++) {
            assertThat(see("b3").more().options()).containsEntry(SocketOption.SO_SNDBUF, "24690");
            assertThat(see("b2").more().options()).doesNotContainKey(SocketOption.SO_SNDBUF);
        }
    }

    @Test
    void whatIsNoSocketOrKnownToNoTableIsNot() {
        bench.run("t = open tcp", "ep = epoll_create1");
        assertThat(see("t")).isEqualTo(SocketStatus.unknown(false));
        assertThat(kernel.observe(fd("ep"))).isEmpty();
        assertThat(kernel.observe(987_654)).isEmpty();
        Map<Integer, SocketStatus> all = kernel.observe(List.of(fd("t"), fd("ep"), 987_654));
        assertThat(all).containsOnlyKeys(fd("t"));
    }

    @Test
    void aTimerTellsWhenASynIsRepeated() {
        bench.run(
                "l = open tcp",
                "bind 127.0.0.1 0",
                "listen 0",
                "a = open tcp",
                "a.connect $l.local",
                "b = open tcp",
                "b.connect $l.local &");
        SocketStatus status = see("b");
        assertThat(status.state()).contains("SYN-SENT");
        assertThat(status.sendQueue()).isZero();
        assertThat(status.more().timer().map(SocketStatus.Timer::kind))
                .isEqualTo(Optional.of(SocketStatus.Timer.Kind.RETRANSMIT));
        assertThat(bench.tells("/state b")).contains("# SYN-SENT #", "sent again in ");
    }
}
