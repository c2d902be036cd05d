package socklab.lab.strace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A system call of a log.
 *
 * @param process the process or thread that made it; 0 for the first one where the log does not tell its number
 * @param at when it was made, in nanoseconds from the log's beginning
 * @param nanos how long it took
 * @param first the line on which it began
 * @param last the line on which it returned; the greatest number if it did not
 * @param text the call as strace printed it, without process and times
 */
record TracedCall(
        int process,
        long at,
        long nanos,
        int first,
        int last,
        String name,
        List<StraceValue.Field> args,
        Return result,
        String text) {

    /** The line of a return that never came. */
    static final int NEVER = Integer.MAX_VALUE;

    /**
     * What a call returned.
     *
     * @param value the value; none where strace prints {@code ?}
     * @param error the errno's name
     * @param note what strace says of it in brackets
     * @param descriptor what a descriptor returned refers to (-y)
     */
    record Return(OptionalLong value, Optional<String> error, String note, Optional<String> descriptor) {
        static final Return NONE = new Return(OptionalLong.empty(), Optional.empty(), "", Optional.empty());
    }

    boolean returned() {
        return last != NEVER;
    }

    /** An argument, from 0. */
    StraceValue arg(int index) throws UnreadableCall {
        if (index >= args.size()) {
            throw new UnreadableCall("too few arguments");
        }
        return args.get(index).value();
    }

    /** Its first argument, if that is a number: most calls are made on a descriptor. */
    Optional<StraceValue.Number> descriptor() {
        return !args.isEmpty() && args.getFirst().value() instanceof StraceValue.Number n && n.value() >= 0
                ? Optional.of(n)
                : Optional.empty();
    }
}
