package socklab.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.kernel.Kernel;
import socklab.kernel.OpenDescriptors;
import socklab.kernel.libc.LibcKernel;
import socklab.shell.Interpreter;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.TestShell;

/** Many calls blocked at once, many times: none is lost, and nothing is left behind. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StressTest {
    private static final int JOBS = 200;
    /** {@code -Dsocklab.rounds=1000} makes it a long one. */
    private static final int ROUNDS = Integer.getInteger("socklab.rounds", 200);

    private static final int ROUNDS_PER_BENCH = 40; // what a journal keeps holds their events
    private final Kernel kernel = new LibcKernel();

    private static Set<Thread> callThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("call-"))
                .collect(Collectors.toSet());
    }

    private static List<Event.Finished> interrupted(TestShell bench) {
        return bench.finished().stream()
                .filter(f -> f.outcome() instanceof Outcome.Failed e && e.errno() == Errno.EINTR)
                .toList();
    }

    /**
     * Each round: two hundred calls of four kinds on the same few sockets, all asleep in the kernel at once, all
     * interrupted.
     */
    @Test
    void inEachRoundTwoHundredBlockedCallsAreAllInterrupted() {
        OpenDescriptors descriptors = OpenDescriptors.now();
        Set<Thread> threads = callThreads();
        for (int i = 0; i < ROUNDS / ROUNDS_PER_BENCH; i++) {
            try (TestShell bench = new TestShell()) {
                bench.run("/set feedback silent");
                bench.run(
                        "u = open udp",
                        "bind 127.0.0.1 0",
                        "s = open tcp",
                        "bind 127.0.0.1 0",
                        "listen",
                        "a b = socketpair unix");
                List<List<ScriptStep>> calls = Stream.of("u.recv 10", "s.accept", "a.recv 10", "poll u:in s:in b:in")
                        .map(TestShell::steps)
                        .toList();
                for (int r = 0; r < ROUNDS_PER_BENCH; r++) {
                    List<Shell.Running> running = new ArrayList<>();
                    for (int j = 0; j < JOBS; j++) {
                        running.add(bench.shell().start(calls.get(j % calls.size()), new Interpreter.Observer() {}));
                    }
                    running.forEach(one -> assertThat(one.job().settle())
                            .as("over before all slept")
                            .isFalse());
                    running.forEach(one -> one.job().interruptCall());
                    running.forEach(Shell.Running::await);
                }
                assertThat(interrupted(bench)).hasSize(ROUNDS_PER_BENCH * JOBS);
                assertThat(bench.run("a.send still here")).isEqualTo("10 bytes");
                assertThat(bench.run("b.recv 100")).isEqualTo("\"still here\" (10 bytes)");
            }
        }
        assertThat(callThreads()).isEqualTo(threads);
        descriptors.leftNothing();
    }

    /** In every round one call is interrupted, one gets data, and one gets either; one is left to the end. */
    @Test
    void whatIsInterruptedAndWhatGetsDataIsNeverLost() {
        OpenDescriptors descriptors = OpenDescriptors.now();
        Set<Thread> threads = callThreads();
        for (int i = 0; i < 2; i++) {
            try (TestShell bench = new TestShell()) {
                bench.run("/set feedback silent");
                bench.run("u = open udp", "bind 127.0.0.1 0", "c = open udp", "a b = socketpair unix");
                for (int r = 0; r < ROUNDS_PER_BENCH; r++) {
                    assertThat(bench.run("x = u.recv 10 &", "y = b.recv 10 &")).isEqualTo("blocks");
                    bench.run("z = a.recv 10 &");
                    bench.run(r % 2 == 0 ? "/kill x" : "c.sendto $u.local data");
                    assertThat(bench.run("/wait x"))
                            .isEqualTo(r % 2 == 0 ? "EINTR (Interrupted system call)" : "\"data\" (4 bytes)");
                    bench.run("a.send hi");
                    assertThat(bench.run("/wait y")).isEqualTo("\"hi\" (2 bytes)");
                    assertThat(bench.run("/kill z", "/wait z")).isEqualTo("EINTR (Interrupted system call)");
                }
                long started = bench.shell().session().journal().events().stream()
                        .filter(Event.Started.class::isInstance)
                        .count();
                assertThat(bench.finished().stream().filter(f -> f.id().typed()))
                        .hasSize((int) started);
                bench.run("u.recv 10 &"); // left to close()
            }
        }
        assertThat(callThreads()).isEqualTo(threads);
        descriptors.leftNothing();
    }

    /**
     * A name passes from socket to socket while calls on all of them are under way, and threads close what they find.
     */
    @Test
    void socketsNamedAlikeAreClosedWhileInUse() throws InterruptedException {
        OpenDescriptors descriptors = OpenDescriptors.now();
        List<Throwable> bugs = new ArrayList<>();
        try (TestShell bench = new TestShell()) {
            bench.run("/set feedback silent");
            for (int round = 0; round < 25; round++) {
                bench.run(
                        "a = open udp",
                        "bind 127.0.0.1 0",
                        "a.recv 10 &",
                        "a = open udp",
                        "bind 127.0.0.1 0",
                        "a.recv 10 &");
                List<Thread> closers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Thread closer = Thread.ofPlatform().name("closer-" + i).unstarted(() -> {
                        for (Socket socket : bench.shell().session().sockets()) {
                            bench.run("a.close");
                            bench.run(socket.name() + ".recv 10 MSG_DONTWAIT");
                            bench.run(socket.name() + ".close");
                        }
                    });
                    closer.setUncaughtExceptionHandler((_, e) -> {
                        synchronized (bugs) {
                            bugs.add(e);
                        }
                    });
                    closers.add(closer);
                }
                closers.forEach(Thread::start);
                for (Thread closer : closers) {
                    closer.join();
                }
                assertThat(bugs).isEmpty();
                assertThat(bench.shell().session().sockets()).isEmpty();
                assertThat(bench.shell().jobs().background()).hasSize(2);
                bench.shell().jobs().endAll();
            }
            assertThat(bench.finished())
                    .as("a second close of a name reaches the kernel, whose answer is EBADF")
                    .noneMatch(f -> f.invocation().call().function().equals("close")
                            && f.outcome() instanceof Outcome.Failed failed
                            && failed.errno() != Errno.EBADF);
        }
        descriptors.leftNothing();
    }
}
