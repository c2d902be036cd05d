package socklab.lab;

import java.util.ArrayList;
import java.util.List;
import socklab.lang.Command;
import socklab.lang.Parser;

/** A recorded session as a lab, and as lines to run again. */
final class LabWriter {
    private static final String EXPECT = "=> ";
    private static final String BLOCKS = EXPECT + "blocks";
    private static final String INTERRUPTED = EXPECT + "EINTR";

    private LabWriter() {}

    /** The lab: a title unless the session begins with one, what it needs, and its lines. */
    static List<String> lab(SessionRecording recording, String title) {
        List<String> lines = runnable(recording.lines());
        List<String> lab = new ArrayList<>();
        boolean titled = !lines.isEmpty() && lines.getFirst().startsWith("#");
        lab.add(titled ? lines.getFirst() : "# " + title);
        needs(recording, lab);
        lab.addAll(lines.subList(titled ? 1 : 0, lines.size()));
        return lab;
    }

    /** The lab below a head of its own: its title, and what a reader must know. */
    static List<String> lab(SessionRecording recording, List<String> head) {
        List<String> lab = new ArrayList<>(head);
        needs(recording, lab);
        lab.addAll(runnable(recording.lines()));
        return lab;
    }

    private static void needs(SessionRecording recording, List<String> lab) {
        recording.needs().forEach(n -> lab.add("# needs: " + n));
        lab.add("");
    }

    /**
     * Lines that run without a user: a call that the user interrupted or put into the background, or that had not
     * returned, starts in the background.
     */
    static List<String> runnable(List<String> lines) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
            if (!(Parser.parse(line).command() instanceof Command.Invoke c)
                    || c.background()
                    || next.startsWith(EXPECT) && !next.equals(BLOCKS) && !next.startsWith(INTERRUPTED)) {
                out.add(line);
                continue;
            }
            out.add(line + " &");
            if (next.startsWith(INTERRUPTED)) {
                out.add(BLOCKS);
                out.add("/kill");
                i++;
            }
        }
        return out;
    }

    /** The same without the results. */
    static List<String> bare(List<String> lines) {
        return runnable(lines).stream().filter(l -> !l.startsWith(EXPECT)).toList();
    }
}
