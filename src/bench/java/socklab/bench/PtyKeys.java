package socklab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A session on a pseudo-terminal, as a user has it: what is waited for, what is typed. */
final class PtyKeys {
    private static final int REST_MILLIS = 300;

    private final List<String> steps = new ArrayList<>();

    /**
     * What a step that waited saw.
     *
     * @param nanos since the start, or since the keys before
     * @param kib resident memory of the program and its children
     */
    record Seen(long nanos, long kib) {}

    /** Waits for a text. */
    PtyKeys expect(String text) {
        return step("expect", text);
    }

    /** Types a line. */
    PtyKeys type(String line) {
        return step("send", line + "\\r");
    }

    /** Types a line as slowly as people do: Enter comes when the rest of it has long been read. */
    PtyKeys typeSlowly(String line) {
        return step("send", line).sleep(REST_MILLIS).step("send", "\\r");
    }

    /** Does nothing for a while. */
    PtyKeys sleep(int millis) {
        return step("sleep", Integer.toString(millis));
    }

    private PtyKeys step(String what, String text) {
        steps.add(what);
        steps.add(text);
        return this;
    }

    /** Plays the session with a program; one result for each text waited for. */
    List<Seen> play(BenchTools kit, List<String> program) throws IOException, MissingTool {
        List<String> command = new ArrayList<>(List.of(kit.program("pty")));
        command.addAll(steps);
        command.add("--");
        command.addAll(program);
        return kit.run(command)
                .lines()
                .map(l -> l.split(" "))
                .map(w -> new Seen(Long.parseLong(w[0]), Long.parseLong(w[1])))
                .toList();
    }
}
