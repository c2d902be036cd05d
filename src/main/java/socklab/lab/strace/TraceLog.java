package socklab.lab.strace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A log of strace, read up to {@link #MOST_CALLS} calls and {@link #MOST_BYTES} bytes.
 *
 * @param calls the calls that concern sockets, descriptors or processes, in the order in which they began
 * @param ends the processes that ended, by the line that tells of it
 * @param lines how many lines were read
 * @param complete whether the whole log was read
 * @param timed whether it tells how long calls took (-T)
 */
record TraceLog(List<TracedCall> calls, Map<Integer, Integer> ends, int lines, boolean complete, boolean timed) {
    /** The most calls that are read. Without -y, reads of files are among them. */
    static final int MOST_CALLS = 100_000;

    /** The most bytes of a log that are read. */
    static final long MOST_BYTES = 256L << 20;

    /** The most bytes of text that are kept. */
    private static final long MOST_KEPT = 32L << 20;

    /** A longer line is left out: a call that sends more at once is none of a program that someone reads. */
    private static final int MOST_LINE = 16 << 20;

    private static final int MOST_PROCESSES = 4_096;
    private static final String RESUMED = " resumed>";
    private static final String EINTR = ") = -1 EINTR (Interrupted system call)";
    private static final String UNFINISHED = "<unfinished ...>";

    /** How much of a file tells whether it is a log. */
    private static final int HEAD = 64 << 10;

    /** A call whose return has not come. */
    private record Begun(long at, int line, String text) {}

    /** Whether a file's beginning looks like a log of strace. */
    static boolean looksLike(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
            return head.lines()
                    .limit(200)
                    .map(TraceLine::of)
                    .anyMatch(l -> CallText.name(l.what()).isPresent()
                            && (l.what().contains(") = ")
                                    || l.what().contains(") ") && l.what().contains(" = ")
                                    || l.what().endsWith(UNFINISHED)));
        }
    }

    /** Reads a log. */
    static TraceLog read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /** Reads a log; the caller closes the stream. */
    static TraceLog read(InputStream in) throws IOException {
        return new Reader(new BufferedInputStream(in, 1 << 16)).read();
    }

    /** Puts the halves of calls together. */
    private static final class Reader {
        private final InputStream in;
        private final LogClock clock = new LogClock();
        private final List<TracedCall> calls = new ArrayList<>();
        private final Map<Integer, Integer> ends = new HashMap<>();
        private final Map<Integer, Begun> begun = new HashMap<>();
        /** Calls that a signal interrupted and the kernel begins again. Source: signal(7). */
        private final Map<Integer, Begun> restarting = new HashMap<>();

        private long bytes;
        private long kept;
        private int lines;
        private boolean timed;

        Reader(InputStream in) {
            this.in = in;
        }

        TraceLog read() throws IOException {
            StringBuilder line = new StringBuilder();
            boolean going = true;
            while (going) {
                going = nextLine(line) && calls.size() < MOST_CALLS && kept < MOST_KEPT && bytes < MOST_BYTES;
                if (!line.isEmpty()) {
                    lines++;
                    take(line.toString());
                }
            }
            boolean complete = calls.size() < MOST_CALLS && kept < MOST_KEPT && bytes < MOST_BYTES;
            begun.forEach((process, b) -> never(process, b));
            restarting.forEach((process, b) -> never(process, b));
            calls.sort(java.util.Comparator.comparingInt(TracedCall::first));
            return new TraceLog(List.copyOf(calls), Map.copyOf(ends), lines, complete, timed);
        }

        /** Reads a line; of one that is too long, nothing is kept. Returns false at the end. */
        private boolean nextLine(StringBuilder line) throws IOException {
            line.setLength(0);
            boolean fits = true;
            int c = in.read();
            while (c >= 0 && c != '\n') {
                bytes++;
                fits &= line.length() < MOST_LINE;
                if (fits) {
                    line.append((char) c);
                }
                c = bytes < MOST_BYTES ? in.read() : -1;
            }
            if (!fits) {
                line.setLength(0);
            }
            return c >= 0;
        }

        private void take(String text) {
            TraceLine line = TraceLine.of(text);
            String what = line.what();
            int process = line.process().orElse(0);
            if (what.startsWith("+++ ")) {
                ended(process, what.startsWith("+++ exited "));
            } else if (what.startsWith("restart_syscall(")
                    || what.contains("rt_sigreturn") && what.contains("= -1 EINTR ")) {
                restarted(process, line, what); // or a handler ran, and the call is not made again
            } else if (what.startsWith("<... ")) {
                resumed(process, line);
            } else if (CallText.name(what).filter(Relevant::is).isPresent()) {
                call(process, line);
            } else if (CallText.name(what).isPresent()) {
                clock.at(line);
            }
        }

        /** A call that a signal interrupted and that was not begun again returned EINTR, if its thread went on. */
        private void ended(int process, boolean byItself) {
            Optional.ofNullable(begun.remove(process)).ifPresent(b -> never(process, b));
            Begun interrupted = restarting.remove(process);
            if (interrupted != null && byItself) {
                interrupted(process, interrupted);
            } else if (interrupted != null) {
                never(process, interrupted);
            }
            if (ends.size() < MOST_PROCESSES) {
                ends.putIfAbsent(process, lines);
            }
        }

        private static String took(String text) {
            int time = text.lastIndexOf(" <");
            return time > 0 && text.endsWith(">") ? text.substring(time) : "";
        }

        private void interrupted(int process, Begun call) {
            try {
                add(process, call, CallText.of(CallText.withoutReturn(call.text()) + EINTR + took(call.text())), lines);
            } catch (UnreadableCall e) {
                return; // what it would have been is not known
            }
        }

        private void call(int process, TraceLine line) {
            long at = clock.at(line);
            String what = line.what();
            int unfinished = what.lastIndexOf(UNFINISHED);
            begun.remove(process);
            Begun call = again(process, new Begun(at, lines, what));
            if (unfinished < 0) {
                complete(process, line, call, what);
            } else if (begun.size() < MOST_PROCESSES) {
                Begun half = new Begun(call.at(), call.line(), what.substring(0, unfinished));
                begun.put(process, half); // a half before it lacks its return: what came of it is not known
            }
        }

        /** A call that the kernel begins again began where it did first. */
        private Begun again(int process, Begun call) {
            Begun first = restarting.remove(process);
            if (first == null) {
                return call;
            }
            if (CallText.name(first.text()).equals(CallText.name(call.text()))) {
                return new Begun(first.at(), first.line(), call.text());
            }
            never(process, first);
            return call;
        }

        private void resumed(int process, TraceLine line) {
            clock.at(line);
            String what = line.what();
            int behind = what.indexOf(RESUMED);
            Begun half = begun.remove(process);
            if (half != null && behind > 0) {
                String rest = what.substring(behind + RESUMED.length());
                boolean restart = what.startsWith("<... restart_syscall");
                String head = restart ? CallText.withoutReturn(half.text()) : half.text();
                complete(process, line, half, head.length() + rest.length() > MOST_LINE ? "" : head + rest);
            }
        }

        /**
         * The rest of a call that a signal interrupted: only its result is told. Source: restart_syscall(2),
         * sigreturn(2).
         */
        private void restarted(int process, TraceLine line, String what) {
            clock.at(line);
            Begun first = restarting.remove(process);
            int result = CallText.returnAt(what);
            if (first != null && result > 0) {
                complete(process, line, first, CallText.withoutReturn(first.text()) + what.substring(result));
            }
        }

        private void complete(int process, TraceLine line, Begun half, String text) {
            if (text.isEmpty()) {
                return;
            }
            try {
                CallText call = CallText.of(text);
                if (call.restarts()) {
                    restarting.put(process, new Begun(half.at(), half.line(), text));
                    return;
                }
                timed |= call.nanos() > 0;
                clock.returned(line, half.at() + call.nanos());
                add(process, half, call, call.result().value().isPresent() ? lines : TracedCall.NEVER);
            } catch (UnreadableCall e) {
                return; // garbage, or a line that was cut off
            }
        }

        private void never(int process, Begun half) {
            try {
                add(process, half, CallText.unfinished(half.text()), TracedCall.NEVER);
            } catch (UnreadableCall e) {
                return; // what it would have been is not known
            }
        }

        private void add(int process, Begun half, CallText call, int last) {
            if (call.onFile()) {
                return;
            }
            kept += call.text().length() + 200L;
            calls.add(new TracedCall(
                    process,
                    half.at(),
                    call.nanos(),
                    half.line(),
                    last,
                    call.name(),
                    call.args(),
                    call.result(),
                    call.text()));
        }
    }
}
