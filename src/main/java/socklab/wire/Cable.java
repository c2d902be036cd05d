package socklab.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import socklab.call.Bytes;
import socklab.packet.Packet;
import socklab.service.relay.netem.Impairment;
import socklab.text.Message;

/** Takes frames from hosts, decides what becomes of them, and sends them on. Any thread may change the decisions. */
public final class Cable implements AutoCloseable {
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;
    private static final int SHORTEST_FRAME = 14;

    private final List<CablePort> ports;
    private final FrameRecorder recorder;
    private final Map<CableDirection, CableCourse> courses;
    private final List<Thread> readers = new ArrayList<>();
    private final Thread timer =
            Thread.ofPlatform().daemon().name("cable-timer").unstarted(this::carryDelayed);
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong housekeepingNumbers = new AtomicLong();

    /** How many frames of each host were decided on. */
    private final Map<String, AtomicLong> handled = new HashMap<>();

    private final TreeSet<Long> drops = new TreeSet<>();
    private final List<DropNext> dropNext = new ArrayList<>();
    private final Map<Long, CableFrame> held = new LinkedHashMap<>();
    private Optional<NarrowLink> narrow = Optional.empty();
    private boolean holding;
    private boolean cut;

    /** Whether every frame passes as it came: then no lock is taken for it. */
    private volatile boolean plain = true;

    private volatile long lastFrame;
    private volatile boolean closed;

    /** Waits for a frame of a kind; of any direction, if none is given. */
    private record DropNext(FrameKind kind, Optional<CableDirection> direction) {
        boolean matches(CableFrame frame, Packet packet) {
            return kind.matches(packet)
                    && direction
                            .map(d -> d.from().equals(frame.from()) && d.to().equals(frame.to()))
                            .orElse(true);
        }
    }

    Cable(List<CablePort> ports, FrameRecorder recorder, Map<CableDirection, CableCourse> courses) {
        this.ports = List.copyOf(ports);
        this.recorder = recorder;
        this.courses = new HashMap<>(courses);
        ports.forEach(p -> handled.put(p.host(), new AtomicLong()));
    }

    /** Begins to carry frames. */
    void start() {
        for (CablePort port : ports) {
            Thread reader =
                    Thread.ofPlatform().daemon().name("cable-" + port.host()).unstarted(() -> read(port));
            readers.add(reader);
            reader.start();
        }
        timer.start();
    }

    private void read(CablePort port) {
        List<CablePort> others = ports.stream().filter(p -> p != port).toList();
        List<List<CablePort>> single = others.stream().map(List::of).toList();
        AtomicLong count = handled.get(port.host());
        while (!closed) {
            int length = port.socket().read();
            if (length >= SHORTEST_FRAME) {
                int target = target(port, others);
                arrive(port, target < 0 ? others : single.get(target), length);
            }
            if (length > 0) {
                count.incrementAndGet();
            }
        }
    }

    /** Which of the others the frame that was read is for; -1 if it is for all. */
    private static int target(CablePort from, List<CablePort> others) {
        for (int i = 0; i < others.size(); i++) {
            if (from.addressedTo(others.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether every frame that came has been decided on. */
    boolean idle() {
        return ports.stream()
                .allMatch(p -> handled.get(p.host()).get() >= p.socket().received());
    }

    private void arrive(CablePort from, List<CablePort> targets, int length) {
        long now = System.nanoTime();
        lastFrame = now;
        boolean housekeeping = from.housekeeping(length);
        String to = targets.size() == 1 ? targets.getFirst().host() : CableFrame.ALL;
        Bytes bytes = from.socket().frame(length);
        if (plain) {
            CableFrame frame = new CableFrame(number(housekeeping), housekeeping, now, from.host(), to, bytes);
            recorder.record(frame, List.of(), OptionalLong.of(now));
            for (CablePort target : targets) {
                target.socket().forward(from.socket(), length);
            }
            return;
        }
        synchronized (this) {
            decide(new CableFrame(number(housekeeping), housekeeping, now, from.host(), to, bytes), now);
        }
    }

    private long number(boolean housekeeping) {
        return (housekeeping ? housekeepingNumbers : numbers).incrementAndGet();
    }

    private void decide(CableFrame frame, long now) {
        if (cut) {
            recorder.lost(frame, List.of(Message.of("wire.cut")));
        } else if (frame.housekeeping()) {
            recorder.record(frame, List.of(), OptionalLong.of(now));
            send(frame);
        } else if (dropped(frame)) {
            recorder.lost(frame, List.of(Message.of("wire.lost")));
        } else if (narrow.filter(n -> n.stops(frame.bytes())).isPresent()) {
            stop(frame, narrow.get(), now);
        } else if (holding) {
            held.put(frame.number(), frame);
            recorder.record(frame, List.of(Message.of("wire.held")), OptionalLong.empty());
        } else {
            impair(frame, now);
        }
        plain();
    }

    private void stop(CableFrame frame, NarrowLink link, long now) {
        recorder.lost(frame, List.of(Message.of("wire.tooLong", link.mtu())));
        link.answer(frame.bytes()).ifPresent(bytes -> {
            CableFrame answer = new CableFrame(number(false), false, now, CableFrame.CABLE, frame.from(), bytes);
            recorder.record(answer, List.of(), OptionalLong.of(now));
            send(answer);
        });
    }

    private boolean dropped(CableFrame frame) {
        if (drops.remove(frame.number())) {
            return true;
        }
        Packet packet = Packet.of(frame.bytes());
        Optional<DropNext> waiting =
                dropNext.stream().filter(d -> d.matches(frame, packet)).findFirst();
        waiting.ifPresent(dropNext::remove);
        return waiting.isPresent();
    }

    private void impair(CableFrame frame, long now) {
        CableCourse course = courses.get(direction(frame));
        if (course.impairment().none()) {
            recorder.record(frame, List.of(), OptionalLong.of(now));
            send(frame);
            return;
        }
        CableCourse.Verdict verdict = course.enter(frame, now);
        if (verdict.lost()) {
            recorder.lost(frame, verdict.fate());
        } else {
            recorder.record(frame, verdict.fate(), OptionalLong.of(now + verdict.delay()));
        }
        carryDue(System.nanoTime());
        LockSupport.unpark(timer);
    }

    /** A frame for all goes by the direction to the first of the others. */
    private CableDirection direction(CableFrame frame) {
        String to = frame.to().equals(CableFrame.ALL)
                ? ports.stream()
                        .map(CablePort::host)
                        .filter(h -> !h.equals(frame.from()))
                        .findFirst()
                        .orElseThrow()
                : frame.to();
        return new CableDirection(frame.from(), to);
    }

    private void send(CableFrame frame) {
        for (CablePort port : ports) {
            boolean meant = frame.to().equals(CableFrame.ALL)
                    ? !port.host().equals(frame.from())
                    : port.host().equals(frame.to());
            if (meant) {
                port.socket().write(frame.bytes());
            }
        }
    }

    private void carryDelayed() {
        while (!closed) {
            long now = System.nanoTime();
            OptionalLong next;
            synchronized (this) {
                carryDue(now);
                next = courses.values().stream()
                        .flatMapToLong(c -> c.next().stream())
                        .min();
            }
            long pause = next.isPresent() ? next.getAsLong() - System.nanoTime() : LONGEST_PAUSE_NANOS;
            if (pause > 0) {
                LockSupport.parkNanos(this, Math.min(pause, LONGEST_PAUSE_NANOS));
            }
        }
    }

    private void carryDue(long now) {
        for (CableCourse course : courses.values()) {
            for (Optional<CableFrame> frame = course.take(now); frame.isPresent(); frame = course.take(now)) {
                lastFrame = now;
                if (!cut) {
                    send(frame.get());
                }
            }
        }
    }

    /** Looks whether anything is left to decide. */
    private void plain() {
        plain = !cut
                && !holding
                && held.isEmpty()
                && drops.isEmpty()
                && dropNext.isEmpty()
                && narrow.isEmpty()
                && courses.values().stream()
                        .allMatch(c -> c.impairment().none() && c.next().isEmpty());
    }

    /** Loses exactly the frames with these numbers. */
    public synchronized void drop(Collection<Long> frames) {
        drops.addAll(frames);
        plain();
    }

    /** Loses the next frame of a kind. */
    public synchronized void dropNext(FrameKind kind, Optional<CableDirection> direction) {
        dropNext.add(new DropNext(kind, direction));
        plain();
    }

    /** From now on frames wait. */
    public synchronized void hold() {
        holding = true;
        plain();
    }

    /** The frames that wait, oldest first. */
    public synchronized List<CableFrame> held() {
        return List.copyOf(held.values());
    }

    /** Takes a frame that waits: the oldest, or the one with a number; none if there is none. */
    private Optional<CableFrame> takeHeld(OptionalLong number) {
        Optional<Long> key = number.isPresent()
                ? Optional.of(number.getAsLong()).filter(held::containsKey)
                : held.keySet().stream().findFirst();
        return key.map(held::remove);
    }

    /** Does something with the oldest frame that waits, or with the one of a number; false if there is none. */
    synchronized boolean act(HandAction action, OptionalLong number) {
        Optional<CableFrame> taken = takeHeld(number);
        taken.ifPresent(frame -> {
            List<Message> fate = List.of(Message.of(action.fate()));
            switch (action) {
                case PASS, REPEAT -> recorder.passed(frame, fate);
                case LOSE -> recorder.waitedInVain(frame, fate);
                case FLIP -> recorder.passed(frame.flipped(lastBit(frame)), fate);
            }
            switch (action) {
                case PASS -> send(frame);
                case LOSE -> {}
                case REPEAT -> {
                    send(frame);
                    send(frame);
                }
                case FLIP -> send(frame.flipped(lastBit(frame)));
            }
        });
        // not before the last frame is sent: the answer to an earlier one would take no lock, and overtake it
        plain();
        return taken.isPresent();
    }

    /** The last bit of a frame: of its data, if it has any. */
    private static long lastBit(CableFrame frame) {
        return frame.bytes().length() * 8L - 14 * 8 - 1;
    }

    /** The two oldest frames that wait change places; false if there are fewer than two. */
    public synchronized boolean swap() {
        if (held.size() < 2) {
            return false;
        }
        List<CableFrame> frames = new ArrayList<>(held.values());
        frames.add(1, frames.removeFirst());
        held.clear();
        frames.forEach(f -> held.put(f.number(), f));
        return true;
    }

    /** Passes all frames that wait; later ones do not wait any more. */
    public synchronized void release() {
        holding = false;
        while (!held.isEmpty()) {
            act(HandAction.PASS, OptionalLong.empty());
        }
        plain();
    }

    /** Pulls the plug: nothing passes. */
    public synchronized void cut() {
        cut = true;
        plain();
    }

    /** Puts the plug back. */
    public synchronized void mend() {
        cut = false;
        plain();
    }

    /** Puts a link into the middle that takes shorter datagrams, or takes it out. */
    synchronized void narrow(Optional<NarrowLink> link) {
        narrow = link;
        plain();
    }

    /** Changes what holds in a direction. */
    synchronized void change(CableDirection direction, Impairment impairment) {
        courses.get(direction).change(impairment);
        plain();
    }

    /** Replaces all courses, with another seed. */
    synchronized void courses(Map<CableDirection, CableCourse> replacement) {
        courses.putAll(replacement);
        plain();
    }

    /** When the last frame came or went on. */
    long lastFrame() {
        return lastFrame;
    }

    /** What is being done to frames. */
    public synchronized CableState state() {
        return new CableState(cut, holding, held.size(), numbers.get(), List.copyOf(drops), dropNext.size());
    }

    /** What is being done to frames. */
    public record CableState(boolean cut, boolean holding, int held, long frames, List<Long> drops, int dropsToCome) {}

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(timer);
        try {
            timer.join();
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ports.forEach(p -> p.socket().close());
    }
}
