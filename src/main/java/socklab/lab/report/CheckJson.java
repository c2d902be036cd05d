package socklab.lab.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import socklab.lab.LabChecker.Checked;
import socklab.lab.Verdict;
import socklab.text.Messages;
import socklab.view.Escape;

/** A checked lab, and the counts of a check, as JSON objects among those of {@link socklab.view.EventJson}. */
public final class CheckJson {
    private CheckJson() {}

    /** How the name of a lab's file is written. */
    public static String name(java.nio.file.Path file) {
        return Escape.printable(file.toString());
    }

    /** A lab. */
    public static JsonObject of(Checked lab, Messages messages) {
        JsonObject json = new JsonObject();
        json.addProperty("event", "checked");
        json.addProperty("lab", name(lab.file()));
        json.addProperty("title", Escape.printable(lab.title()));
        json.addProperty("verdict", JsonReport.verdict(lab.verdict()));
        Verdict.Score score = VerdictCounts.score(lab.verdict());
        json.addProperty("met", score.met());
        json.addProperty("expectations", score.expectations());
        json.addProperty("nanos", lab.time().toNanos());
        JsonArray lines = new JsonArray();
        CheckReport.lines(lab, messages).forEach(l -> lines.add(l.text()));
        json.add("report", lines);
        return json;
    }

    /** All labs. */
    public static JsonObject of(VerdictCounts counts, Messages messages) {
        JsonObject json = new JsonObject();
        json.addProperty("event", "summary");
        json.addProperty("passed", counts.passed());
        json.addProperty("failed", counts.failed());
        json.addProperty("broken", counts.broken());
        json.addProperty("skipped", counts.skipped());
        json.addProperty("stopped", counts.stopped());
        json.addProperty("met", counts.score().met());
        json.addProperty("expectations", counts.score().expectations());
        json.addProperty("text", CheckReport.summary(counts, messages));
        return json;
    }
}
