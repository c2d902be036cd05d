package socklab.kernel.libc;

import static socklab.kernel.ffm.CStructs.EPOLL_EVENT;
import static socklab.kernel.ffm.CStructs.POLLFD;
import static socklab.kernel.ffm.CStructs.TIMESPEC;
import static socklab.kernel.ffm.CStructs.TIMEVAL;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.libc.CallFrame.Loaded;

/** Lays out arguments in registers and memory, by their kind. */
final class ArgMarshaller {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1000;
    /** The size of {@code fd_set}: FD_SETSIZE bits. */
    private static final int FD_SET_SIZE = 128;
    /** An address, then its length, aligned to 16 bytes. */
    private static final int ADDRESS_BUFFER = SockaddrCodec.MAX_SIZE + 16;

    private static final int ADDRESS_LENGTH = SockaddrCodec.MAX_SIZE;
    private static final int POLLFD_SIZE = size(POLLFD);
    private static final int POLLFD_FD = offset(POLLFD, "fd");
    private static final int POLLFD_EVENTS = offset(POLLFD, "events");
    private static final int POLLFD_REVENTS = offset(POLLFD, "revents");
    private static final int EPOLL_EVENT_SIZE = size(EPOLL_EVENT);
    private static final int EPOLL_EVENTS = offset(EPOLL_EVENT, "events");
    private static final int EPOLL_DATA = offset(EPOLL_EVENT, "data");
    private static final int SECONDS = offset(TIMESPEC, "tv_sec");
    private static final int FRACTION = offset(TIMESPEC, "tv_nsec");

    private ArgMarshaller() {}

    /** Memory that the kernel writes to, and how to read it. */
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
                NativeMemory m = frame.zeroed(SockaddrCodec.MAX_SIZE);
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
            case Arg.PairSpace _ ->
                output(frame, frame.zeroed(2L * Integer.BYTES), m -> new Out.Pair(m.intAt(0), m.intAt(Integer.BYTES)));
            case Arg.Fcntl a -> {
                frame.push(a.command().value());
                yield input(frame, a.value().orElse(0));
            }
            case Arg.Ioctl a -> {
                frame.push(a.request().value());
                NativeMemory m = frame.zeroed(size(TIMEVAL));
                a.value().ifPresent(v -> m.putInt(0, v));
                yield output(frame, m, answer -> ioctl(a, answer));
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
            case Arg.Timeval a -> time(a.time(), NANOS_PER_MICRO, frame);
            case Arg.Timespec a -> time(a.time(), 1, frame);
            case Arg.Timeout a ->
                a.time().isEmpty()
                        ? input(frame, 0)
                        : output(frame, timespec(a.time().get(), 1, frame), _ -> Out.NOTHING);
            case Arg.FilePath a -> {
                byte[] path = a.path().getBytes(StandardCharsets.UTF_8);
                NativeMemory m = frame.zeroed(path.length + 1L);
                m.put(0, path);
                yield input(frame, m.address());
            }
            case Arg.Offset a -> {
                NativeMemory m = frame.zeroed(Long.BYTES);
                m.putLong(0, a.offset());
                yield output(frame, m, o -> new Out.Offset(o.longAt(0)));
            }
            case Arg.Interest a -> {
                NativeMemory m = frame.zeroed(EPOLL_EVENT_SIZE);
                m.putInt(EPOLL_EVENTS, a.events());
                m.putLong(EPOLL_DATA, a.fd());
                yield input(frame, m.address());
            }
            case Arg.ReadySpace a -> readySpace(a, frame);
        };
    }

    private static Out ioctl(Arg.Ioctl request, NativeMemory answer) {
        if (request.request() != Const.SIOCGSTAMP) {
            return new Out.Number(answer.intAt(0));
        }
        int length = size(TIMEVAL);
        OptionValue.Time time = new OptionValue.Time(
                answer.longAt(offset(TIMEVAL, "tv_sec")), answer.longAt(offset(TIMEVAL, "tv_usec")));
        return new Out.Value(time, answer.bytes(length), length, answer.address());
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
        NativeMemory m = frame.allocate(data.length());
        m.put(data);
        return m;
    }

    private static Loaded addressSpace(Arg.AddressSpace a, CallFrame frame) {
        NativeMemory m = frame.allocate(ADDRESS_BUFFER);
        m.putInt(ADDRESS_LENGTH, a.length());
        frame.push(m.address());
        frame.push(m.address() + ADDRESS_LENGTH);
        return new AddressBuffer(m, a.length());
    }

    /**
     * A buffer for an address and its length. It caches the last address: most datagrams come from the sender of the
     * one before.
     */
    private static final class AddressBuffer implements Loaded {
        private static final int NONE = -1;

        private final NativeMemory memory;
        private final int room;
        private Out last = Out.NOTHING;
        private long lastStart;
        private int lastLength = NONE;

        AddressBuffer(NativeMemory memory, int room) {
            this.memory = memory;
            this.room = room;
        }

        @Override
        public Out written(long value) {
            int length = memory.intAt(ADDRESS_LENGTH);
            long start = memory.longAt(0);
            if (length != lastLength || start != lastStart) {
                Optional<SocketAddress> address = SockaddrCodec.read(memory, Math.min(length, room));
                last = new Out.Name(address, length, memory.address());
                lastStart = start;
                // the first 8 bytes hold the whole of an IPv4 address, and of no other
                lastLength = address.isPresent() && address.get() instanceof SocketAddress.Inet4 ? length : NONE;
            }
            memory.putInt(ADDRESS_LENGTH, room);
            return last;
        }

        @Override
        public Out untouched() {
            memory.putInt(ADDRESS_LENGTH, room);
            return new Out.Untouched(memory.address());
        }

        @Override
        public boolean reusable() {
            return true;
        }
    }

    private static Loaded space(Arg.Space a, CallFrame frame) {
        NativeMemory m = frame.allocate(a.length());
        frame.push(m.address());
        frame.push(a.length());
        return new DataBuffer(m);
    }

    /** A buffer for bytes to receive. */
    private record DataBuffer(NativeMemory memory) implements Loaded {
        @Override
        public Out written(long value) {
            // with MSG_TRUNC the value is the datagram's length, which may exceed the buffer
            return new Out.Data(memory.bytes((int) Math.min(value, memory.size())));
        }

        @Override
        public Out untouched() {
            return new Out.Untouched(memory.address());
        }

        @Override
        public boolean reusable() {
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
        int lengthAt = (size + Long.BYTES - 1) & -Long.BYTES;
        NativeMemory m = frame.zeroed(lengthAt + Long.BYTES);
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
        NativeMemory m = frame.zeroed((long) POLLFD_SIZE * a.watched().size());
        for (int i = 0; i < a.watched().size(); i++) {
            m.putInt(i * POLLFD_SIZE + POLLFD_FD, a.watched().get(i).fd());
            m.putShort(i * POLLFD_SIZE + POLLFD_EVENTS, a.watched().get(i).events());
        }
        frame.push(m.address());
        frame.push(a.watched().size());
        return new Output(m, _ -> {
            List<Out.Ready.Event> events = new ArrayList<>();
            for (int i = 0; i < a.watched().size(); i++) {
                int revents = m.shortAt(i * POLLFD_SIZE + POLLFD_REVENTS);
                if (revents != 0) {
                    events.add(new Out.Ready.Event(a.watched().get(i).fd(), revents));
                }
            }
            return new Out.Ready(events);
        });
    }

    /** Three {@code fd_set}s, for reading, writing and exceptions; NULL for an empty one. */
    private static Loaded selectSets(Arg.SelectSets a, CallFrame frame) {
        frame.push(a.watched().stream().mapToInt(Arg.Watched::fd).max().orElse(-1) + 1);
        List<Const> kinds = List.of(Const.POLLIN, Const.POLLOUT, Const.POLLPRI);
        NativeMemory all = frame.zeroed(3L * FD_SET_SIZE);
        for (int k = 0; k < kinds.size(); k++) {
            NativeMemory set = all.slice(k * FD_SET_SIZE, FD_SET_SIZE);
            int event = kinds.get(k).value();
            List<Arg.Watched> watched =
                    a.watched().stream().filter(w -> (w.events() & event) != 0).toList();
            watched.forEach(
                    w -> set.putByte(w.fd() / Byte.SIZE, set.byteAt(w.fd() / Byte.SIZE) | 1 << w.fd() % Byte.SIZE));
            frame.push(watched.isEmpty() ? 0 : set.address());
        }
        return new Output(all, _ -> readSets(a, kinds, all));
    }

    private static Out readSets(Arg.SelectSets a, List<Const> kinds, NativeMemory all) {
        List<Out.Ready.Event> events = new ArrayList<>();
        for (int fd : a.watched().stream().map(Arg.Watched::fd).distinct().toList()) {
            int ready = 0;
            for (int k = 0; k < kinds.size(); k++) {
                boolean set = (all.byteAt(k * FD_SET_SIZE + fd / Byte.SIZE) >> fd % Byte.SIZE & 1) != 0;
                ready |= set ? kinds.get(k).value() : 0;
            }
            if (ready != 0) {
                events.add(new Out.Ready.Event(fd, ready));
            }
        }
        return new Out.Ready(events);
    }

    /**
     * A {@code struct timeval} or {@code struct timespec}, which have the same layout; NULL for no time.
     *
     * @param unit the unit of the second field, in nanoseconds
     */
    private static Loaded time(Optional<Duration> time, long unit, CallFrame frame) {
        if (time.isEmpty()) {
            return input(frame, 0);
        }
        NativeMemory m = timespec(time.get(), unit, frame);
        return output(
                frame,
                m,
                t -> new Out.Left(Duration.ofSeconds(t.longAt(SECONDS)).plusNanos(t.longAt(FRACTION) * unit)));
    }

    private static NativeMemory timespec(Duration time, long unit, CallFrame frame) {
        NativeMemory m = frame.zeroed(size(TIMESPEC));
        long nanos = time.toNanos();
        m.putLong(SECONDS, nanos / NANOS_PER_SECOND);
        m.putLong(FRACTION, nanos % NANOS_PER_SECOND / unit);
        return m;
    }

    private static Loaded readySpace(Arg.ReadySpace a, CallFrame frame) {
        NativeMemory m = frame.zeroed((long) EPOLL_EVENT_SIZE * a.count());
        frame.push(m.address());
        frame.push(a.count());
        return new Output(m, value -> {
            List<Out.Ready.Event> events = new ArrayList<>();
            for (int i = 0; i < value; i++) {
                int fd = (int) m.longAt(i * EPOLL_EVENT_SIZE + EPOLL_DATA);
                events.add(new Out.Ready.Event(fd, m.intAt(i * EPOLL_EVENT_SIZE + EPOLL_EVENTS)));
            }
            return new Out.Ready(events);
        });
    }
}
