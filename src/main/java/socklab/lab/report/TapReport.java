package socklab.lab.report;

import com.google.gson.JsonPrimitive;
import java.util.List;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabFailure;
import socklab.lab.Verdict;
import socklab.text.Messages;

/**
 * A run as TAP, one test point a lab, what is wrong as a YAML diagnostic whose strings are JSON's.
 *
 * <p>Source: Test Anything Protocol, version 14.
 */
public final class TapReport {
    private TapReport() {}

    /** The report. */
    public static String of(List<Checked> labs, Messages messages) {
        StringBuilder out = new StringBuilder("TAP version 14\n1.." + labs.size() + "\n");
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
            out.append(" # SKIP ").append(CheckReport.fault(lab, messages));
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
        if (lab.verdict() instanceof Verdict.Failed(LabFailure f)) {
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
        }
        entry(out, "output", CheckReport.text(lab, messages));
        out.append("  ...\n");
    }

    private static void entry(StringBuilder out, String key, String value) {
        out.append("  ").append(key).append(": ").append(quoted(value)).append('\n');
    }

    /** A YAML double-quoted string; JSON's is one. */
    private static String quoted(String text) {
        return new JsonPrimitive(text).toString();
    }

    private static String escaped(String description) {
        return description.replace("\\", "\\\\").replace("#", "\\#").replaceAll("\\p{Cntrl}", "?");
    }
}
