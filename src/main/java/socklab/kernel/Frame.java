package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.SocketOption;

/**
 * The arguments of one call as the machine sees them: six registers, and the memory that some point to.
 *
 * <p>A frame is reused from call to call on its thread; memory for large buffers is borrowed for one call
 * and given back by {@link #release}.
 */
final class Frame implements AutoCloseable {
    /** What most calls need: an address, an option, a small buffer. */
    private static final int SCRATCH = 1 << 16;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment scratch = arena.allocate(SCRATCH, 16);
    private final long[] registers = new long[Libc.REGISTERS];
    /** For each parameter, the memory that it points to; the frame's own scratch where it points to none. */
    private final MemorySegment[] memory = new MemorySegment[Libc.REGISTERS];
    private Arena borrowed = arena;
    private int used;
    private int count;

    /** The argument in a register. */
    long register(int index) {
        return registers[index];
    }

    /** Lays out an invocation's values. */
    void load(Invocation invocation) {
        used = 0;
        count = 0;
        Arrays.fill(registers, 0);
        List<Arg> args = invocation.args();
        for (int i = 0; i < args.size(); i++) {
            memory[i] = scratch;
            load(i, args.get(i));
        }
    }

    private void load(int index, Arg arg) {
        switch (arg) {
            case Arg.Num a -> push(a.value());
            case Arg.Address a -> {
                MemorySegment m = zeroed(index, Sockaddr.MAX);
                int length = Sockaddr.write(a.address(), m);
                push(m.address());
                push(length);
            }
            case Arg.AddressSpace a -> {
                MemorySegment m = room(index, Sockaddr.MAX + 16);
                m.set(JAVA_INT, Sockaddr.MAX, a.length());
                push(m.address());
                push(m.address() + Sockaddr.MAX);
            }
            case Arg.Payload a -> {
                MemorySegment m = room(index, a.data().length());
                MemorySegment.copy(a.data().toArray(), 0, m, JAVA_BYTE, 0, a.data().length());
                push(m.address());
                push(a.data().length());
            }
            case Arg.Space a -> {
                push(room(index, a.length()).address());
                push(a.length());
            }
            case Arg.SetOption a -> {
                MemorySegment m = zeroed(index, SocketOption.Kind.TCP_INFO.size());
                int length = OptionCodec.write(a.value(), a.option(), m);
                pushOption(a.level().value(), a.option().number(), m);
                push(length);
            }
            case Arg.GetOption a -> {
                int size = a.option().kind().size();
                MemorySegment m = zeroed(index, size + 16);
                long lengthAt = (size + 7) & ~7;
                m.set(JAVA_INT, lengthAt, size);
                pushOption(a.level().value(), a.option().number(), m);
                push(m.address() + lengthAt);
            }
        }
    }

    private void pushOption(int level, int number, MemorySegment value) {
        push(level);
        push(number);
        push(value.address());
    }

    private void push(long value) {
        registers[count++] = value;
    }

    private MemorySegment zeroed(int index, int size) {
        return room(index, size).fill((byte) 0);
    }

    private MemorySegment room(int index, int size) {
        int from = (used + 15) & ~15;
        if (size > SCRATCH - from) {
            if (borrowed == arena) {
                borrowed = Arena.ofConfined();
            }
            return memory[index] = borrowed.allocate(Math.max(size, 1), 16);
        }
        used = from + size;
        return memory[index] = scratch.asSlice(from, size);
    }

    /** What the kernel wrote, for each parameter, after the call returned a value of 0 or more. */
    List<Out> written(Invocation invocation, long value) {
        List<Out> outs = new ArrayList<>(invocation.args().size());
        for (int i = 0; i < invocation.args().size(); i++) {
            MemorySegment m = memory[i];
            outs.add(switch (invocation.args().get(i)) {
                case Arg.Num _, Arg.Address _, Arg.Payload _, Arg.SetOption _ -> Out.NOTHING;
                case Arg.AddressSpace a -> {
                    int length = m.get(JAVA_INT, Sockaddr.MAX);
                    yield new Out.Name(Sockaddr.read(m, Math.min(length, a.length())), length, m.address());
                }
                // with MSG_TRUNC the value is the datagram's length, which may exceed the room
                case Arg.Space a -> new Out.Data(Bytes.of(m.asSlice(0, Math.min(value, a.length())).toArray(JAVA_BYTE)));
                case Arg.GetOption a -> option(a, m);
            });
        }
        return outs;
    }

    private static Out option(Arg.GetOption arg, MemorySegment m) {
        int length = m.get(JAVA_INT, (arg.option().kind().size() + 7) & ~7);
        Bytes raw = Bytes.of(m.asSlice(0, length).toArray(JAVA_BYTE));
        return new Out.Value(OptionCodec.read(arg.option(), m, length), raw, length, m.address());
    }

    /** Where memory was offered for each parameter, after the call failed. */
    List<Out> untouched(Invocation invocation) {
        List<Out> outs = new ArrayList<>(invocation.args().size());
        for (int i = 0; i < invocation.args().size(); i++) {
            outs.add(switch (invocation.args().get(i)) {
                case Arg.Num _, Arg.Address _, Arg.Payload _, Arg.SetOption _ -> Out.NOTHING;
                case Arg.AddressSpace _, Arg.Space _, Arg.GetOption _ -> new Out.Untouched(memory[i].address());
            });
        }
        return outs;
    }

    /** Gives borrowed memory back. */
    void release() {
        if (borrowed != arena) {
            borrowed.close();
            borrowed = arena;
        }
    }

    @Override
    public void close() {
        release();
        arena.close();
    }
}
