package socklab.lab.strace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.Outcome;
import socklab.session.Event;

/** Logs of strace are read in each of its formats, also with broken lines. */
final class TraceLogTest {
    private static TraceLog log(String text) throws IOException {
        return TraceLog.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<String> lines(String log) throws IOException {
        return TracedSession.of(log(log), 1, Set.of()).events().stream()
                .filter(e -> e instanceof Event.Started || e instanceof Event.Typed)
                .map(e -> e instanceof Event.Started s ? s.id().line() : ((Event.Typed) e).line())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listen(3, 5) = 0",
                "4711 listen(3, 5) = 0",
                "[pid  4711] listen(3, 5) = 0",
                "[pid  4711<python3>] listen(3, 5) = 0",
                "4711 10:00:00 listen(3, 5) = 0",
                "10:00:00.123456 listen(3, 5) = 0 <0.000011>",
                "1700000000.123456 listen(3, 5)    = 0",
                "     0.000123 listen(3, 5) = 0",
                "4711      0.000123 listen(3, 5) = 0",
                "10:00:00.123456 (+     0.000123) listen(3, 5) = 0",
                "[00007f3b1c0e9f47] listen(3, 5) = 0",
                "[  50] listen(3<socket:[1]>, 5) = 0",
                "listen(3<TCP:[127.0.0.1:80]>, 0x5 /* five */) = 0"
            })
    void aCallIsReadHoweverItsLineBegins(String line) throws Exception {
        TracedCall call = log(line).calls().getFirst();
        assertThat(call.name()).isEqualTo("listen");
        assertThat(ValueDecoder.number(call.arg(0))).isEqualTo(3);
        assertThat(ValueDecoder.number(call.arg(1))).isEqualTo(5);
        assertThat(call.result().value()).hasValue(0);
    }

    @Test
    void halvesOfCallsAreJoinedByProcess() throws Exception {
        TraceLog log = log("""
            1 accept4(3,  <unfinished ...>
            2 recvfrom(5,  <unfinished ...>
            1 <... accept4 resumed>{sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, [16], 0) = 4 <1.5>
            2 <... recvfrom resumed> "hi", 10, 0, NULL, NULL) = 2
            """);
        assertThat(log.calls()).extracting(TracedCall::name).containsExactly("accept4", "recvfrom");
        assertThat(log.calls().getFirst().nanos()).isEqualTo(1_500_000_000L);
        assertThat(log.calls().getFirst().first()).isEqualTo(1);
        assertThat(log.calls().getFirst().last()).isEqualTo(3);
    }

    @Test
    void aCallThatASignalInterruptedIsOneCall() throws Exception {
        TraceLog log = log("""
            1 accept(3, NULL, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)
            1 --- SIGCHLD {si_signo=SIGCHLD} ---
            1 accept(3, NULL, NULL) = 4
            1 poll([{fd=4, events=POLLIN}], 1, 500) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)
            1 restart_syscall(<... resuming interrupted poll ...>) = 0
            1 poll([{fd=4, events=POLLIN}], 1, 500) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)
            1 rt_sigreturn({mask=[]})       = -1 EINTR (Interrupted system call)
            """);
        assertThat(log.calls())
                .extracting(c -> c.name() + " " + c.result().value().orElse(-9))
                .containsExactly("accept 4", "poll 0", "poll -1");
    }

    @Test
    void eachKindOfArgumentIsSaidAsItIsTyped() throws Exception {
        assertThat(lines("""
            socket(AF_INET6, SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
            setsockopt(3, SOL_IPV6, IPV6_V6ONLY, [1], 4) = 0
            setsockopt(3, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=0}, 8) = 0
            setsockopt(3, SOL_SOCKET, SO_RCVTIMEO_OLD, "\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0", 16) = 0
            setsockopt(3, SOL_SOCKET, SO_TYPE, [1], 4) = -1 ENOPROTOOPT (Protocol not available)
            bind(3, {sa_family=AF_INET6, sin6_port=htons(8080), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::", &sin6_addr), sin6_scope_id=0}, 28) = 0
            connect(3, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS (Operation now in progress)
            pselect6(4, [], [3], NULL, {tv_sec=1, tv_nsec=500000000}, NULL) = 1 (out [3], left {tv_sec=1, tv_nsec=4})
            pselect6(4, [], [3], NULL, {tv_sec=0, tv_nsec=250000}, {sigmask=NULL, sigsetsize=8}) = 0 (Timeout)
            ppoll([{fd=3, events=POLLIN|POLLOUT}], 1, {tv_sec=0, tv_nsec=250000000}, NULL, 8) = 1 ([{fd=3, revents=POLLOUT}], left {tv_sec=0, tv_nsec=249999000})
            sendto(3, "MSG_OOB \\"x\\"\\n", 12, MSG_NOSIGNAL, NULL, 0) = 12
            fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
            ioctl(3, FIONREAD, [0]) = 0
            shutdown(3, SHUT_WR) = 0
            epoll_create1(EPOLL_CLOEXEC) = 4
            epoll_ctl(4, EPOLL_CTL_ADD, 3, {events=EPOLLIN|EPOLLET, data={u32=7, u64=7}}) = 0
            epoll_wait(4, [{events=EPOLLIN|EPOLLRDHUP, data={u32=7, u64=7}}], 10, -1) = 1
            epoll_pwait2(4, [], 64, {tv_sec=0, tv_nsec=2500000}, NULL, 8) = 0
            socketpair(AF_UNIX, SOCK_STREAM, 0, [5, 6]) = 0
            sendmsg(5, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="fd", iov_len=2}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[3]}], msg_controllen=24, msg_flags=0}, 0) = 2
            write(6, "abc"..., 300) = 300
            getsockopt(3, SOL_TCP, TCP_INFO, "\\n\\0\\0\\0\\0\\0\\0\\0"..., [280]) = 0
            recvmsg(3, {msg_name={sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, msg_namelen=16, msg_iov=[{iov_base="hi", iov_len=100}], msg_iovlen=1, msg_control=[{cmsg_len=48, cmsg_level=SOL_IP, cmsg_type=IP_RECVERR, cmsg_data={ee_errno=111, ee_origin=2, ee_type=3, ee_code=3, ee_info=0, ee_data=0, offender={sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("127.0.0.1")}}}], msg_controllen=48, msg_flags=MSG_ERRQUEUE}, MSG_ERRQUEUE) = 2
            sendto(3, "x", 1, 0, {sa_family=AF_UNIX, sun_path=@"a b"}, 6) = -1 EINVAL (Invalid argument)
            """))
                .containsExactly(
                        "client = socket AF_INET6 SOCK_STREAM|SOCK_NONBLOCK IPPROTO_TCP",
                        "client.setsockopt IPV6_V6ONLY 1",
                        "client.setsockopt SO_LINGER on 0s",
                        "client.setsockopt SO_RCVTIMEO 1s",
                        "client.setsockopt SO_TYPE 1",
                        "client.bind 8080",
                        "client.connect ::1 80",
                        "select w=client 1500ms",
                        "pselect w=client 250us",
                        "ppoll client:in,out 250ms",
                        "client.send MSG_NOSIGNAL \"MSG_OOB \\\"x\\\"\\n\"",
                        "client.fcntl F_SETFL O_RDWR|O_NONBLOCK",
                        "client.ioctl FIONREAD",
                        "client.shutdown wr",
                        "ep = epoll_create1 EPOLL_CLOEXEC",
                        "ep.epoll_ctl ADD client in,et",
                        "ep.epoll_wait",
                        "ep.epoll_pwait2 2500us",
                        "pair pair2 = socketpair unix",
                        "pair.sendmsg fds client \"fd\"",
                        "pair2.write \"abc[..]\"",
                        "client.getsockopt TCP_INFO",
                        "client.recvmsg 100 control 48 MSG_ERRQUEUE",
                        "client.sendto \"@a b\" x");
    }

    @Test
    void whoeverSentIsAnsweredByTheAddressThatCame() throws Exception {
        assertThat(lines("""
            socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3
            bind(3, {sa_family=AF_INET, sin_port=htons(12000), sin_addr=inet_addr("0.0.0.0")}, 16) = 0
            recvfrom(3, "hi", 2048, 0, {sa_family=AF_INET, sin_port=htons(40001), sin_addr=inet_addr("127.0.0.1")}, [16]) = 2
            sendto(3, "HI", 2, 0, {sa_family=AF_INET, sin_port=htons(40001), sin_addr=inet_addr("127.0.0.1")}, 16) = 2
            recvfrom(3, "ho", 2048, 0, {sa_family=AF_INET, sin_port=htons(40002), sin_addr=inet_addr("127.0.0.1")}, [16]) = 2
            """))
                .containsExactly(
                        "server = open udp",
                        "server.bind 12000",
                        "data = server.recvfrom 2048",
                        "server.sendto $data.from HI",
                        "server.recvfrom 2048");
    }

    @Test
    void thePortOfASocketThatIsClosedIsUsedByTheAddressItTold() throws Exception {
        assertThat(lines("""
            socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3
            bind(3, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
            getsockname(3, {sa_family=AF_INET, sin_port=htons(40001), sin_addr=inet_addr("127.0.0.1")}, [16]) = 0
            close(3) = 0
            socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3
            bind(3, {sa_family=AF_INET, sin_port=htons(40001), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
            """))
                .containsExactly(
                        "s1 = open tcp",
                        "s1.bind 127.0.0.1 0",
                        "address = s1.getsockname",
                        "s1.close",
                        "s2 = open tcp",
                        "s2.bind $address");
    }

    @Test
    void aCallThatASignalInterruptedBeforeItsThreadEndedReturnedEintr() throws Exception {
        TraceLog log = log("""
            1 recvfrom(3, 0x1, 10, 0, NULL, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set) <0.5>
            1 +++ exited with 0 +++
            2 recvfrom(3, 0x1, 10, 0, NULL, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set) <0.5>
            2 +++ killed by SIGKILL +++
            """);
        assertThat(log.calls())
                .extracting(c -> c.result().error())
                .containsExactly(Optional.of("EINTR"), Optional.empty());
        assertThat(log.calls().getFirst().nanos()).isEqualTo(500_000_000L);
    }

    @Test
    void inLogsThatWereMergedACallThatWaitedStandsWhereItReturned() throws Exception {
        assertThat(lines("""
            1 1700000010.000000 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0 <0.000010>
            2 1700000010.000100 recvfrom(4, "hi", 10, 0, NULL, NULL) = 2 <0.200000>
            1 1700000010.100000 sendto(3, "hi", 2, 0, NULL, 0) = 2 <0.000010>
            1 1700000010.300000 close(3) = 0 <0.000010>
            """))
                .containsExactly("pair pair2 = socketpair unix", "pair.send hi", "pair2.recv 10", "pair.close");
    }

    @Test
    void aDescriptorThatCameWithAMessageHasTheNameThatASessionGivesIt() throws Exception {
        assertThat(lines("""
            1 socketpair(AF_UNIX, SOCK_DGRAM, 0, [3, 4]) = 0
            1 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 5
            1 fork() = 2
            1 sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="x", iov_len=1}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[5]}], msg_controllen=24, msg_flags=0}, 0) = 1
            2 recvmsg(4, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="x", iov_len=100}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[7]}], msg_controllen=24, msg_flags=0}, 0) = 1
            2 sendto(7, "hi", 2, 0, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = 2
            2 close(7) = 0
            """))
                .containsExactly(
                        "pair pair2 = socketpair unix-dgram",
                        "s1 = open udp",
                        "pair.sendmsg fds s1 \"x\"",
                        "pair2.recvmsg 100 control 24",
                        "s2.sendto 127.0.0.1 9 hi",
                        "s2.close");
    }

    @Test
    void aSendThatWaitedWhileOthersReadIsInTheBackground() throws Exception {
        TracedSession session = TracedSession.of(log("""
            1 1700000010.000000 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4]) = 0 <0.000010>
            2 1700000010.000100 sendto(4, "hi", 2, 0, NULL, 0) = 2 <0.200000>
            1 1700000010.100000 recvfrom(3, "h", 1, 0, NULL, NULL) = 1 <0.000010>
            1 1700000010.300000 close(3) = 0 <0.000010>
            """), 1, Set.of());
        assertThat(session.events())
                .extracting(e -> e.getClass().getSimpleName() + " " + e.line())
                .containsSubsequence(
                        "Unfinished pair2.send hi",
                        "Finished pair.recv 1",
                        "Finished pair2.send hi",
                        "Finished pair.close");
    }

    @Test
    void whatNoLineSaysIsAComment() throws Exception {
        assertThat(lines("""
            socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3
            sendfile(3, 4, NULL, 100)               = 100 <0.1>
            setsockopt(3, SOL_SOCKET, SO_WHATEVER, [1], 4) = 0
            poll([{fd=0, events=POLLIN}, {fd=3, events=POLLIN}], 2, -1) = 1 ([{fd=0, revents=POLLIN}])
            mmap(NULL, 3, PROT_READ, 0, 3, 0) = 0x7f00
            """).subList(1, 3))
                .containsExactly(
                        "# sendfile(3, 4, NULL, 100) = 100", "# setsockopt(3, SOL_SOCKET, SO_WHATEVER, [1], 4) = 0");
    }

    @Test
    void aCopyThatAnotherProcessClosesIsNoClose() throws Exception {
        List<String> lines = lines("""
            1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3
            1 listen(3, 5) = 0
            1 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x1) = 2
            2 close(3) = 0
            2 close(3) = -1 EBADF (Bad file descriptor)
            1 close(3) = 0
            """);
        assertThat(lines.get(2)).startsWith("# close(3) = 0: server stays open");
        assertThat(lines).endsWith("server.close", "server.close");
    }

    @Test
    void threadsShareDescriptors() throws Exception {
        assertThat(lines("""
            1 clone3({flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_THREAD, child_tid=0x1}, 88) = 2
            2 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3
            1 bind(3, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("0.0.0.0")}, 16) = 0
            """)).containsExactly("server = open udp", "server.bind 9");
    }

    /** The stream is endless, so only a bound ends the reading. */
    @Test
    void aLogWithoutEndIsReadUpToABound() throws IOException {
        byte[] line = "socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3\n".getBytes(StandardCharsets.US_ASCII);
        TraceLog log = TraceLog.read(new java.io.InputStream() {
            private int at;

            @Override
            public int read() {
                return line[at++ % line.length];
            }

            @Override
            public int read(byte[] to, int from, int count) {
                for (int i = 0; i < count; i++) {
                    to[from + i] = (byte) read();
                }
                return count;
            }
        });
        assertThat(log.complete()).isFalse();
        TracedSession session = TracedSession.of(log, 1, Set.of());
        assertThat(session.events().size()).isLessThan(TraceEvents.MOST_EVENTS + 10);
        assertThat(session.counts().complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "\"",
                "<",
                "(",
                "[[[[[[[[[[",
                "3<3<3<",
                "/*",
                "\\",
                "a=",
                "=>",
                "...",
                "@\"",
                "0x",
                "~",
                "|,",
                "\u001b[2J"
            })
    void garbageIsReadInLinearTime(String piece) throws IOException {
        String args = piece.repeat(150_000 / piece.length());
        assertThat(log("connect(3, " + args + ") = 0\n" + "socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3\n")
                        .calls())
                .extracting(TracedCall::name)
                .contains("socket");
    }

    /** Kept logs, with bytes changed, lost and doubled. */
    @ParameterizedTest
    @ValueSource(strings = {"older", "curl-yy-ttt", "python-http-server", "socat-fork", "ssh"})
    void aDamagedLogIsReadAsFarAsItGoes(String name) throws Exception {
        byte[] whole;
        try (var in = TraceLogTest.class.getResourceAsStream("/socklab/strace/" + name + ".log")) {
            whole = in.readAllBytes();
        }
        Random random = new Random(name.hashCode());
        for (int round = 0; round < 12; round++) {
            byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(whole.length / 2));
            for (int i = 0; i < 200; i++) {
                byte[] bytes = "\"[{(<>)}],=\\ 0129-|\u001b\n".getBytes(StandardCharsets.US_ASCII);
                damaged[random.nextInt(damaged.length)] = bytes[random.nextInt(bytes.length)];
            }
            TracedSession session = TracedSession.of(TraceLog.read(new ByteArrayInputStream(damaged)), 1, Set.of());
            for (Event event : session.events()) {
                if (event instanceof Event.Finished f && f.outcome() instanceof Outcome.Returned) {
                    assertThat(socklab.view.ResultView.result(f)).isNotNull();
                }
                assertThat(event.line()).doesNotContain("\u001b", "\n");
            }
        }
    }
}
