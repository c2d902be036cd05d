package socklab.shell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.view.EventJson;
import socklab.view.OutputLine;

/**
 * Writes each event, and each line that is no event, as one JSON object a line; for programs.
 *
 * <p>Sessions have numbers, in the order in which they are followed: a lab that is run from a session has one of its
 * own.
 */
public final class JsonUi implements LineUi {
    private static final int COLUMNS = 80;

    private final AnswerReader answers;
    private final PrintStream out;
    private final long origin = System.nanoTime();
    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    private int sessions;

    /** @param out UTF-8 */
    public JsonUi(BufferedReader in, PrintStream out) {
        this.answers = new AnswerReader(in);
        this.out = out;
    }

    /** Writes an object as a line. */
    public synchronized void write(JsonObject json) {
        out.println(gson.toJson(json));
        out.flush();
    }

    @Override
    public synchronized void flush() {
        out.flush();
    }

    @Override
    public synchronized void follow(Session session) {
        int number = ++sessions;
        follow(session, json -> json.addProperty("session", number));
    }

    /** Writes the events of a session as they happen; {@code mark} adds to each which session it is. */
    public void follow(Session session, Consumer<JsonObject> mark) {
        session.journal().listen(new Follower(session, mark));
    }

    /** Receives the events of a session under the journal's lock. */
    private final class Follower implements Consumer<Event> {
        private final Session session;
        private final Consumer<JsonObject> mark;
        private EventJson events;

        Follower(Session session, Consumer<JsonObject> mark) {
            this.session = session;
            this.mark = mark;
            this.events = new EventJson(session.settings(), origin);
        }

        @Override
        public void accept(Event event) {
            if (!events.suits(session.settings())) {
                events = new EventJson(session.settings(), origin);
            }
            JsonObject json = events.of(event);
            mark.accept(json);
            write(json);
        }
    }

    @Override
    public void say(List<OutputLine> lines) {
        lines.forEach(l -> write(EventJson.output(l)));
    }

    @Override
    public void type(Typing line, Duration pause, Job job) {
        // an event tells which line ran
    }

    @Override
    public Optional<String> ask(String prompt) {
        say(List.of(new OutputLine(OutputLine.Kind.PRINTED, prompt)));
        return next();
    }

    @Override
    public Optional<String> next() {
        return answers.next();
    }

    @Override
    public void endQuestions() {
        answers.end();
    }

    @Override
    public int columns() {
        return COLUMNS;
    }
}
