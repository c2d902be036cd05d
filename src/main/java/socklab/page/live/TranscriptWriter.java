package socklab.page.live;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.lab.LabProse;
import socklab.session.Event;
import socklab.session.Settings;
import socklab.shell.Shell;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.Transcript;

/** Writes what a session says into the log. */
final class TranscriptWriter {
    private final Shell shell;
    private final ClassLog log;
    private final List<LabProse.Piece> prose = new ArrayList<>();
    private boolean titled;

    /** A call that was made, and when that was heard. */
    record InFlight(Event.Started call, long since) {}

    TranscriptWriter(Shell shell, ClassLog log) {
        this.shell = shell;
        this.log = log;
        this.titled = shell.session().policy().trusted(); // a user's own session has no title
    }

    /** Writes the lines of an event. */
    void write(Event event) {
        Optional<String> typed = event.lineTyped().map(String::strip);
        typed.ifPresent(line -> typed(line, event instanceof Event.Started s ? s.id().number() : 0));
        Settings settings = shell.session().settings();
        if (Transcript.tells(settings, event)) {
            proseEnds();
            transcript(settings).said(event).forEach(this::line);
        }
    }

    /** A sentence that looks back would be of another moment by now: at most the call and its result are told. */
    private Transcript transcript(Settings settings) {
        Settings told =
                settings.feedback() == Settings.Feedback.VERBOSE ? settings.with(Settings.Feedback.NORMAL) : settings;
        return new Transcript(told, messages(), shell.session().journal()::events);
    }

    private Messages messages() {
        return Messages.in(shell.session().settings().language());
    }

    private void typed(String line, int number) {
        if (line.startsWith("#") || line.startsWith("＃")) {
            LabProse.piece(line.substring(1)).ifPresent(prose::add);
            return;
        }
        proseEnds();
        JsonObject json = entry("typed", line);
        json.addProperty("n", number);
        log.add(json);
    }

    private void line(OutputLine line) {
        JsonObject json = entry("line", line.text());
        json.addProperty("k", line.kind().name().toLowerCase(Locale.ROOT));
        log.add(json);
    }

    private static JsonObject entry(String type, String text) {
        JsonObject json = new JsonObject();
        json.addProperty("t", type);
        json.addProperty("s", SessionFeed.cut(text));
        return json;
    }

    /** Writes the prose that has come, a paragraph each; a lab's first is its title. */
    void proseEnds() {
        if (prose.isEmpty()) {
            return;
        }
        List<LabProse.Piece> text =
                new ArrayList<>(LabProse.of(prose, messages().language(), LabProse.Kind.TEXT));
        if (!titled && !text.isEmpty()) {
            titled = true;
            paragraph("title", text.removeFirst().text());
        }
        LabProse.lines(text, Integer.MAX_VALUE).stream()
                .filter(l -> !l.isBlank())
                .forEach(l -> paragraph("text", l));
        prose.clear();
    }

    private void paragraph(String kind, String text) {
        JsonObject json = entry("prose", new OutputLine(OutputLine.Kind.PROSE, text).text());
        json.addProperty("k", kind);
        log.add(json);
    }

    /** Says that events were left out: more came than anybody reads. */
    void leftOut(long count) {
        line(new OutputLine(OutputLine.Kind.NOTE, messages().say(Message.of("class.leftOut", count))));
    }
}
