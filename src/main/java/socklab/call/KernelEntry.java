package socklab.call;

/**
 * How C's library enters the kernel for a call, on x86-64: {@code sendto(…, NULL, 0)} for {@code send}.
 *
 * <p>Source: strace of glibc.
 *
 * @param name the name of the system call
 * @param tail what the library passes after the parameters, as strace prints it
 */
public record KernelEntry(String name, String tail) {

    static KernelEntry of(Call call) {
        if (passesNoAddress(call)) {
            return call.result() == Result.SENT
                    ? new KernelEntry(call.function() + "to", ", NULL, 0")
                    : new KernelEntry(call.function() + "from", ", NULL, NULL");
        }
        boolean masked = call.params().getLast() instanceof Param.SignalMask;
        if (takesSets(call)) {
            return masked
                    ? new KernelEntry(call.function() + "6", "")
                    : new KernelEntry("p" + call.function() + "6", ", NULL");
        }
        return new KernelEntry(call.function(), masked ? ", 8" : ""); // the size of the mask
    }

    /** {@code select} is {@code pselect6} without a signal mask. */
    private static boolean takesSets(Call call) {
        return call.params().getFirst() instanceof Param.SelectSets;
    }

    /** {@code send} and {@code recv} are {@code sendto} and {@code recvfrom} without an address. */
    private static boolean passesNoAddress(Call call) {
        return call.params().size() == 3
                && call.params().getLast() instanceof Param.Flags
                && (call.params().get(1) instanceof Param.Data || call.params().get(1) instanceof Param.Buffer);
    }
}
