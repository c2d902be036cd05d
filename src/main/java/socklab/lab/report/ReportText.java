package socklab.lab.report;

import socklab.view.Escape;

/** Text for a report file: control characters are visible, and the length is bounded. */
final class ReportText {
    /** The most characters of one text in a report. */
    static final int MOST = 10_000;

    private static final String CUT = "\n...";

    private ReportText() {}

    /** Several lines, escaped and cut. */
    static String block(String text) {
        String safe = Escape.printable(text);
        if (safe.length() <= MOST) {
            return safe;
        }
        int end = MOST - CUT.length();
        return safe.substring(0, Character.isHighSurrogate(safe.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** The same on one line. */
    static String line(String text) {
        return block(text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t"));
    }
}
