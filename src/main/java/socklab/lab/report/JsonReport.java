package socklab.lab.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabFailure;
import socklab.lab.Verdict;
import socklab.text.Messages;
import socklab.view.Escape;

/**
 * A check as JSON: Gradescope's results.json, a point for each lab, and further facts under {@code extra_data}.
 *
 * <p>A lab that was skipped gives no point and costs none. The schema is {@code results.schema.json} in this
 * program's resources. Source: Gradescope autograder documentation, output format.
 */
public final class JsonReport {
    /** Rows after these are counted in the score, but not written. */
    private static final int MOST_ROWS = 2_000;

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
        VerdictCounts counts = VerdictCounts.of(labs);
        json.beginObject();
        json.name("score").value(counts.passed());
        json.name("max_score").value(labs.size() - counts.skipped());
        json.name("execution_time").value(seconds(counts.time()));
        json.name("output").value(CheckReport.summary(counts, messages));
        json.name("output_format").value("text");
        json.name("visibility").value("visible");
        json.name("tests").beginArray();
        for (int i = 0; i < Math.min(labs.size(), MOST_ROWS); i++) {
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
        json.name("name").value(ReportText.line(lab.file() + ": " + lab.title()));
        json.name("score").value(passed ? 1 : 0);
        json.name("max_score").value(skipped ? 0 : 1);
        if (!skipped) {
            json.name("status").value(passed ? "passed" : "failed");
        }
        json.name("output").value(ReportText.block(CheckReport.text(lab, messages)));
        json.name("output_format").value("text");
        json.name("visibility").value("visible");
        json.name("extra_data").beginObject();
        json.name("file").value(Escape.printable(lab.file().toString()));
        json.name("verdict").value(verdict(lab.verdict()));
        json.name("seconds").value(seconds(lab.time()));
        Verdict.Score score = VerdictCounts.score(lab.verdict());
        json.name("met").value(score.met());
        json.name("expectations").value(score.expectations());
        if (lab.verdict() instanceof Verdict.Failed(LabFailure f, Verdict.Score _)) {
            failure(json, f);
        }
        json.endObject();
        json.endObject();
    }

    /** Three decimals: such a number never needs an exponent. */
    private static BigDecimal seconds(Duration time) {
        return new BigDecimal(VerdictCounts.seconds(time));
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> "passed";
            case Verdict.Failed _ -> "failed";
            case Verdict.Skipped _ -> "skipped";
            case Verdict.Stopped _ -> "stopped";
            case Verdict.Unparsed _ -> "unparsed";
            case Verdict.Unreadable _ -> "unreadable";
        };
    }

    private static void failure(JsonWriter json, LabFailure f) throws IOException {
        json.name("line").value(f.number());
        json.name("column").value(f.column());
        json.name("source").value(ReportText.line(f.callLine().strip()));
        json.name("expected").beginArray();
        for (String expected : f.expected()) {
            json.value(ReportText.line(expected));
        }
        json.endArray();
        if (f.actual().isPresent()) {
            json.name("actual").value(ReportText.line(f.actual().get()));
        }
        if (f.call().isPresent()) {
            json.name("call").value(ReportText.line(f.call().get()));
        }
    }
}
