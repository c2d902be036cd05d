package socklab.kernel.libc;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import socklab.call.Arg;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;

/**
 * The arguments of one call: six registers, and the memory that some of them point to.
 *
 * <p>A thread reuses its frame from call to call. Memory for large buffers is allocated for one call and freed by
 * {@link #release}.
 */
final class CallFrame implements AutoCloseable {
    /** Enough for most calls: an address, an option, a buffer of 2048 bytes. */
    private static final int INITIAL_SIZE = 4096;

    /** The size after the first call that needs more: the largest datagram and its sender's address fit. */
    private static final int LARGE_SIZE = (1 << 16) + 512;

    private final Arena arena = Arena.ofConfined();
    private final Libc.State state = new Libc.State(arena);
    private NativeMemory scratch = NativeMemory.in(arena, INITIAL_SIZE);
    private final long[] registers = new long[Libc.REGISTERS];
    /** The arguments that the kernel may write to. */
    private final List<Loaded> outputs = new ArrayList<>();

    /** The index of each output among the parameters. */
    private final int[] outputIndexes = new int[Libc.REGISTERS];
    /** {@link Out#NOTHING} for each parameter. */
    private Out[] blank = {};

    private List<Out> nothing = List.of();
    /** The arena of this call's large buffers; {@code arena} if there are none. */
    private Arena callArena = arena;

    private int used;
    private int count;
    /** Whether the same call can be made again without a new {@link #load}. */
    private boolean reusable;

    /** An argument in memory, and how to read what the kernel wrote there. */
    interface Loaded {
        /** An argument that the kernel only reads. */
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

        /** The output after the call returned a value of 0 or more. */
        Out written(long value);

        /** The output after the call failed. */
        Out untouched();

        /** Whether reading it restores the state before the call. */
        default boolean reusable() {
            return false;
        }
    }

    /** Where calls leave errno. */
    Libc.State state() {
        return state;
    }

    /** The value of a register. */
    long register(int index) {
        return registers[index];
    }

    /** Lays out the arguments of an invocation. */
    void load(Invocation invocation) {
        used = 0;
        count = 0;
        reusable = true;
        Arrays.fill(registers, 0);
        outputs.clear();
        List<Arg> args = invocation.args();
        for (int i = 0; i < args.size(); i++) {
            Loaded value = ArgMarshaller.load(args.get(i), this);
            if (value != Loaded.INPUT) {
                outputIndexes[outputs.size()] = i;
                outputs.add(value);
                reusable &= value.reusable();
            }
        }
        if (blank.length != args.size()) {
            blank = new Out[args.size()];
            Arrays.fill(blank, Out.NOTHING);
            nothing = Arrays.asList(blank);
        }
    }

    /** Makes the frame ready for the invocation that it was loaded with last. */
    void reload(Invocation invocation) {
        if (!reusable) {
            load(invocation);
        }
    }

    /** Stores a value in the next register. */
    void push(long value) {
        registers[count++] = value;
    }

    /** Allocates zeroed memory for this call. */
    NativeMemory zeroed(long size) {
        return allocate(size).clear();
    }

    /** Allocates memory for this call; its content is undefined. */
    NativeMemory allocate(long size) {
        int from = (used + 15) & ~15;
        if (size > scratch.size() - from) {
            if (callArena == arena) {
                callArena = Arena.ofConfined();
            }
            return NativeMemory.in(callArena, size);
        }
        used = from + (int) size;
        return scratch.slice(from, (int) size);
    }

    /** The outputs, one for each parameter, after the call returned a value of 0 or more. */
    List<Out> written(long value) {
        if (outputs.isEmpty()) {
            return nothing;
        }
        Out[] outs = blank.clone();
        for (int i = 0; i < outputs.size(); i++) {
            outs[outputIndexes[i]] = outputs.get(i).written(value);
        }
        return Arrays.asList(outs);
    }

    /** The outputs, one for each parameter, after the call failed. */
    List<Out> untouched() {
        if (outputs.isEmpty()) {
            return nothing;
        }
        Out[] outs = blank.clone();
        for (int i = 0; i < outputs.size(); i++) {
            outs[outputIndexes[i]] = outputs.get(i).untouched();
        }
        return Arrays.asList(outs);
    }

    /** Frees the large buffers of this call, and enlarges the frame for the next one. */
    void release() {
        if (callArena != arena) {
            freeCallArena();
            if (scratch.size() < LARGE_SIZE) {
                scratch = NativeMemory.in(arena, LARGE_SIZE);
            }
        }
    }

    private void freeCallArena() {
        if (callArena != arena) {
            callArena.close();
            callArena = arena;
            reusable = false;
        }
    }

    @Override
    public void close() {
        freeCallArena();
        arena.close();
    }
}
