package socklab.term;

import java.util.function.BooleanSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C while lines run one by one: it interrupts the call that blocks, which returns EINTR, and the run goes on. When
 * no call blocks it does what it did before: it ends the program.
 */
public final class CallInterruption implements AutoCloseable {
    private static final Signal INTERRUPT = new Signal("INT");

    private final SignalHandler former;

    /**
     * From now on.
     *
     * @param interrupt interrupts the call that blocks; false if none does
     */
    public CallInterruption(BooleanSupplier interrupt) {
        former = Signal.handle(INTERRUPT, signal -> interrupted(signal, interrupt));
        if (former.equals(SignalHandler.SIG_IGN)) {
            Signal.handle(INTERRUPT, former); // the program was started so: nohup
        }
    }

    private void interrupted(Signal signal, BooleanSupplier interrupt) {
        if (!interrupt.getAsBoolean()) {
            former.handle(signal);
        }
    }

    @Override
    public void close() {
        Signal.handle(INTERRUPT, former);
    }
}
