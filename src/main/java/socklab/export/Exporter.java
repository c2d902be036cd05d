package socklab.export;

import java.nio.file.Path;
import socklab.lab.Lab;

/** Makes source text of labs and sessions. Nothing of them is run. */
public final class Exporter {
    private Exporter() {}

    /** The name of a file without its folder and ending. */
    public static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.\\w+$", "");
    }

    /** A file as a program: a lab, or the record of a session that the state folder keeps. */
    public static String file(Lab lab, TargetLanguage language, ExportSettings settings) throws Refusal {
        boolean recorded = lab.file().getFileName().toString().matches("\\d{1,15}-\\d{1,18}(\\.piped)?\\.lab");
        return recorded ? session(lab, language, settings) : lab(lab, language, settings);
    }

    /** A lab as a program. */
    public static String lab(Lab lab, TargetLanguage language, ExportSettings settings) throws Refusal {
        return language.writer().write(ProgramBuilder.build(lab, settings, false));
    }

    /**
     * The record of a session as a program: a call that failed and was repaired later is left out, unless asked for.
     */
    public static String session(Lab record, TargetLanguage language, ExportSettings settings) throws Refusal {
        return language.writer().write(ProgramBuilder.build(record, settings, true));
    }
}
