package socklab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import socklab.kernel.nio.NioKernel;
import socklab.text.Message;

final class LazyKernelTest {

    @Test
    void itIsMadeOnceHoweverOftenItIsAskedFor() {
        AtomicInteger made = new AtomicInteger();
        LazyKernel kernel = new LazyKernel(() -> {
            made.incrementAndGet();
            return new NioKernel();
        });
        kernel.prepareTables();
        kernel.prepare();

        assertThat(kernel.implementation()).isEqualTo(Kernel.Implementation.NIO);
        assertThat(kernel.implementation()).isEqualTo(Kernel.Implementation.NIO);
        assertThat(made).hasValue(1);
    }

    @Test
    void whoeverIsInterruptedMeanwhileHasItAllTheSame() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        LazyKernel kernel = new LazyKernel(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new NioKernel();
        });
        AtomicInteger result = new AtomicInteger();
        Thread waiting = Thread.ofPlatform().start(() -> {
            kernel.implementation();
            result.set(Thread.currentThread().isInterrupted() ? 1 : 2);
        });
        waiting.interrupt();
        go.countDown();
        waiting.join();

        assertThat(result).as("it is told afterwards").hasValue(1);
    }

    @Test
    void whatKeepsItFromBeingMadeIsThrownAtWhoeverNeedsIt() {
        LazyKernel kernel = new LazyKernel(() -> {
            throw new UnsupportedEnvironment(Message.of("cannot.libc", "Plan 9"));
        });
        kernel.prepareTables();

        assertThatThrownBy(kernel::implementation).isInstanceOf(UnsupportedEnvironment.class);
        assertThatThrownBy(kernel::caller).isInstanceOf(UnsupportedEnvironment.class);
    }
}
