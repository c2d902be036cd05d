package socklab.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A thread comes and goes, others look into it. */
class CallGuardTest {
    private final CallGuard guard = new CallGuard();

    @Test
    void nothingIsDoneOutside() {
        assertThat(guard.inside()).isFalse();
        assertThat(guard.whileInside(() -> {})).isFalse();
        assertThat(guard.signalUntilLeft(1, 1, () -> {
                    throw new AssertionError("nobody is there to be disturbed");
                }))
                .isTrue();
        guard.enter();
        guard.leave();
        assertThat(guard.whileInside(() -> {})).isFalse();
    }

    @Test
    void itsEndWaitsForWhoLooks() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch looking = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        Thread thread = Thread.ofPlatform().start(() -> {
            guard.enter();
            begun.countDown();
            await(looking);
            guard.leave();
            over.set(true);
        });
        await(begun);
        assertThat(guard.whileInside(() -> {
                    looking.countDown();
                    while (thread.getState() != Thread.State.BLOCKED) {
                        assertThat(over).isFalse();
                        Thread.onSpinWait();
                    }
                }))
                .isTrue();
        thread.join();
        assertThat(guard.inside()).isFalse();
    }

    @Test
    void itIsDisturbedUntilItEnds() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger nudges = new AtomicInteger();
        Thread thread = Thread.ofPlatform().start(() -> {
            guard.enter();
            begun.countDown();
            while (nudges.get() < 3) {
                Thread.onSpinWait();
            }
            guard.leave();
        });
        await(begun);
        assertThat(guard.signalUntilLeft(2, 1, nudges::incrementAndGet))
                .as("it takes a third")
                .isFalse();
        assertThat(guard.signalUntilLeft(1000, 60_000, nudges::incrementAndGet)).isTrue();
        thread.join();
        assertThat(nudges).hasValue(3);
    }

    @Test
    void noneIsMissedHoweverOftenItIsLookedInto() throws InterruptedException {
        AtomicBoolean inside = new AtomicBoolean();
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicBoolean wrong = new AtomicBoolean();
        Thread thread = Thread.ofPlatform().start(() -> {
            while (going.get()) {
                inside.setPlain(true);
                guard.enter();
                guard.leave();
                inside.setPlain(false);
            }
        });
        Runnable looker = () -> {
            for (int i = 0; i < 20_000; i++) {
                guard.whileInside(() -> {
                    for (int j = 0; j < 20; j++) {
                        wrong.compareAndSet(false, !inside.get());
                    }
                });
            }
        };
        Thread other = Thread.ofPlatform().start(looker);
        looker.run();
        other.join();
        going.set(false);
        thread.join();
        assertThat(wrong).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
