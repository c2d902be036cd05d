package socklab.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.packet.Packet;
import socklab.packet.tcpdump.PacketLine;
import socklab.packet.tcpdump.SequenceBases;
import socklab.session.Event;
import socklab.session.Journal;
import socklab.text.Message;

/** Keeps frames, finds what is sent again, and tells the journal; on a thread of its own. */
final class FrameRecorder implements AutoCloseable {
    private static final int MOST_WAITING = 1 << 14;
    private static final int BATCH = 1 << 10;
    private static final long LONGEST_REST_NANOS = 1_000_000_000;

    /**
     * So long frames gather that nobody looks at; to wake this thread for each of them would take longer than all else.
     */
    private static final long GATHERING_NANOS = 1_000_000;

    private static final long QUIET_NANOS = 2_000_000;
    private static final long LONGEST_SETTLING_NANOS = 250_000_000;
    private static final long LOOK_AGAIN_MICROS = 200;

    /** Which frames the journal has. */
    enum Detail {
        OFF,
        BRIEF,
        FULL
    }

    private final BlockingQueue<Report> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final FrameLog log = new FrameLog();
    private final RetransmissionFinder again = new RetransmissionFinder();
    private final AtomicLong missed = new AtomicLong();
    private final AtomicLong reported = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("cable-recorder").unstarted(this::take);
    private final Journal journal;
    private final Supplier<String> line;
    private SequenceBases bases = SequenceBases.NONE;
    private volatile Detail detail = Detail.BRIEF;
    private volatile boolean closed;

    private volatile boolean resting;
    private volatile Runnable watcher = () -> {};

    /**
     * What is to be noted of a frame.
     *
     * @param waited whether it was noted before, as one that waits
     * @param arrived when it goes on to the other host; none if it does not yet, or never
     */
    private record Report(
            CableFrame frame, boolean waited, boolean lost, List<Message> fate, OptionalLong arrived, String cause) {}

    /** @param line the line that is being run; empty if none is */
    FrameRecorder(Journal journal, Supplier<String> line) {
        this.journal = journal;
        this.line = line;
    }

    void start() {
        thread.start();
    }

    FrameLog log() {
        return log;
    }

    Detail detail() {
        return detail;
    }

    void detail(Detail newDetail) {
        detail = newDetail;
    }

    /** Notes that a frame passes, or waits. */
    void record(CableFrame frame, List<Message> fate, OptionalLong arrived) {
        report(new Report(frame, false, false, fate, arrived, line.get()));
    }

    /** Notes that a frame that waited goes on; it may have been changed. */
    void passed(CableFrame frame, List<Message> fate) {
        report(new Report(frame, true, false, fate, OptionalLong.of(System.nanoTime()), line.get()));
    }

    /** Notes that a frame that waited goes no further. */
    void waitedInVain(CableFrame frame, List<Message> fate) {
        report(new Report(frame, true, true, fate, OptionalLong.empty(), line.get()));
    }

    /** Notes that a frame goes no further. */
    void lost(CableFrame frame, List<Message> fate) {
        report(new Report(frame, false, true, fate, OptionalLong.empty(), line.get()));
    }

    /** Runs an action whenever a frame comes: a quick one, for the frame waits for it. */
    void watch(Runnable action) {
        watcher = action;
    }

    private void report(Report report) {
        watcher.run();
        if (waiting.offer(report)) {
            reported.incrementAndGet();
        } else {
            missed.incrementAndGet();
        }
        if (resting) {
            resting = false;
            LockSupport.unpark(thread);
        }
    }

    private void take() {
        List<Report> batch = new ArrayList<>(BATCH);
        while (!closed || !waiting.isEmpty()) {
            if (waiting.drainTo(batch, BATCH) == 0) {
                rest();
            }
            for (Report report : batch) {
                if (report.waited()) {
                    change(report);
                } else {
                    take(report);
                }
                taken.incrementAndGet();
            }
            batch.clear();
            tellMissed();
        }
    }

    private void rest() {
        resting = true;
        if (waiting.isEmpty() && !closed) {
            LockSupport.parkNanos(this, LONGEST_REST_NANOS);
        }
        resting = false;
        if (detail == Detail.OFF && !closed) {
            LockSupport.parkNanos(this, GATHERING_NANOS);
        }
    }

    private void take(Report report) {
        CableFrame frame = report.frame();
        Packet packet = Packet.of(frame.bytes());
        List<Message> fate = report.fate();
        Optional<Message> sentBefore = again.again(frame, packet);
        if (sentBefore.isPresent()) {
            fate = Stream.concat(fate.stream(), sentBefore.stream()).toList();
        }
        log.add(new RecordedFrame(frame, bases, report.lost(), fate, report.cause()));
        tell(report, fate, bases);
        bases = SequenceBases.after(packet, bases);
    }

    private void change(Report report) {
        Optional<SequenceBases> before = log.update(report.frame(), report.lost(), report.fate());
        tell(report, report.fate(), before.orElse(bases));
    }

    private void tell(Report report, List<Message> fate, SequenceBases before) {
        CableFrame frame = report.frame();
        if (detail == Detail.OFF || frame.housekeeping() && detail != Detail.FULL) {
            return;
        }
        String text = PacketLine.of(frame.bytes(), before).text();
        journal.append(new Event.Frame(
                frame.at(),
                frame.number(),
                frame.from(),
                frame.to(),
                frame.bytes(),
                text,
                frame.housekeeping(),
                report.lost(),
                fate,
                report.arrived().stream().boxed().findFirst(),
                BriefLine.of(text)));
    }

    private void tellMissed() {
        long count = missed.getAndSet(0);
        if (count > 0) {
            journal.append(new Event.Note(System.nanoTime(), Message.of("wire.missed", count)));
        }
    }

    /** Waits until a cable is idle and its frames have been recorded; not for long where it never is. */
    void settle(Cable cable) {
        long start = System.nanoTime();
        while (!settled(cable) && System.nanoTime() - start < LONGEST_SETTLING_NANOS) {
            try {
                TimeUnit.MICROSECONDS.sleep(LOOK_AGAIN_MICROS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean settled(Cable cable) {
        return cable.idle()
                && System.nanoTime() - cable.lastFrame() > QUIET_NANOS
                && taken.get() >= reported.get()
                && cable.idle();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
