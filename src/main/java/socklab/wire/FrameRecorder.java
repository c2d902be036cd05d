package socklab.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import socklab.packet.tcpdump.PacketLine;
import socklab.packet.tcpdump.SequenceBases;
import socklab.session.Event;
import socklab.session.Journal;
import socklab.text.Message;

/** Keeps frames, finds what is sent again, and tells the journal; on a thread of its own. */
final class FrameRecorder implements AutoCloseable {
    private static final int MOST_WAITING = 1 << 16;
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

    private record Report(CableFrame frame, boolean lost, List<Message> fate, String cause) {}

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
    void record(CableFrame frame, List<Message> fate) {
        report(new Report(frame, false, fate, line.get()));
    }

    /** Notes that a frame goes no further. */
    void lost(CableFrame frame, List<Message> fate) {
        report(new Report(frame, true, fate, line.get()));
    }

    private void report(Report report) {
        if (waiting.offer(report)) {
            reported.incrementAndGet();
        } else {
            missed.incrementAndGet();
        }
    }

    private void take() {
        while (!closed || !waiting.isEmpty()) {
            try {
                Optional.ofNullable(waiting.poll(1, TimeUnit.SECONDS)).ifPresent(report -> {
                    take(report);
                    taken.incrementAndGet();
                });
                tellMissed();
            } catch (InterruptedException e) {
                // it is being closed: what waits is still taken
                continue;
            }
        }
    }

    private void take(Report report) {
        CableFrame frame = report.frame();
        List<Message> fate = new ArrayList<>(report.fate());
        SequenceBases before = bases;
        if (log.update(frame, report.lost(), report.fate())) {
            before =
                    log.find(frame.housekeeping(), frame.number()).orElseThrow().bases();
        } else {
            again.again(frame).ifPresent(fate::add);
            log.add(new RecordedFrame(frame, before, report.lost(), List.copyOf(fate), report.cause()));
        }
        boolean told = detail != Detail.OFF && (!frame.housekeeping() || detail == Detail.FULL);
        if (told) {
            PacketLine text = PacketLine.of(frame.bytes(), before);
            journal.append(new Event.Frame(
                    frame.at(),
                    frame.number(),
                    frame.from(),
                    frame.to(),
                    frame.bytes(),
                    text.text(),
                    frame.housekeeping(),
                    report.lost(),
                    List.copyOf(fate)));
        }
        bases = before == bases ? SequenceBases.after(frame.bytes(), bases) : bases;
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
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
