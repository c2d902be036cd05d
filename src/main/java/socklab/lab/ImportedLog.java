package socklab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.lab.strace.TracedSession;
import socklab.session.Event;
import socklab.view.Escape;

/** A log of strace as a lab: the same calls, and what came of them. */
public final class ImportedLog {
    private final TracedSession traced;
    private final String title;

    private ImportedLog(TracedSession traced, String title) {
        this.traced = traced;
        this.title = Escape.printable(title).replaceAll("[\\n\\t]", " ");
    }

    /**
     * Reads a log.
     *
     * @throws IOException if the file cannot be read
     */
    public static ImportedLog read(Path file) throws IOException {
        return read(file, 1, Set.of());
    }

    /** Reads a log; its first call has that number, and none of its sockets has a name that is taken. */
    static ImportedLog read(Path file, int number, Set<String> taken) throws IOException {
        return new ImportedLog(TracedSession.read(file, number, taken), String.valueOf(file.getFileName()));
    }

    /** Whether a file looks like a log of strace. */
    public static boolean looksLike(Path file) throws IOException {
        return TracedSession.looksLike(file);
    }

    /** How much the log came to. */
    public TracedSession.Counts counts() {
        return traced.counts();
    }

    /** What a session's journal would have. */
    List<Event> events() {
        return traced.events();
    }

    /** What the calls would have been recorded as. */
    SessionRecording recording() {
        SessionRecording recording = new SessionRecording(new TracedPorts(), this::expectation);
        traced.lab().forEach(recording);
        return recording;
    }

    /** The lab. */
    public List<String> lines() {
        return LabWriter.lab(recording(), head());
    }

    /** What a reader must know of the lines below. */
    private List<String> head() {
        List<String> head = new ArrayList<>();
        head.add("# strace: " + title);
        head.add("#zh strace：" + title);
        if (!traced.cut().isEmpty()) {
            head.add("# [..] stands where strace printed only the beginning of the data; strace -s 65536 prints all.");
            head.add("#zh [..] 处 strace 只显示了数据的开头；strace -s 65536 会显示全部。");
        }
        if (!traced.counts().complete()) {
            head.add("# The log is longer: this is its beginning.");
            head.add("#zh 日志更长：这里只是开头部分。");
        }
        return head;
    }

    /** What to expect of a call of which the log does not tell all. */
    private String expectation(Event.Finished call, String result) {
        boolean cut = traced.cut().contains(call.id().number());
        if (!(call.outcome() instanceof Outcome.Returned r)) {
            return result;
        }
        Result kind = call.invocation().call().result();
        if (cut && kind == Result.RECEIVED) {
            int quote = result.lastIndexOf("\" (");
            String head = result.substring(0, Math.max(0, quote));
            return (head.endsWith("…") ? head.substring(0, head.length() - 1) : head) + Expectation.ANYTHING + "\""
                    + result.substring(Math.max(0, quote) + 1);
        } else if (cut) {
            return Expectation.ANYTHING;
        }
        boolean unnamed = kind == Result.ACCEPTED && Out.address(r.outs()).isEmpty() && !result.contains(" from ");
        return unnamed ? result + " from " + Expectation.ANYTHING : result;
    }

    /** Ports, as the log tells them. */
    private final class TracedPorts implements PortNames {
        @Override
        public boolean knows(int port) {
            return traced.owners().containsKey(port);
        }

        @Override
        public Optional<String> owner(int port) {
            return traced.chosen().contains(port)
                    ? Optional.empty()
                    : Optional.ofNullable(traced.owners().get(port));
        }
    }
}
