package socklab.kernel.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.Caller;
import socklab.kernel.Kernel;

/** What the portable kernel does on every system: who waits, who is woken, what is told. */
class NioKernelTest {
    private static final long MOST_SECONDS = 30;
    private static final int LOOPBACK = 0x7f000001;

    private final NioKernel kernel = new NioKernel();
    private final Caller caller = kernel.caller();

    @AfterEach
    void close() {
        for (int fd = 3; kernel.openDescriptors().orElseThrow() > 0; fd++) {
            call(Call.CLOSE, num(fd));
        }
        caller.close();
    }

    private static Arg num(int value) {
        return new Arg.Num(value);
    }

    private Outcome call(Call call, Arg... args) {
        return caller.invoke(new Invocation(call, List.of(args)));
    }

    private Outcome.Returned returned(Call call, Arg... args) {
        return (Outcome.Returned) call(call, args);
    }

    private int open(Const domain, Const type) {
        return (int) returned(Call.SOCKET, num(domain.value()), num(type.value()), num(0))
                .value();
    }

    private SocketAddress bound(int fd) {
        returned(Call.BIND, num(fd), new Arg.Address(new SocketAddress.Inet4(LOOPBACK, 0)));
        return name(fd);
    }

    private SocketAddress name(int fd) {
        return Out.address(returned(Call.GETSOCKNAME, num(fd), new Arg.AddressSpace(28))
                        .outs())
                .orElseThrow();
    }

    /** A call on a thread of its own, and the caller by which it is made. */
    private record Blocked(Caller caller, CompletableFuture<Outcome> outcome) {
        Outcome end() throws Exception {
            return outcome.get(MOST_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Blocked blocked(Call call, Arg... args) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        AtomicReference<Caller> own = new AtomicReference<>();
        Thread.ofPlatform().daemon().start(() -> {
            try (Caller made = kernel.caller()) {
                own.set(made);
                outcome.complete(made.invoke(new Invocation(call, List.of(args))));
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        await(() -> own.get() != null && (own.get().asleep() || outcome.isDone()));
        return new Blocked(own.get(), outcome);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static Errno errno(Outcome outcome) {
        return ((Outcome.Failed) outcome).errno();
    }

    @Test
    void aBlockedCallIsInterruptedAndItsSocketLivesOn() throws Exception {
        int fd = open(Const.AF_INET, Const.SOCK_DGRAM);
        SocketAddress address = bound(fd);
        Blocked receive = blocked(Call.RECV, num(fd), new Arg.Space(100), num(0));
        assertThat(receive.caller().inFlightSince()).isPresent();
        assertThat(receive.caller().interrupt()).isTrue();
        assertThat(errno(receive.end())).isEqualTo(Errno.EINTR);

        returned(Call.SENDTO, num(fd), new Arg.Payload(Bytes.utf8("hello")), num(0), new Arg.Address(address));
        assertThat(Out.data(
                        returned(Call.RECV, num(fd), new Arg.Space(100), num(0)).outs()))
                .contains(Bytes.utf8("hello"));
    }

    @Test
    void acceptConnectAndPollAreInterruptedToo() throws Exception {
        int listener = open(Const.AF_INET, Const.SOCK_STREAM);
        bound(listener);
        returned(Call.LISTEN, num(listener), num(5));
        Blocked accept = blocked(Call.ACCEPT, num(listener), new Arg.AddressSpace(16));
        accept.caller().interrupt();
        assertThat(errno(accept.end())).isEqualTo(Errno.EINTR);
        Blocked poll = blocked(
                Call.POLL,
                new Arg.PollSet(List.of(new Arg.Watched("l", listener, Const.POLLIN.value()))),
                new Arg.Millis(-1));
        poll.caller().interrupt();
        assertThat(errno(poll.end())).isEqualTo(Errno.EINTR);
    }

    @Test
    void closeLeavesAloneWhoBlocksOnTheSocket() throws Exception {
        int fd = open(Const.AF_INET, Const.SOCK_DGRAM);
        SocketAddress address = bound(fd);
        Blocked receive = blocked(Call.RECV, num(fd), new Arg.Space(100), num(0));
        returned(Call.CLOSE, num(fd));
        assertThat(receive.outcome().isDone()).isFalse();

        int client = open(Const.AF_INET, Const.SOCK_DGRAM);
        returned(Call.SENDTO, num(client), new Arg.Payload(Bytes.utf8("hello")), num(0), new Arg.Address(address));
        assertThat(Out.data(((Outcome.Returned) receive.end()).outs())).contains(Bytes.utf8("hello"));
        int again = open(Const.AF_INET, Const.SOCK_DGRAM);
        assertThat(call(Call.BIND, num(again), new Arg.Address(address)))
                .as("the port is free with the last call")
                .isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void whoWaitsLongestIsServedFirst() throws Exception {
        int fd = open(Const.AF_INET, Const.SOCK_DGRAM);
        SocketAddress address = bound(fd);
        Blocked first = blocked(Call.RECV, num(fd), new Arg.Space(100), num(0));
        Blocked second = blocked(Call.RECV, num(fd), new Arg.Space(100), num(0));
        for (String text : List.of("one", "two")) {
            returned(Call.SENDTO, num(fd), new Arg.Payload(Bytes.utf8(text)), num(0), new Arg.Address(address));
        }
        assertThat(Out.data(((Outcome.Returned) first.end()).outs())).contains(Bytes.utf8("one"));
        assertThat(Out.data(((Outcome.Returned) second.end()).outs())).contains(Bytes.utf8("two"));
    }

    @Test
    void bindReportsAPortThatIsTakenBeforeAnybodyListens() {
        int first = open(Const.AF_INET, Const.SOCK_STREAM);
        SocketAddress address = bound(first);
        int second = open(Const.AF_INET, Const.SOCK_STREAM);
        assertThat(errno(call(Call.BIND, num(second), new Arg.Address(address))))
                .isEqualTo(Errno.EADDRINUSE);
        assertThat(errno(call(Call.CONNECT, num(second), new Arg.Address(address))))
                .as("bound, and not listening")
                .isEqualTo(Errno.ECONNREFUSED);
        returned(Call.LISTEN, num(first), num(1));
        assertThat(name(first)).isEqualTo(address);
        assertThat(call(Call.CONNECT, num(second), new Arg.Address(address)))
                .as("a socket whose connection failed is used again")
                .isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void aSocketIsOfTheFamilyThatWasAskedFor() throws IOException {
        int four = open(Const.AF_INET, Const.SOCK_DGRAM);
        returned(Call.BIND, num(four), new Arg.Address(new SocketAddress.Inet4(0, 0)));
        assertThat(name(four)).isInstanceOf(SocketAddress.Inet4.class);
        Path table = Path.of("/proc/net/udp6");
        assumeTrue(Files.exists(table), "only Linux tells from outside");
        String port = String.format(":%04X", ((SocketAddress.Inet4) name(four)).port());
        assertThat(Files.readString(Path.of("/proc/net/udp"))).contains("00000000" + port);
        assertThat(Files.readString(table)).doesNotContain("00000000" + port);
    }

    @Test
    void aGroupIsJoinedAndLeftOnce() throws IOException {
        NetworkInterface via = NetworkInterface.networkInterfaces()
                .filter(NioKernelTest::multicast)
                .findFirst()
                .orElse(null);
        assumeTrue(via != null, "no interface for multicast here");
        int fd = open(Const.AF_INET, Const.SOCK_DGRAM);
        SocketAddress.Inet4 own = NetworkInterfaces.address(via).orElseThrow();
        OptionValue group = new OptionValue.Group4(new SocketAddress.Inet4(0xefff0001, 0), own);
        Arg.SetOption join = new Arg.SetOption(Const.SOL_IP, SocketOption.IP_ADD_MEMBERSHIP, group);
        Arg.SetOption leave = new Arg.SetOption(Const.SOL_IP, SocketOption.IP_DROP_MEMBERSHIP, group);
        assertThat(errno(call(Call.SETSOCKOPT, num(fd), leave))).isEqualTo(Errno.EADDRNOTAVAIL);
        returned(Call.SETSOCKOPT, num(fd), join);
        assertThat(errno(call(Call.SETSOCKOPT, num(fd), join))).isEqualTo(Errno.EADDRINUSE);
        returned(Call.SETSOCKOPT, num(fd), leave);
        OptionValue named = new OptionValue.Group4n(new SocketAddress.Inet4(0xefff0001, 0), via.getIndex());
        returned(Call.SETSOCKOPT, num(fd), new Arg.SetOption(Const.SOL_IP, SocketOption.IP_ADD_MEMBERSHIP, named));
        assertThat(errno(call(Call.SETSOCKOPT, num(fd), join)))
                .as("the same interface")
                .isEqualTo(Errno.EADDRINUSE);
    }

    private static boolean multicast(NetworkInterface i) {
        try {
            return i.isUp()
                    && i.supportsMulticast()
                    && !i.isLoopback()
                    && NetworkInterfaces.address(i).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void namesThatNobodyHasAreUnknown() {
        assertThat(kernel.resolve("no.such.name.invalid", Const.AF_INET))
                .isEqualTo(new Kernel.Resolution.NotFound("EAI_NONAME", "Name or service not known"));
        assertThat(kernel.resolve("localhost", Const.AF_INET))
                .isEqualTo(new Kernel.Resolution.Found(List.of(new SocketAddress.Inet4(LOOPBACK, 0))));
    }

    @Test
    void whatJavaCannotDoIsSaidWithWhatWould() {
        Outcome outcome = call(
                Call.SOCKETPAIR,
                num(Const.AF_UNIX.value()),
                num(Const.SOCK_STREAM.value()),
                num(0),
                new Arg.PairSpace());
        assertThat(((Outcome.Unsupported) outcome).why()).contains("bind, listen, connect and accept", "--kernel libc");
        assertThat(errno(call(Call.LISTEN, num(999), num(1)))).isEqualTo(Errno.EBADF);
        assertThat(Optional.of(kernel.openDescriptors())).isPresent();
    }
}
