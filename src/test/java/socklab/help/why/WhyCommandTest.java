package socklab.help.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.help.HelpTestShell;
import socklab.text.Language;

/** /why in situations that are real: on loopback, at ports that the kernel chose. */
class WhyCommandTest {
    private final HelpTestShell bench = new HelpTestShell(Language.EN);

    @BeforeAll
    static void linux() {
        assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "the kernel's tables cannot be read here");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String port(String socket) {
        return bench.flat(socket + ".getsockname").replaceAll(".*:", "").strip();
    }

    @Test
    void nothingFailedYet() {
        assertThat(bench.flat("/why")).contains("No call has failed so far");
    }

    @Test
    void aSecondBindNamesTheSocketOfThisSession() {
        assertThat(bench.flat("first = open udp", "bind 127.0.0.1 0", "second = open udp", "bind $first.local", "/why"))
                .contains("$4 bind $first.local => EADDRINUSE")
                .contains("is held by first, a socket of this session")
                .contains("/explain EADDRINUSE");
    }

    @Test
    void theWildcardIsInTheWayOfAnAddressToo() {
        assertThat(bench.flat(
                        "first = open tcp",
                        "bind 0",
                        "listen",
                        "second = open tcp",
                        "bind 127.0.0.1 $first.port",
                        "/why"))
                .contains("is held by first, a socket of this session; it listens.");
    }

    @Test
    void anotherProcessIsNamedByItsCommand() throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder(
                            "python3",
                            "-c",
                            "import socket,sys\ns=socket.socket()\ns.bind(('127.0.0.1',0))\ns.listen()\n"
                                    + "print(s.getsockname()[1],flush=True)\nsys.stdin.read()")
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "python3 is not here to hold a port");
            return;
        }
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8))) {
            String port = out.readLine();
            assertThat(bench.flat("open tcp", "bind 127.0.0.1 " + port, "/why"))
                    .containsPattern("process " + python.pid() + ": \\S*python3\\S* -c")
                    .contains("it listens");
        } finally {
            python.getOutputStream().close();
            python.waitFor();
        }
    }

    @Test
    void nobodyListensAndWhoDoesNearby() {
        bench.flat("free = open tcp", "bind 127.0.0.1 0");
        String port = port("free");
        bench.flat("free.close");
        assertThat(bench.flat(
                        "near = open tcp",
                        "bind 127.0.0.1 0",
                        "listen",
                        "c = open tcp",
                        "connect 127.0.0.1 " + port,
                        "/why"))
                .contains("ECONNREFUSED")
                .contains("No TCP socket listens on 127.0.0.1:" + port)
                .contains("The nearest ports in use:");
    }

    @Test
    void theSamePortOfUdpIsAnother() {
        bench.flat("u = open udp", "bind 127.0.0.1 0");
        assertThat(bench.flat("c = open tcp", "connect $u.local", "/why"))
                .contains("UDP has that port")
                .contains("u, a socket of this session");
    }

    @Test
    void theSamePortAtAnotherAddress() {
        assertThat(bench.flat(
                        "l = open tcp",
                        "bind 127.0.0.1 0",
                        "listen",
                        "c = open tcp",
                        "connect 127.0.0.2 $l.port",
                        "/why"))
                .contains("The same port at another address: 127.0.0.1:")
                .contains("l, a socket of this session");
    }

    @Test
    void aDatagramThatCameBack() {
        bench.flat("u = open udp", "bind 127.0.0.1 0", "c = open udp", "connect $u.local", "u.close", "c.send x");
        assertThat(bench.flat("c.recv 9", "/why")).contains("ECONNREFUSED").contains("No UDP socket has 127.0.0.1:");
    }

    @Test
    void aFullSendBufferTellsWhoDoesNotRead() {
        bench.flat(
                "l = open tcp",
                "bind 127.0.0.1 0",
                "setsockopt SO_RCVBUF 4096",
                "listen",
                "a = open tcp",
                "setsockopt SO_SNDBUF 4096",
                "connect $l.local",
                "b = l.accept",
                "/use a",
                "fcntl F_SETFL O_NONBLOCK");
        String why = "";
        for (int i = 0;
                i < 2000 && !why.matches(".*send queue [1-9]\\d* B.*");
                i++) { // what was in flight may have drained at the look
            if (bench.flat("a.send fill:60000").contains("EAGAIN")) {
                why = bench.flat("/why");
            }
        }
        assertThat(why)
                .containsPattern("send queue [1-9]\\d* B")
                .contains("a has O_NONBLOCK")
                .contains("The send buffer of a holds at most")
                .containsPattern("The other end is b of this session: [1-9]\\d* B wait there to be read");
    }

    @Test
    void nothingToRead() {
        assertThat(bench.flat("open udp", "bind 127.0.0.1 0", "recv 9 MSG_DONTWAIT", "/why"))
                .contains("EAGAIN")
                .contains("MSG_DONTWAIT")
                .contains("Receive queue 0 B")
                .contains("The receive buffer of s1 holds at most");
    }

    @Test
    void theHistoryOfTheSocketIsToldWhereItMatters() {
        assertThat(bench.flat("a = open tcp", "a.bind 127.0.0.1 0", "a.bind 127.0.0.1 0", "/why"))
                .contains("EINVAL")
                .contains("The calls on a before: $1 a = open tcp => a")
                .contains("$2 a.bind 127.0.0.1 0 => 0");
        assertThat(bench.flat("b = open udp", "b.send x", "/why"))
                .contains("EDESTADDRREQ")
                .contains("not connected")
                .doesNotContain("a.bind");
    }

    @Test
    void anAddressOfAnotherMachine() {
        assertThat(bench.flat("open udp", "bind 192.0.2.77 0", "/why"))
                .contains("EADDRNOTAVAIL")
                .contains("Its addresses are")
                .contains("127.0.0.1");
    }

    @Test
    void aBroadcastWithoutPermission() {
        assertThat(bench.flat("open udp", "sendto 255.255.255.255 9 x", "/why"))
                .contains("EACCES")
                .contains("SO_BROADCAST was not set on s1");
    }

    @Test
    void aPathThatExists(@TempDir Path folder) {
        Path path = folder.resolve("s");
        assertThat(bench.flat("open unix", "bind " + path, "close", "open unix", "bind " + path, "/why"))
                .contains("EADDRINUSE")
                .contains("The path " + path + " exists");
    }

    @Test
    void whatABlockedCallWaitsFor() {
        bench.flat("l = open tcp", "bind 127.0.0.1 0", "listen", "c = l.accept &");
        assertThat(bench.flat("/why"))
                .contains("[1] c = l.accept & blocks for")
                .contains("for a connection on 127.0.0.1:")
                .contains("0 connections wait for accept; the backlog is 128")
                .doesNotContain("No call has failed");
    }

    @Test
    void aSocketClosedMeanwhileIsToldAsItWas() {
        bench.flat(
                "u = open udp",
                "bind 127.0.0.1 0",
                "got = u.recv 10 &",
                "u.close",
                "n = open udp",
                "n.bind 127.0.0.2 0");
        assertThat(bench.flat("/why"))
                .contains("[1] got = u.recv 10 & blocks for", ", for a datagram")
                .as("its descriptor is another's now, and where it is bound nobody can see")
                .doesNotContain("127.0.0.2", "no port is bound");
        bench.flat("/kill 1", "n.getsockname", "more = n.recv 10 &", "n.close");
        assertThat(bench.flat("/why")).contains("more = n.recv 10 & blocks for", "for a datagram on 127.0.0.2:");
        bench.flat("/kill 2");
    }

    @Test
    void itMakesNoCallOfTheUsers() {
        bench.flat("open udp", "send x");
        int events = bench.session().journal().events().size();
        bench.flat("/why");
        assertThat(bench.session().journal().events())
                .as("only the line typed is new")
                .hasSize(events + 1);
    }

    @Test
    void inChinese() {
        bench.type("/set lang zh");
        assertThat(bench.flat("first = open udp", "bind 127.0.0.1 0", "second = open udp", "bind $first.local", "/why"))
                .contains("被占用：本次会话的套接字 first")
                .contains("/explain EADDRINUSE 说明它的一般含义");
    }
}
