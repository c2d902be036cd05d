package socklab.kernel;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
final class Frame implements AutoCloseable {
    /** What most calls need: an address, an option, a buffer of 2048. A new thread waits until Java has put zeros into it. */
    private static final int USUAL = 4096;

    /** What there is after the first call that needs more: the largest datagram and its sender's address fit. */
    private static final int LARGE = (1 << 16) + 512;

    private final Arena arena = Arena.ofConfined();
    private final Libc.State state = new Libc.State(arena);
    private Memory scratch = Memory.in(arena, USUAL);
    private final long[] registers = new long[Libc.REGISTERS];
    private final List<Loaded> loaded = new ArrayList<>();
    private final List<Loaded> outputs = new ArrayList<>();
    private List<Out> nothing = List.of();
    private Arena borrowed = arena;
    private int used;
    private int count;
    private boolean lost;

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

        /** Makes it as it was before the call; returns false if it has to be laid out anew. */
        default boolean again() {
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
        lost = false;
        Arrays.fill(registers, 0);
        loaded.clear();
        outputs.clear();
        List<Arg> args = invocation.args();
        for (int i = 0; i < args.size(); i++) {
            Loaded value = Marshal.load(args.get(i), this);
            loaded.add(value);
            if (value != Loaded.INPUT) {
                outputs.add(value);
            }
        }
        nothing = Collections.nCopies(loaded.size(), Out.NOTHING);
    }

    /** Lays out an invocation's values as they were when they were laid out last. */
    void again(Invocation invocation) {
        boolean same = !lost;
        for (int i = 0; same && i < outputs.size(); i++) {
            same = outputs.get(i).again();
        }
        if (!same) {
            load(invocation);
        }
    }

    /** Puts a value into the next register. */
    void push(long value) {
        registers[count++] = value;
    }

    /** Memory for this call, all zero. */
    Memory zeroed(long size) {
        return room(size).clear();
    }

    /** Memory for this call; what it holds is undefined. */
    Memory room(long size) {
        int from = (used + 15) & ~15;
        if (size > scratch.size() - from) {
            if (borrowed == arena) {
                borrowed = Arena.ofConfined();
            }
            return Memory.in(borrowed, size);
        }
        used = from + (int) size;
        return scratch.slice(from, (int) size);
    }

    /** What the kernel wrote, for each parameter, after the call returned a value of 0 or more. */
    List<Out> written(long value) {
        if (outputs.isEmpty()) {
            return nothing;
        }
        Out[] outs = new Out[loaded.size()];
        for (int i = 0; i < outs.length; i++) {
            Loaded one = loaded.get(i);
            // most are inputs, and a /repeat would go through the interface for each of them
            outs[i] = one == Loaded.INPUT ? Out.NOTHING : one.written(value);
        }
        return Arrays.asList(outs);
    }

    /** Where memory was offered for each parameter, after the call failed. */
    List<Out> untouched() {
        List<Out> outs = new ArrayList<>(loaded.size());
        for (int i = 0; i < loaded.size(); i++) {
            outs.add(loaded.get(i).untouched());
        }
        return outs;
    }

    /** Gives borrowed memory back, and has more for the next time. */
    void release() {
        if (borrowed != arena) {
            giveBack();
            if (scratch.size() < LARGE) {
                scratch = Memory.in(arena, LARGE);
            }
        }
    }

    private void giveBack() {
        if (borrowed != arena) {
            borrowed.close();
            borrowed = arena;
            lost = true;
        }
    }

    @Override
    public void close() {
        giveBack();
        arena.close();
    }
}
