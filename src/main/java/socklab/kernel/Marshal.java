package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Out;
import socklab.call.SocketOption;
import socklab.kernel.Frame.Loaded;

/** Values to registers and memory, by their kind. */
final class Marshal {
    private static final long NANOS = 1_000_000_000;
    private static final int FD_SET_BYTES = 128;

    private Marshal() {}

    /** Memory that the kernel writes to: how to read it, and where it is if nothing was written. */
    private record Output(MemorySegment memory, LongFunction<Out> reader) implements Loaded {
        @Override
        public Out written(long value) {
            return reader.apply(value);
        }

        @Override
        public Out untouched() {
            return new Out.Untouched(memory.address());
        }
    }

    static Loaded load(Arg arg, Frame frame) {
        return switch (arg) {
            case Arg.Num a -> input(frame, a.value());
            case Arg.Null _ -> input(frame, 0);
            case Arg.Address a -> {
                MemorySegment m = frame.zeroed(Sockaddr.MAX);
                int length = Sockaddr.write(a.address(), m);
                frame.push(m.address());
                yield input(frame, length);
            }
            case Arg.AddressSpace a -> addressSpace(a, frame);
            case Arg.Payload a -> {
                frame.push(bytes(a.data(), frame).address());
                yield input(frame, a.data().length());
            }
            case Arg.Space a -> space(a, frame);
            case Arg.SetOption a -> setOption(a, frame);
            case Arg.GetOption a -> getOption(a, frame);
            case Arg.PairSpace _ -> output(frame, frame.zeroed(8), m -> new Out.Pair(m.get(JAVA_INT, 0), m.get(JAVA_INT, 4)));
            case Arg.Fcntl a -> {
                frame.push(a.command().value());
                yield input(frame, a.value().orElse(0));
            }
            case Arg.Ioctl a -> {
                frame.push(a.request().value());
                yield output(frame, frame.zeroed(8), m -> new Out.Number(m.get(JAVA_INT, 0)));
            }
            case Arg.Message a -> input(frame, MessageMemory.of(a, frame).header().address());
            case Arg.MessageSpace a -> {
                MessageMemory message = MessageMemory.of(a, frame);
                frame.push(message.header().address());
                yield new Output(message.header(), value -> message.read((int) value));
            }
            case Arg.Messages a -> MessageMemory.several(a, frame);
            case Arg.MessagesSpace a -> MessageMemory.several(a, frame);
            case Arg.PollSet a -> pollSet(a, frame);
            case Arg.SelectSets a -> selectSets(a, frame);
            case Arg.Millis a -> input(frame, a.millis());
            case Arg.Timeval a -> time(a.nanos(), 1000, frame);
            case Arg.Timespec a -> time(a.nanos(), 1, frame);
            case Arg.Interest a -> {
                MemorySegment m = frame.zeroed(16);
                m.set(JAVA_INT, 0, a.events());
                m.set(JAVA_LONG.withByteAlignment(4), Structs.offset(Structs.EPOLL_EVENT, "data"), a.fd());
                yield input(frame, m.address());
            }
            case Arg.ReadySpace a -> readySpace(a, frame);
        };
    }

    private static Loaded input(Frame frame, long register) {
        frame.push(register);
        return Loaded.INPUT;
    }

    private static Loaded output(Frame frame, MemorySegment memory, Function<MemorySegment, Out> reader) {
        frame.push(memory.address());
        return new Output(memory, _ -> reader.apply(memory));
    }

    /** Bytes in memory. */
    static MemorySegment bytes(Bytes data, Frame frame) {
        MemorySegment m = frame.room(data.length());
        data.copyTo(m);
        return m;
    }

    private static Loaded addressSpace(Arg.AddressSpace a, Frame frame) {
        MemorySegment m = frame.room(Sockaddr.MAX + 16);
        m.set(JAVA_INT, Sockaddr.MAX, a.length());
        frame.push(m.address());
        frame.push(m.address() + Sockaddr.MAX);
        return new AddressRoom(m, a.length());
    }

    /** Room for an address, and behind it for its length. */
    private record AddressRoom(MemorySegment memory, int room) implements Loaded {
        @Override
        public Out written(long value) {
            int length = memory.get(JAVA_INT, Sockaddr.MAX);
            return new Out.Name(Sockaddr.read(memory, Math.min(length, room)), length, memory.address());
        }

        @Override
        public Out untouched() {
            return new Out.Untouched(memory.address());
        }
    }

    private static Loaded space(Arg.Space a, Frame frame) {
        MemorySegment m = frame.room(a.length());
        frame.push(m.address());
        frame.push(a.length());
        return new DataRoom(m);
    }

    /** Room for bytes to receive. */
    private record DataRoom(MemorySegment memory) implements Loaded {
        @Override
        public Out written(long value) {
            // with MSG_TRUNC the value is the datagram's length, which may exceed the room
            return new Out.Data(Bytes.copyOf(memory, (int) Math.min(value, memory.byteSize())));
        }

        @Override
        public Out untouched() {
            return new Out.Untouched(memory.address());
        }
    }

    private static Loaded setOption(Arg.SetOption a, Frame frame) {
        MemorySegment m = frame.zeroed(SocketOption.Kind.TCP_INFO.size());
        int length = OptionCodec.write(a.value(), a.option(), m);
        frame.push(a.level().value());
        frame.push(a.option().number());
        frame.push(m.address());
        return input(frame, length);
    }

    private static Loaded getOption(Arg.GetOption a, Frame frame) {
        int size = a.option().kind().size();
        long lengthAt = (size + 7) & ~7;
        MemorySegment m = frame.zeroed(lengthAt + 8);
        m.set(JAVA_INT, lengthAt, size);
        frame.push(a.level().value());
        frame.push(a.option().number());
        frame.push(m.address());
        frame.push(m.address() + lengthAt);
        return new Output(m, _ -> {
            int length = m.get(JAVA_INT, lengthAt);
            Bytes raw = Bytes.copyOf(m, length);
            return new Out.Value(OptionCodec.read(a.option(), m, length), raw, length, m.address());
        });
    }

    private static Loaded pollSet(Arg.PollSet a, Frame frame) {
        int size = (int) Structs.POLLFD.byteSize();
        MemorySegment m = frame.zeroed((long) size * a.watched().size());
        for (int i = 0; i < a.watched().size(); i++) {
            m.set(JAVA_INT, (long) i * size, a.watched().get(i).fd());
            m.set(JAVA_SHORT, (long) i * size + 4, (short) a.watched().get(i).events());
        }
        frame.push(m.address());
        frame.push(a.watched().size());
        return new Output(m, _ -> {
            List<Out.Ready.Event> events = new ArrayList<>();
            for (int i = 0; i < a.watched().size(); i++) {
                int revents = m.get(JAVA_SHORT, (long) i * size + 6) & 0xffff;
                if (revents != 0) {
                    events.add(new Out.Ready.Event(a.watched().get(i).fd(), revents));
                }
            }
            return new Out.Ready(events);
        });
    }

    /** Three sets of bits, or NULL where nothing is watched for. Events are poll's: in, out, pri. */
    private static Loaded selectSets(Arg.SelectSets a, Frame frame) {
        frame.push(a.watched().stream().mapToInt(Arg.Watched::fd).max().orElse(-1) + 1);
        List<Const> kinds = List.of(Const.POLLIN, Const.POLLOUT, Const.POLLPRI);
        MemorySegment all = frame.zeroed(3L * FD_SET_BYTES);
        for (int k = 0; k < kinds.size(); k++) {
            MemorySegment set = all.asSlice((long) k * FD_SET_BYTES, FD_SET_BYTES);
            int event = kinds.get(k).value();
            List<Arg.Watched> watched = a.watched().stream().filter(w -> (w.events() & event) != 0).toList();
            watched.forEach(w -> set.set(JAVA_BYTE, w.fd() / 8, (byte) (set.get(JAVA_BYTE, w.fd() / 8) | 1 << w.fd() % 8)));
            frame.push(watched.isEmpty() ? 0 : set.address());
        }
        return new Output(all, _ -> readSets(a, kinds, all));
    }

    private static Out readSets(Arg.SelectSets a, List<Const> kinds, MemorySegment all) {
        List<Out.Ready.Event> events = new ArrayList<>();
        for (int fd : a.watched().stream().map(Arg.Watched::fd).distinct().toList()) {
            int ready = 0;
            for (int k = 0; k < kinds.size(); k++) {
                boolean set = (all.get(JAVA_BYTE, (long) k * FD_SET_BYTES + fd / 8) >> fd % 8 & 1) != 0;
                ready |= set ? kinds.get(k).value() : 0;
            }
            if (ready != 0) {
                events.add(new Out.Ready.Event(fd, ready));
            }
        }
        return new Out.Ready(events);
    }

    /** A {@code struct timeval} or {@code timespec}, by how many nanoseconds its second field counts; NULL for no time. */
    private static Loaded time(Optional<Long> nanos, long unit, Frame frame) {
        if (nanos.isEmpty()) {
            return input(frame, 0);
        }
        MemorySegment m = frame.zeroed(16);
        m.set(JAVA_LONG, 0, nanos.get() / NANOS);
        m.set(JAVA_LONG, 8, nanos.get() % NANOS / unit);
        return output(frame, m, t -> new Out.Left(t.get(JAVA_LONG, 0) * NANOS + t.get(JAVA_LONG, 8) * unit));
    }

    private static Loaded readySpace(Arg.ReadySpace a, Frame frame) {
        int size = (int) Structs.EPOLL_EVENT.byteSize();
        long dataAt = Structs.offset(Structs.EPOLL_EVENT, "data");
        MemorySegment m = frame.zeroed((long) size * a.count());
        frame.push(m.address());
        frame.push(a.count());
        return new Output(m, value -> {
            List<Out.Ready.Event> events = new ArrayList<>();
            for (int i = 0; i < value; i++) {
                int fd = (int) m.get(JAVA_LONG.withByteAlignment(1), (long) i * size + dataAt);
                events.add(new Out.Ready.Event(fd, m.get(JAVA_INT.withByteAlignment(1), (long) i * size)));
            }
            return new Out.Ready(events);
        });
    }
}
