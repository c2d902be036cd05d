package socklab.lab.report;

import com.google.gson.JsonPrimitive;
import java.util.List;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabFailure;
import socklab.lab.Verdict;
import socklab.text.Messages;

/**
 * A check as TAP: a test point for each lab, the failure as a YAML block whose strings are written as JSON.
 *
 * <p>Source: Test Anything Protocol, versions 13 and 14. What is written here differs in the version line only;
 * Perl's {@code prove} reads 13.
 */
public final class TapReport {
    private TapReport() {}

    /** The report in a version of the protocol, 13 or 14. */
    public static String of(List<Checked> labs, int version, Messages messages) {
        StringBuilder out = new StringBuilder("TAP version " + version + "\n1.." + labs.size() + "\n");
        for (int i = 0; i < labs.size(); i++) {
            point(out, i + 1, labs.get(i), messages);
        }
        return out.toString();
    }

    private static void point(StringBuilder out, int number, Checked lab, Messages messages) {
        boolean ok = lab.verdict() instanceof Verdict.Passed || lab.verdict() instanceof Verdict.Skipped;
        out.append(ok ? "ok " : "not ok ")
                .append(number)
                .append(" - ")
                .append(escaped(lab.file().toString()));
        if (lab.verdict() instanceof Verdict.Skipped) {
            out.append(" # SKIP ").append(ReportText.line(CheckReport.fault(lab, messages)));
        }
        out.append('\n');
        if (!ok) {
            diagnostic(out, lab, messages);
        }
    }

    private static void diagnostic(StringBuilder out, Checked lab, Messages messages) {
        out.append("  ---\n");
        entry(out, "message", CheckReport.fault(lab, messages));
        entry(out, "severity", lab.verdict() instanceof Verdict.Failed ? "fail" : "error");
        if (lab.verdict() instanceof Verdict.Failed(LabFailure f, Verdict.Score score)) {
            out.append("  at: {file: ")
                    .append(quoted(lab.file().toString()))
                    .append(", line: ")
                    .append(f.number())
                    .append(", column: ")
                    .append(f.column())
                    .append("}\n");
            out.append("  wanted: [")
                    .append(String.join(
                            ", ", f.expected().stream().map(TapReport::quoted).toList()))
                    .append("]\n");
            f.actual().ifPresent(a -> entry(out, "found", a));
            out.append("  expectations: {met: ")
                    .append(score.met())
                    .append(", all: ")
                    .append(score.expectations())
                    .append("}\n");
        }
        entry(out, "output", CheckReport.text(lab, messages));
        out.append("  ...\n");
    }

    private static void entry(StringBuilder out, String key, String value) {
        out.append("  ").append(key).append(": ").append(quoted(value)).append('\n');
    }

    /** A YAML double-quoted string; a JSON string is one. */
    private static String quoted(String text) {
        return new JsonPrimitive(ReportText.block(text)).toString();
    }

    private static String escaped(String description) {
        return ReportText.line(description.replace("\\", "\\\\").replace("#", "\\#"));
    }
}
