package socklab.page.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import socklab.view.Escape;

/** The question that is open now, if one is: what viewers see of it, and where their answers go. */
final class Questions {
    private final ClassLog log;
    private final Voters voters;
    private Optional<Poll> open = Optional.empty();
    private int asked;

    Questions(ClassLog log, Voters voters) {
        this.log = log;
        this.voters = voters;
    }

    /** A question as it was asked. */
    record Asked(Poll poll, Choices choices, String line) {}

    /** Puts a question; an earlier one is closed. */
    synchronized Asked ask(Choices choices, String line) {
        Poll poll = new Poll(++asked);
        open = Optional.of(poll);
        JsonObject json = new JsonObject();
        json.addProperty("t", "ask");
        json.addProperty("id", poll.number());
        json.addProperty("question", Escape.printable(choices.question()));
        json.addProperty("line", Escape.printable(line));
        JsonArray all = new JsonArray();
        choices.choices().stream().map(Escape::printable).forEach(all::add);
        json.add("choices", all);
        log.put(ClassLog.State.QUESTION, json);
        return new Asked(poll, choices, Escape.printable(line));
    }

    /** Takes a question from the screens: from now on no answer counts. */
    synchronized void withdraw(Asked question) {
        if (open.filter(p -> p == question.poll()).isPresent()) {
            open = Optional.empty();
            JsonObject json = new JsonObject();
            json.addProperty("t", "ask");
            json.addProperty("id", 0);
            log.put(ClassLog.State.QUESTION, json);
        }
    }

    /** Takes an answer; returns whether it counts: the question is open, and the voter was given its word here. */
    boolean answer(int question, String voter, String text) {
        Optional<Poll> poll;
        synchronized (this) {
            poll = open.filter(p -> p.number() == question);
        }
        return poll.isPresent() && voters.knows(voter) && poll.get().answer(voter, text);
    }
}
