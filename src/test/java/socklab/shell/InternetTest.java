package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups, scopes, broadcast, and what comes with a message beside its data. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InternetTest {
    private final TestShell shell = new TestShell();

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void aGroupIsJoinedHeardAndLeft() {
        shell.run("u = open udp", "bind 0", "c = open udp", "c.setsockopt IP_MULTICAST_IF 127.0.0.1");
        assertThat(shell.run("u.setsockopt IP_ADD_MEMBERSHIP 239.1.2.3 127.0.0.1"))
                .isEqualTo("0");
        assertThat(shell.run("u.setsockopt IP_ADD_MEMBERSHIP 239.1.2.3 127.0.0.1"))
                .startsWith("EADDRINUSE");
        assertThat(shell.run("c.getsockopt IP_MULTICAST_IF")).isEqualTo("IP_MULTICAST_IF = 127.0.0.1");
        assertThat(shell.run("c.sendto 239.1.2.3 $u.port hello all")).isEqualTo("9 bytes");
        assertThat(shell.run("u.recv 100")).isEqualTo("\"hello all\" (9 bytes)");
        assertThat(shell.run("u.setsockopt IP_DROP_MEMBERSHIP 239.1.2.3 127.0.0.1"))
                .isEqualTo("0");
        assertThat(shell.run("u.setsockopt IP_DROP_MEMBERSHIP 239.1.2.3 127.0.0.1"))
                .startsWith("EADDRNOTAVAIL");
    }

    @Test
    void aGroupOfIpv6NeedsAnInterface() throws Exception {
        String via = linkLocal().getScopedInterface().getName();
        shell.run("u = open udp6", "u.bind :: 0", "c = open udp6");
        assertThat(shell.run("u.setsockopt IPV6_ADD_MEMBERSHIP ff11::1234 " + via))
                .isEqualTo("0");
        assertThat(shell.run("c.setsockopt IPV6_MULTICAST_IF " + via)).isEqualTo("0");
        // ff11 is of the interface: it never leaves this machine
        String sent = shell.run("c.sendto ff11::1234%" + via + " $u.port hello");
        assumeTrue(!sent.startsWith("ENETUNREACH"), "this machine has no route for IPv6 groups on " + via);
        assertThat(sent).isEqualTo("5 bytes");
        assertThat(shell.run("u.recv 100")).isEqualTo("\"hello\" (5 bytes)");
        assertThat(shell.run("u.setsockopt IPV6_DROP_MEMBERSHIP ff11::1234 " + via))
                .isEqualTo("0");
    }

    private static Inet6Address linkLocal() throws SocketException {
        Optional<Inet6Address> local = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> a.isLinkLocalAddress() && a instanceof Inet6Address)
                .map(Inet6Address.class::cast)
                .findFirst();
        assumeTrue(local.isPresent(), "this machine has no link-local IPv6 address");
        return local.get();
    }

    @Test
    void aLinkLocalAddressIsNothingWithoutItsScope() throws Exception {
        String scoped = linkLocal().getHostAddress();
        shell.run("u = open udp6");
        assertThat(shell.run("u.bind " + scoped.substring(0, scoped.indexOf('%')) + " 0"))
                .startsWith("EINVAL");
        assertThat(shell.run("u.bind " + scoped + " 0")).isEqualTo("0");
        shell.run("c = open udp6");
        assertThat(shell.run("c.sendto $u.local hello")).isEqualTo("5 bytes");
        assertThat(shell.run("u.recvfrom 100"))
                .startsWith("\"hello\" (5 bytes) from [fe80:")
                .contains("%");
    }

    @Test
    void controlMessagesAreNamedAndDecoded() {
        shell.run(
                "u = open udp",
                "bind 127.0.0.1 0",
                "u.setsockopt SO_TIMESTAMPNS 1",
                "u.setsockopt IP_PKTINFO 1",
                "u.setsockopt IP_RECVTTL 1",
                "u.setsockopt IP_RECVORIGDSTADDR 1",
                "c = open udp",
                "c.sendto $u.local hi");
        String port = shell.run("u.getsockname");
        assertThat(shell.run("u.recvmsg 10"))
                .matches("\"hi\" \\(2 bytes\\) from 127\\.0\\.0\\.1:\\d+ SO_TIMESTAMPNS = \\d+\\.\\d{9} "
                        + "IP_PKTINFO = lo 127.0.0.1 IP_TTL = \\d+ IP_ORIGDSTADDR = " + port);
        assumeTrue(shell.run("v = open udp6", "v.bind ::1 0").equals("0"), "this machine has no IPv6");
        shell.run(
                "v.setsockopt IPV6_RECVPKTINFO 1",
                "v.setsockopt IPV6_RECVHOPLIMIT 1",
                "v.setsockopt IPV6_RECVTCLASS 1",
                "d = open udp6",
                "d.sendto $v.local hi");
        assertThat(shell.run("v.recvmsg 10")).contains(" IPV6_PKTINFO = lo ::1 IPV6_HOPLIMIT = 64 IPV6_TCLASS = 0");
    }

    @Test
    void theErrorQueueTellsWhoRefused() {
        shell.run(
                "c = open udp", "c.connect 127.0.0.1 9", "c.setsockopt IP_RECVERR 1", "c.send hello", "poll c:err 5s");
        assertThat(shell.run("c.recvmsg 100 MSG_ERRQUEUE"))
                .contains("\"hello\" (5 bytes)", "MSG_ERRQUEUE", "IP_RECVERR = ECONNREFUSED by icmp");
        assertThat(shell.run("c.recvmsg 100 MSG_ERRQUEUE")).startsWith("EAGAIN");
    }

    @Test
    void pollNamesItsEvents() {
        shell.run(
                "l = open tcp",
                "bind 127.0.0.1 0",
                "listen",
                "c = open tcp",
                "c.connect $l.local",
                "p = l.accept",
                "c.close");
        assertThat(shell.run("poll p:in,out,rdhup 5s")).isEqualTo("p:in,out,rdhup");
        shell.run("n = open tcp");
        assertThat(shell.run("poll n:in 0ms")).isEqualTo("n:hup");
        shell.run("gone = dup", "gone.close");
        assertThat(shell.run("poll p:in l:in 0ms")).isEqualTo("p:in");
    }

    @Test
    void aGroupIsJoinedForOneSenderOnly() {
        shell.run("u = open udp", "bind 0", "c = open udp", "c.bind 127.0.0.1 0", "c.setsockopt IP_MULTICAST_IF lo");
        assertThat(shell.run(
                        "u.setsockopt IP_MULTICAST_ALL 0",
                        "u.setsockopt IP_ADD_SOURCE_MEMBERSHIP 232.1.2.3 127.0.0.9 127.0.0.1"))
                .isEqualTo("0");
        shell.run("c.sendto 232.1.2.3 $u.port from another");
        assertThat(shell.run("u.recv 100 MSG_DONTWAIT")).startsWith("EAGAIN");
        assertThat(shell.run("u.setsockopt IP_ADD_SOURCE_MEMBERSHIP 232.1.2.3 127.0.0.1 127.0.0.1"))
                .isEqualTo("0");
        shell.run("c.sendto 232.1.2.3 $u.port from the one");
        assertThat(shell.run("u.recv 100")).isEqualTo("\"from the one\" (12 bytes)");
        assertThat(shell.run("u.setsockopt MCAST_LEAVE_SOURCE_GROUP 232.1.2.3 127.0.0.1 lo"))
                .isEqualTo("0");
        shell.run("c.sendto 232.1.2.3 $u.port gone");
        assertThat(shell.run("u.recv 100 MSG_DONTWAIT")).startsWith("EAGAIN");
    }

    @Test
    void aGroupOfEitherFamilyIsJoinedByOneOption() {
        shell.run("u = open udp", "bind 0", "c = open udp", "c.setsockopt IP_MULTICAST_IF lo");
        assertThat(shell.run("u.setsockopt MCAST_JOIN_GROUP 239.1.2.3 lo")).isEqualTo("0");
        shell.run("c.sendto 239.1.2.3 $u.port hello");
        assertThat(shell.run("u.recv 100")).isEqualTo("\"hello\" (5 bytes)");
        assertThat(shell.run("u.setsockopt MCAST_BLOCK_SOURCE 239.1.2.3 127.0.0.1 lo"))
                .isEqualTo("0");
        assertThat(shell.run("u.setsockopt SOL_IP MCAST_JOIN_GROUP ff02::1234 lo"))
                .as("the level typed is the one passed")
                .startsWith("EINVAL");
    }
}
