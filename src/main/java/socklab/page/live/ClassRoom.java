package socklab.page.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import socklab.lab.Audience;
import socklab.lab.LabQuestion;
import socklab.service.Reach;
import socklab.session.Table;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;

/**
 * The room that looks at a session: opened by {@code /class}, closed by {@code /class off} or with the session.
 *
 * <p>While a lab runs in a session of its own, that one is looked at.
 */
public final class ClassRoom implements Audience, AutoCloseable {
    /** The port where none is said. */
    public static final int USUAL_PORT = 8080;

    private final List<Shell> sessions = new ArrayList<>();
    private final List<Message> results = new ArrayList<>();
    private Optional<Open> open = Optional.empty();

    private record Open(ClassServer server, SessionFeed feed, ClassLog log, Questions questions) {}

    /** @param shell the session that is looked at first */
    public ClassRoom(Shell shell) {
        sessions.add(shell);
    }

    /**
     * Opens the page; it must be closed.
     *
     * @param port 0 for one that the kernel chooses
     * @return where it is, to show to the user
     * @throws IOException if the port cannot be had
     */
    public synchronized List<String> open(Reach reach, int port) throws IOException {
        ClassServer.Config config = new ClassServer.Config(reach, port);
        Voters voters = new Voters();
        ClassLog log = new ClassLog(voters.word());
        Questions questions = new Questions(log, voters);
        Shell now = sessions.getLast();
        SessionFeed feed = new SessionFeed(log, now);
        ClassServer server;
        try {
            server = ClassServer.start(
                    config, new ClassServer.Parts(log, questions, voters, feed::ladder, this::sessionLanguage));
        } catch (IOException e) {
            feed.close();
            throw e;
        }
        feed.viewers(server::viewers, server::checkPatience);
        open = Optional.of(new Open(server, feed, log, questions));
        return lines(server.address(), reach, Messages.in(sessionLanguage()));
    }

    private static List<String> lines(ClassServer.Address address, Reach reach, Messages messages) {
        List<String> lines = new ArrayList<>();
        switch (reach) {
            case LOOPBACK -> lines.add(messages.say("class.open", address.url()));
            case ANY -> {
                lines.addAll(ClassAddress.qr(address.url()));
                lines.add(messages.say("class.openAny", address.url()));
            }
        }
        lines.add(messages.say("class.projector", address.url() + "?projector"));
        return lines;
    }

    private synchronized Language sessionLanguage() {
        return sessions.getLast().session().settings().language();
    }

    /** The page's address, while it is open. */
    synchronized Optional<ClassServer.Address> address() {
        return open.map(o -> o.server().address());
    }

    /** How many look. */
    synchronized int viewers() {
        return open.map(o -> o.server().viewers()).orElse(0);
    }

    @Override
    public void close() {
        Optional<Open> closing;
        synchronized (this) {
            closing = open;
            open = Optional.empty();
        }
        closing.ifPresent(o -> {
            o.feed().close(); // what happened last is still sent
            JsonObject over = new JsonObject();
            over.addProperty("t", "over");
            o.log().add(over);
            o.log().close();
            o.server().close();
        });
    }

    @Override
    public synchronized Visit enter(Shell shell) {
        sessions.add(shell);
        open.ifPresent(o -> o.feed().follow(shell));
        return () -> leave(shell);
    }

    private synchronized void leave(Shell shell) {
        sessions.remove(shell);
        open.ifPresent(o -> o.feed().follow(sessions.getLast()));
    }

    @Override
    public synchronized Optional<Prediction> ask(LabQuestion question, ScriptStep.Line line) {
        return open.map(o -> {
            o.feed().catchUp();
            return new Asked(
                    o, o.questions().ask(Choices.of(question, line), line.text().strip()));
        });
    }

    @Override
    public synchronized List<Message> tally() {
        if (results.isEmpty()) {
            return List.of();
        }
        List<Message> all = new ArrayList<>(List.of(Message.of("class.tally")));
        all.addAll(results);
        results.clear();
        return List.copyOf(all);
    }

    private synchronized void keep(Message result, Table table) {
        results.add(result);
        sessions.forEach(s -> s.session().tables().keep(table));
    }

    /** A question that the room was asked. */
    private final class Asked implements Prediction {
        private final Open room;
        private final Questions.Asked asked;

        Asked(Open room, Questions.Asked asked) {
            this.room = room;
            this.asked = asked;
        }

        @Override
        public Message status() {
            return Message.of(
                    "class.answers", asked.poll().count(), room.server().viewers());
        }

        @Override
        public void close() {
            room.questions().withdraw(asked);
        }

        @Override
        public Optional<Message> reveal(String actual, Predicate<String> right) {
            Poll.Tally tally = asked.poll().close(right);
            room.feed().catchUp(); // the call and its result come first
            room.log().add(json(actual, tally));
            if (tally.answers() == 0) {
                return Optional.empty();
            }
            keep(
                    Message.of("class.row", asked.choices().question(), tally.right(), tally.answers()),
                    TallyTable.of(asked.choices().question(), actual, tally));
            return Optional.of(Message.of("class.had", tally.right(), tally.answers()));
        }

        private JsonObject json(String actual, Poll.Tally tally) {
            JsonObject json = new JsonObject();
            json.addProperty("t", "reveal");
            json.addProperty("id", asked.poll().number());
            json.addProperty("question", asked.choices().question());
            json.addProperty("line", asked.line());
            json.addProperty("actual", SessionFeed.cut(actual));
            json.addProperty("answers", tally.answers());
            json.addProperty("right", tally.right());
            JsonArray rows = new JsonArray();
            for (Poll.Row row : tally.rows()) {
                JsonObject one = new JsonObject();
                one.addProperty("answer", row.answer());
                one.addProperty("count", row.count());
                one.addProperty("right", row.right());
                rows.add(one);
            }
            json.add("rows", rows);
            return json;
        }
    }
}
