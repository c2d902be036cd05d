package socklab.kernel.libc;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import socklab.call.Arg;
import socklab.call.Invocation;
import socklab.call.Out;

/**
 * The arguments of one call as the machine sees them: six registers, and the memory that some point to.
 *
 * <p>A frame is reused from call to call on its thread; memory for large buffers is borrowed for one call
 * and given back by {@link #release}.
 */
final class CallFrame implements AutoCloseable {
    /** What most calls need: an address, an option, a buffer of 2048. A new thread waits until Java has put zeros into it. */
    private static final int USUAL = 4096;

    /** What there is after the first call that needs more: the largest datagram and its sender's address fit. */
    private static final int LARGE = (1 << 16) + 512;

    private final Arena arena = Arena.ofConfined();
    private final Libc.State state = new Libc.State(arena);
    private NativeMemory scratch = NativeMemory.in(arena, USUAL);
    private final long[] registers = new long[Libc.REGISTERS];
    /** What the kernel may write, and for which parameters. */
    private final List<Loaded> outputs = new ArrayList<>();

    private final int[] places = new int[Libc.REGISTERS];
    /** Nothing for each parameter; as a list too, for the calls that write nothing. */
    private Out[] blank = {};

    private List<Out> nothing = List.of();
    private Arena borrowed = arena;
    private int used;
    private int count;
    /** Whether what is laid out would serve the same call again. */
    private boolean lasts;

    /** A value laid out in memory, and how to read what the kernel wrote there. */
    interface Loaded {
        /** A value that only the kernel reads. */
        Loaded INPUT = new Loaded() {
            @Override
            public Out written(long value) {
                return Out.NOTHING;
            }

            @Override
            public Out untouched() {
                return Out.NOTHING;
            }
        };

        /** What the kernel wrote, after the call returned a value of 0 or more. */
        Out written(long value);

        /** What there is to tell after the call failed. */
        Out untouched();

        /** Whether it is as it was before the call once it has been read; if not it has to be laid out anew for another. */
        default boolean lasts() {
            return false;
        }
    }

    /** Where calls leave errno. */
    Libc.State state() {
        return state;
    }

    /** The argument in a register. */
    long register(int index) {
        return registers[index];
    }

    /** Lays out an invocation's values. */
    void load(Invocation invocation) {
        used = 0;
        count = 0;
        lasts = true;
        Arrays.fill(registers, 0);
        outputs.clear();
        List<Arg> args = invocation.args();
        for (int i = 0; i < args.size(); i++) {
            Loaded value = ArgMarshaller.load(args.get(i), this);
            if (value != Loaded.INPUT) {
                places[outputs.size()] = i;
                outputs.add(value);
                lasts &= value.lasts();
            }
        }
        if (blank.length != args.size()) {
            blank = new Out[args.size()];
            Arrays.fill(blank, Out.NOTHING);
            nothing = Arrays.asList(blank);
        }
    }

    /** Lays out an invocation's values as they were when they were laid out last. */
    void again(Invocation invocation) {
        if (!lasts) {
            load(invocation);
        }
    }

    /** Puts a value into the next register. */
    void push(long value) {
        registers[count++] = value;
    }

    /** Memory for this call, all zero. */
    NativeMemory zeroed(long size) {
        return room(size).clear();
    }

    /** Memory for this call; what it holds is undefined. */
    NativeMemory room(long size) {
        int from = (used + 15) & ~15;
        if (size > scratch.size() - from) {
            if (borrowed == arena) {
                borrowed = Arena.ofConfined();
            }
            return NativeMemory.in(borrowed, size);
        }
        used = from + (int) size;
        return scratch.slice(from, (int) size);
    }

    /** What the kernel wrote, for each parameter, after the call returned a value of 0 or more. */
    List<Out> written(long value) {
        if (outputs.isEmpty()) {
            return nothing;
        }
        Out[] outs = blank.clone();
        for (int i = 0; i < outputs.size(); i++) {
            outs[places[i]] = outputs.get(i).written(value);
        }
        return Arrays.asList(outs);
    }

    /** Where memory was offered for each parameter, after the call failed. */
    List<Out> untouched() {
        if (outputs.isEmpty()) {
            return nothing;
        }
        Out[] outs = blank.clone();
        for (int i = 0; i < outputs.size(); i++) {
            outs[places[i]] = outputs.get(i).untouched();
        }
        return Arrays.asList(outs);
    }

    /** Gives borrowed memory back, and has more for the next time. */
    void release() {
        if (borrowed != arena) {
            giveBack();
            if (scratch.size() < LARGE) {
                scratch = NativeMemory.in(arena, LARGE);
            }
        }
    }

    private void giveBack() {
        if (borrowed != arena) {
            borrowed.close();
            borrowed = arena;
            lasts = false;
        }
    }

    @Override
    public void close() {
        giveBack();
        arena.close();
    }
}
