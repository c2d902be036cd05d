package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.libc.LibcKernel;
import socklab.session.Journal;
import socklab.shell.TestShell;

/** Frames that are released keep their order, however long the release takes. */
class CableReleaseTest {
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    /** What happens just before the next frame is recorded. */
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    private Wire lay() {
        try {
            return Wire.lay(new LibcKernel(), List.of("a", "b"), new Journal(), () -> {
                meanwhile.getAndSet(() -> {}).run();
                return "";
            });
        } catch (UnsupportedEnvironment e) {
            return abort(e.getMessage());
        }
    }

    /**
     * The last frame that waits has left the hand, but has not been sent. A later frame must not overtake it: when two
     * SYNs cross, the answer to the first would come before the second, which would then get no answer.
     */
    @Test
    void aFrameThatComesDuringTheReleaseDoesNotOvertakeTheLastOne() {
        try (Wire wire = lay();
                TestShell shell = new TestShell()) {
            shell.shell().session().wire(wire.hosts(), () -> {}, List::of);
            shell.run("in = a.open udp", "in.bind 9000", "out = b.open udp");
            wire.cable().hold();
            shell.run("out.sendto a 9000 first");
            await(() -> wire.cable().held().size() == 1, Long.MAX_VALUE);
            meanwhile.set(() -> {
                shell.run("out.sendto a 9000 second");
                await(() -> wire.log().find(false, 2).isPresent(), LONGEST_PAUSE_NANOS);
            });
            wire.cable().release();
            assertThat(shell.run("in.recvfrom 100")).startsWith("\"first\"");
            assertThat(shell.run("in.recvfrom 100")).startsWith("\"second\"");
        }
    }

    /** Waits for something; not longer than a time, in which it would have happened. */
    private static void await(BooleanSupplier happened, long nanos) {
        long start = System.nanoTime();
        while (!happened.getAsBoolean() && System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
