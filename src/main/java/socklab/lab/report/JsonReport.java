package socklab.lab.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabFailure;
import socklab.lab.Verdict;
import socklab.text.Messages;

/**
 * A run as JSON: Gradescope's results.json, a point a lab, with what else there is to know under {@code extra_data}.
 *
 * <p>A lab that was skipped is worth nothing and costs nothing. The schema is {@code results.schema.json} beside
 * this class's messages. Source: Gradescope autograder documentation, output format.
 */
public final class JsonReport {
    private JsonReport() {}

    /** The report. */
    public static String of(List<Checked> labs, Messages messages) {
        StringWriter out = new StringWriter();
        try (JsonWriter json = new JsonWriter(out)) {
            json.setIndent("  ");
            run(json, labs, messages);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out + "\n";
    }

    private static void run(JsonWriter json, List<Checked> labs, Messages messages) throws IOException {
        VerdictCounts tally = VerdictCounts.of(labs);
        json.beginObject();
        json.name("score").value(tally.passed());
        json.name("max_score").value(labs.size() - tally.skipped());
        json.name("execution_time").value(seconds(tally.nanos()));
        json.name("output")
                .value(messages.say("check.summary", tally.passed(), tally.failed() + tally.broken(), tally.skipped()));
        json.name("tests").beginArray();
        for (int i = 0; i < labs.size(); i++) {
            test(json, i + 1, labs.get(i), messages);
        }
        json.endArray();
        json.endObject();
    }

    private static void test(JsonWriter json, int number, Checked lab, Messages messages) throws IOException {
        boolean passed = lab.verdict() instanceof Verdict.Passed;
        boolean skipped = lab.verdict() instanceof Verdict.Skipped;
        json.beginObject();
        json.name("number").value(Integer.toString(number));
        json.name("name").value(lab.title());
        json.name("score").value(passed ? 1 : 0);
        json.name("max_score").value(skipped ? 0 : 1);
        if (!skipped) {
            json.name("status").value(passed ? "passed" : "failed");
        }
        json.name("output").value(CheckReport.text(lab, messages));
        json.name("extra_data").beginObject();
        json.name("file").value(lab.file().toString());
        json.name("verdict").value(verdict(lab.verdict()));
        json.name("seconds").value(seconds(lab.nanos()));
        if (lab.verdict() instanceof Verdict.Failed(LabFailure f)) {
            failure(json, f);
        }
        json.endObject();
        json.endObject();
    }

    /** Milliseconds are as much as a report tells: a number of three decimals never needs an exponent. */
    private static BigDecimal seconds(long nanos) {
        return new BigDecimal(VerdictCounts.seconds(nanos));
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> "passed";
            case Verdict.Failed _ -> "failed";
            case Verdict.Skipped _ -> "skipped";
            case Verdict.Unparsed _ -> "unparsed";
            case Verdict.Unreadable _ -> "unreadable";
        };
    }

    private static void failure(JsonWriter json, LabFailure f) throws IOException {
        json.name("line").value(f.number());
        json.name("column").value(f.column());
        json.name("source").value(f.callLine().strip());
        json.name("expected").beginArray();
        for (String expected : f.expected()) {
            json.value(expected);
        }
        json.endArray();
        if (f.actual().isPresent()) {
            json.name("actual").value(f.actual().get());
        }
        if (f.call().isPresent()) {
            json.name("call").value(f.call().get());
        }
    }
}
