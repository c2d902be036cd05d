package socklab.kernel.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;
import socklab.kernel.Host;
import socklab.kernel.Kernel;
import socklab.kernel.OpenDescriptors;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.libc.LibcKernel;
import socklab.kernel.nio.NioKernel;

/** Hosts as both kernels open them. They need CAP_SYS_ADMIN: root, or a JVM that was started by unshare. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has network namespaces")
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkNamespaceTest {
    private static final int FIXED_PORT = 12345;
    private static final SocketAddress LOOPBACK = new SocketAddress.Inet4(0x7f000001, FIXED_PORT);
    private static final SocketAddress LOOPBACK6 = new SocketAddress.Inet6(0, 1, FIXED_PORT, 0, 0);

    static Stream<Supplier<Kernel>> kernels() {
        return Stream.of(LibcKernel::new, NioKernel::new);
    }

    private static Host open(Kernel kernel) {
        try {
            return kernel.openHost("host-test", Host.Rights.USER);
        } catch (UnsupportedEnvironment e) {
            return abort(e.getMessage());
        }
    }

    /** Runs calls on a thread of the kernel's network, until that thread has ended. */
    private static <T> T inNetwork(Kernel kernel, Function<Caller, T> calls) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().unstarted(() -> {
            try (Caller caller = kernel.caller()) {
                result.complete(calls.apply(caller));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        kernel.start(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result.join();
    }

    /** Runs one call in the kernel's network. */
    private static Outcome callInNetwork(Kernel kernel, Function<Caller, Outcome> call) {
        return inNetwork(kernel, call);
    }

    private static Outcome call(Caller caller, Call call, Arg... args) {
        return caller.invoke(new Invocation(call, List.of(args)));
    }

    private static Arg number(int value) {
        return new Arg.Num(value);
    }

    private static int socket(Caller caller, Const domain, Const type) {
        Outcome outcome = call(caller, Call.SOCKET, number(domain.value()), number(type.value()), number(0));
        return (int) ((Outcome.Returned) outcome).value();
    }

    private static Outcome bindNew(Caller caller, SocketAddress address) {
        int fd = socket(caller, address.family(), Const.SOCK_STREAM);
        Outcome bound = call(caller, Call.BIND, number(fd), new Arg.Address(address));
        call(caller, Call.CLOSE, number(fd));
        return bound;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void twoHostsBindTheSamePort(Supplier<Kernel> supplier) {
        Kernel kernel = supplier.get();
        try (Host a = open(kernel);
                Host b = open(kernel)) {
            for (SocketAddress address : List.of(LOOPBACK, LOOPBACK6)) {
                int inA = inNetwork(a.kernel(), caller -> {
                    int fd = socket(caller, address.family(), Const.SOCK_STREAM);
                    assertThat(call(caller, Call.BIND, number(fd), new Arg.Address(address)))
                            .isInstanceOf(Outcome.Returned.class);
                    assertThat(call(caller, Call.LISTEN, number(fd), number(1))).isInstanceOf(Outcome.Returned.class);
                    return fd;
                });
                assertThat(callInNetwork(b.kernel(), caller -> bindNew(caller, address)))
                        .as("another host has its own ports")
                        .isInstanceOf(Outcome.Returned.class);
                assertThat(callInNetwork(a.kernel(), caller -> bindNew(caller, address)))
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class, f -> assertThat(f.errno()).isEqualTo(Errno.EADDRINUSE));
                assertThat(a.kernel().observe(inA).flatMap(s -> s.state())).contains("LISTEN");
                inNetwork(a.kernel(), caller -> call(caller, Call.CLOSE, number(inA)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void nothingButLoopbackIsReachable(Supplier<Kernel> supplier) {
        try (Host host = open(supplier.get())) {
            Outcome outcome = inNetwork(host.kernel(), caller -> {
                int fd = socket(caller, Const.AF_INET, Const.SOCK_STREAM);
                Outcome connected = call(
                        caller, Call.CONNECT, number(fd), new Arg.Address(new SocketAddress.Inet4(0x08080808, 53)));
                call(caller, Call.CLOSE, number(fd));
                return connected;
            });
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class, f -> assertThat(f.errno()).isEqualTo(Errno.ENETUNREACH));
        }
    }

    @Test
    void pingSocketsAreAllowed() {
        try (Host host = open(new LibcKernel())) {
            Outcome outcome = inNetwork(host.kernel(), caller -> {
                Outcome ping = call(
                        caller,
                        Call.SOCKET,
                        number(Const.AF_INET.value()),
                        number(Const.SOCK_DGRAM.value()),
                        number(Const.IPPROTO_ICMP.value()));
                if (ping instanceof Outcome.Returned r) {
                    call(caller, Call.CLOSE, number((int) r.value()));
                }
                return ping;
            });
            assertThat(outcome).isInstanceOf(Outcome.Returned.class);
            assertThat(host.kernel().sysctl("net/ipv4/ping_group_range"))
                    .map(range -> range.split("\\s+"))
                    .map(range -> Integer.parseInt(range[0]) <= Integer.parseInt(range[1]))
                    .contains(true);
        }
    }

    @Test
    void tablesAreThoseOfTheHost() {
        Kernel machine = new LibcKernel();
        try (Host host = open(machine)) {
            int fd = inNetwork(host.kernel(), caller -> {
                int made = socket(caller, Const.AF_INET, Const.SOCK_DGRAM);
                call(caller, Call.BIND, number(made), new Arg.Address(new SocketAddress.Inet4(0x7f000001, 0)));
                return made;
            });
            SocketAddress local = inNetwork(host.kernel(), caller -> {
                Outcome name = call(caller, Call.GETSOCKNAME, number(fd), new Arg.AddressSpace(16));
                return ((Out.Name) name.outs().get(1)).address().orElseThrow();
            });
            assertThat(host.kernel().observe(fd).flatMap(s -> s.local())).contains(local);
            assertThat(host.kernel().listeningAddresses(Const.SOCK_DGRAM)).containsExactly(local);
            assertThat(host.kernel().socketTable(Const.SOCK_DGRAM)).hasSize(1);
            assertThat(machine.observe(fd).flatMap(s -> s.local()))
                    .as("the tables of the process do not contain it")
                    .isEmpty();
            inNetwork(host.kernel(), caller -> call(caller, Call.CLOSE, number(fd)));
        }
    }

    @Test
    void blockedCallInHostIsInterrupted() throws InterruptedException {
        try (Host host = open(new LibcKernel())) {
            CompletableFuture<Caller> inCall = new CompletableFuture<>();
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            host.kernel().start(Thread.ofPlatform().unstarted(() -> {
                try (Caller caller = host.kernel().caller()) {
                    int fd = socket(caller, Const.AF_INET, Const.SOCK_DGRAM);
                    call(caller, Call.BIND, number(fd), new Arg.Address(new SocketAddress.Inet4(0x7f000001, 0)));
                    inCall.complete(caller);
                    outcome.complete(call(caller, Call.RECV, number(fd), new Arg.Space(10), number(0)));
                    call(caller, Call.CLOSE, number(fd));
                }
            }));
            Caller caller = inCall.join();
            while (!caller.asleep()) {
                Thread.onSpinWait();
            }
            assertThat(caller.interrupt()).isTrue();
            assertThat(outcome.join())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class, f -> assertThat(f.errno()).isEqualTo(Errno.EINTR));
        }
    }

    @Test
    void hundredHostsLeaveNoThreadNoDescriptorAndNoNamespace() throws Exception {
        Kernel kernel = new LibcKernel();
        open(kernel).close();
        OpenDescriptors descriptors = OpenDescriptors.now();
        for (int i = 0; i < 100; i++) {
            try (Host host = open(kernel)) {
                assertThat(callInNetwork(host.kernel(), caller -> bindNew(caller, LOOPBACK)))
                        .isInstanceOf(Outcome.Returned.class);
                host.kernel().observe(0);
            }
        }
        descriptors.leftNothing();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("host-test");
        while (namespaces() > 1) {
            Thread.onSpinWait(); // a thread of the kernel ends a moment after Java's
        }
    }

    /** The number of network namespaces that threads of this process live in. */
    private static long namespaces() throws Exception {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(NetworkNamespaceTest::namespace)
                    .flatMap(Optional::stream)
                    .distinct()
                    .count();
        }
    }

    private static Optional<String> namespace(Path task) {
        try {
            return Optional.of(Files.readSymbolicLink(task.resolve("ns/net")).toString());
        } catch (java.io.IOException e) {
            return Optional.empty(); // the thread has ended
        }
    }

    @Test
    void closedHostStartsNoThread() {
        Host host = open(new LibcKernel());
        host.close();
        host.close();
        assertThatThrownBy(() -> host.kernel().start(Thread.ofPlatform().unstarted(() -> {})))
                .isInstanceOf(IllegalStateException.class);
    }
}
