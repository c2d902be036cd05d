package socklab.kernel.libc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.libc.CallFrame.Loaded;

/** Values to registers and memory, by their kind. */
final class ArgMarshaller {
    private static final long NANOS = 1_000_000_000;
    private static final int FD_SET_BYTES = 128;

    private ArgMarshaller() {}

    /** Memory that the kernel writes to: how to read it, and where it is if nothing was written. */
    private record Output(NativeMemory memory, LongFunction<Out> reader) implements Loaded {
        @Override
        public Out written(long value) {
            return reader.apply(value);
        }

        @Override
        public Out untouched() {
            return new Out.Untouched(memory.address());
        }
    }

    static Loaded load(Arg arg, CallFrame frame) {
        return switch (arg) {
            case Arg.Num a -> input(frame, a.value());
            case Arg.Null _ -> input(frame, 0);
            case Arg.Address a -> {
                NativeMemory m = frame.zeroed(SockaddrCodec.MAX);
                int length = SockaddrCodec.write(a.address(), m);
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
            case Arg.PairSpace _ -> output(frame, frame.zeroed(8), m -> new Out.Pair(m.intAt(0), m.intAt(4)));
            case Arg.Fcntl a -> {
                frame.push(a.command().value());
                yield input(frame, a.value().orElse(0));
            }
            case Arg.Ioctl a -> {
                frame.push(a.request().value());
                yield output(frame, frame.zeroed(8), m -> new Out.Number(m.intAt(0)));
            }
            case Arg.Message a ->
                input(frame, MsghdrMemory.of(a, frame).header().address());
            case Arg.MessageSpace a -> {
                MsghdrMemory message = MsghdrMemory.of(a, frame);
                frame.push(message.header().address());
                yield new Output(message.header(), value -> message.read((int) value));
            }
            case Arg.Messages a -> MsghdrMemory.several(a, frame);
            case Arg.MessagesSpace a -> MsghdrMemory.several(a, frame);
            case Arg.PollSet a -> pollSet(a, frame);
            case Arg.SelectSets a -> selectSets(a, frame);
            case Arg.Millis a -> input(frame, a.millis());
            case Arg.Timeval a -> time(a.nanos(), 1000, frame);
            case Arg.Timespec a -> time(a.nanos(), 1, frame);
            case Arg.Interest a -> {
                NativeMemory m = frame.zeroed(16);
                m.putInt(0, a.events());
                m.putLong(StructFields.offset(CStructs.EPOLL_EVENT, "data"), a.fd());
                yield input(frame, m.address());
            }
            case Arg.ReadySpace a -> readySpace(a, frame);
        };
    }

    private static Loaded input(CallFrame frame, long register) {
        frame.push(register);
        return Loaded.INPUT;
    }

    private static Loaded output(CallFrame frame, NativeMemory memory, Function<NativeMemory, Out> reader) {
        frame.push(memory.address());
        return new Output(memory, _ -> reader.apply(memory));
    }

    /** Bytes in memory. */
    static NativeMemory bytes(Bytes data, CallFrame frame) {
        NativeMemory m = frame.room(data.length());
        m.put(data);
        return m;
    }

    private static Loaded addressSpace(Arg.AddressSpace a, CallFrame frame) {
        NativeMemory m = frame.room(SockaddrCodec.MAX + 16);
        m.putInt(SockaddrCodec.MAX, a.length());
        frame.push(m.address());
        frame.push(m.address() + SockaddrCodec.MAX);
        return new AddressRoom(m, a.length());
    }

    /** Room for an address, and behind it for its length. Remembers the last: most datagrams come from where the one before came from. */
    private static final class AddressRoom implements Loaded {
        private static final int NONE_KNOWN = -1;

        private final NativeMemory memory;
        private final int room;
        private Out last = Out.NOTHING;
        private long lastBegin;
        private int lastLength = NONE_KNOWN;

        AddressRoom(NativeMemory memory, int room) {
            this.memory = memory;
            this.room = room;
        }

        @Override
        public Out written(long value) {
            int length = memory.intAt(SockaddrCodec.MAX);
            long begin = memory.longAt(0);
            if (length != lastLength || begin != lastBegin) {
                Optional<SocketAddress> address = SockaddrCodec.read(memory, Math.min(length, room));
                last = new Out.Name(address, length, memory.address());
                lastBegin = begin;
                // its first 8 bytes are all that there is to know of an address of IPv4, and of no other
                lastLength = address.isPresent() && address.get() instanceof SocketAddress.Inet4 ? length : NONE_KNOWN;
            }
            memory.putInt(SockaddrCodec.MAX, room);
            return last;
        }

        @Override
        public Out untouched() {
            memory.putInt(SockaddrCodec.MAX, room);
            return new Out.Untouched(memory.address());
        }

        @Override
        public boolean lasts() {
            return true;
        }
    }

    private static Loaded space(Arg.Space a, CallFrame frame) {
        NativeMemory m = frame.room(a.length());
        frame.push(m.address());
        frame.push(a.length());
        return new DataRoom(m);
    }

    /** Room for bytes to receive. */
    private record DataRoom(NativeMemory memory) implements Loaded {
        @Override
        public Out written(long value) {
            // with MSG_TRUNC the value is the datagram's length, which may exceed the room
            return new Out.Data(memory.bytes((int) Math.min(value, memory.size())));
        }

        @Override
        public Out untouched() {
            return new Out.Untouched(memory.address());
        }

        @Override
        public boolean lasts() {
            return true;
        }
    }

    private static Loaded setOption(Arg.SetOption a, CallFrame frame) {
        NativeMemory m = frame.zeroed(SocketOption.Kind.TCP_INFO.size());
        int length = OptionCodec.write(a.value(), a.option(), m);
        frame.push(a.level().value());
        frame.push(a.option().number());
        frame.push(m.address());
        return input(frame, length);
    }

    private static Loaded getOption(Arg.GetOption a, CallFrame frame) {
        int size = a.option().kind().size();
        int lengthAt = (size + 7) & ~7;
        NativeMemory m = frame.zeroed(lengthAt + 8);
        m.putInt(lengthAt, size);
        frame.push(a.level().value());
        frame.push(a.option().number());
        frame.push(m.address());
        frame.push(m.address() + lengthAt);
        return new Output(m, _ -> {
            int length = m.intAt(lengthAt);
            Bytes raw = m.bytes(length);
            return new Out.Value(OptionCodec.read(a.option(), m, length), raw, length, m.address());
        });
    }

    private static Loaded pollSet(Arg.PollSet a, CallFrame frame) {
        int size = StructFields.size(CStructs.POLLFD);
        NativeMemory m = frame.zeroed((long) size * a.watched().size());
        for (int i = 0; i < a.watched().size(); i++) {
            m.putInt(i * size, a.watched().get(i).fd());
            m.putShort(i * size + 4, a.watched().get(i).events());
        }
        frame.push(m.address());
        frame.push(a.watched().size());
        return new Output(m, _ -> {
            List<Out.Ready.Event> events = new ArrayList<>();
            for (int i = 0; i < a.watched().size(); i++) {
                int revents = m.shortAt(i * size + 6);
                if (revents != 0) {
                    events.add(new Out.Ready.Event(a.watched().get(i).fd(), revents));
                }
            }
            return new Out.Ready(events);
        });
    }

    /** Three sets of bits, or NULL where nothing is watched for. Events are poll's: in, out, pri. */
    private static Loaded selectSets(Arg.SelectSets a, CallFrame frame) {
        frame.push(a.watched().stream().mapToInt(Arg.Watched::fd).max().orElse(-1) + 1);
        List<Const> kinds = List.of(Const.POLLIN, Const.POLLOUT, Const.POLLPRI);
        NativeMemory all = frame.zeroed(3L * FD_SET_BYTES);
        for (int k = 0; k < kinds.size(); k++) {
            NativeMemory set = all.slice(k * FD_SET_BYTES, FD_SET_BYTES);
            int event = kinds.get(k).value();
            List<Arg.Watched> watched =
                    a.watched().stream().filter(w -> (w.events() & event) != 0).toList();
            watched.forEach(w -> set.putByte(w.fd() / 8, set.byteAt(w.fd() / 8) | 1 << w.fd() % 8));
            frame.push(watched.isEmpty() ? 0 : set.address());
        }
        return new Output(all, _ -> readSets(a, kinds, all));
    }

    private static Out readSets(Arg.SelectSets a, List<Const> kinds, NativeMemory all) {
        List<Out.Ready.Event> events = new ArrayList<>();
        for (int fd : a.watched().stream().map(Arg.Watched::fd).distinct().toList()) {
            int ready = 0;
            for (int k = 0; k < kinds.size(); k++) {
                boolean set = (all.byteAt(k * FD_SET_BYTES + fd / 8) >> fd % 8 & 1) != 0;
                ready |= set ? kinds.get(k).value() : 0;
            }
            if (ready != 0) {
                events.add(new Out.Ready.Event(fd, ready));
            }
        }
        return new Out.Ready(events);
    }

    /** A {@code struct timeval} or {@code timespec}, by how many nanoseconds its second field counts; NULL for no time. */
    private static Loaded time(Optional<Long> nanos, long unit, CallFrame frame) {
        if (nanos.isEmpty()) {
            return input(frame, 0);
        }
        NativeMemory m = frame.zeroed(16);
        m.putLong(0, nanos.get() / NANOS);
        m.putLong(8, nanos.get() % NANOS / unit);
        return output(frame, m, t -> new Out.Left(t.longAt(0) * NANOS + t.longAt(8) * unit));
    }

    private static Loaded readySpace(Arg.ReadySpace a, CallFrame frame) {
        int size = StructFields.size(CStructs.EPOLL_EVENT);
        int dataAt = StructFields.offset(CStructs.EPOLL_EVENT, "data");
        NativeMemory m = frame.zeroed((long) size * a.count());
        frame.push(m.address());
        frame.push(a.count());
        return new Output(m, value -> {
            List<Out.Ready.Event> events = new ArrayList<>();
            for (int i = 0; i < value; i++) {
                int fd = (int) m.longAt(i * size + dataAt);
                events.add(new Out.Ready.Event(fd, m.intAt(i * size)));
            }
            return new Out.Ready(events);
        });
    }
}
