package socklab.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import socklab.export.c.CWriter;
import socklab.export.nio.NioWriter;
import socklab.export.python.PythonWriter;

/** A language that programs are written in. */
public enum TargetLanguage {
    PYTHON("py"),
    C("c"),
    JAVA("java");

    private final String ending;

    TargetLanguage(String ending) {
        this.ending = ending;
    }

    /** The word that names it on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the names of its files end in, without the dot. */
    public String ending() {
        return ending;
    }

    ProgramWriter writer() {
        return switch (this) {
            case PYTHON -> PythonWriter.writer();
            case C -> CWriter.writer();
            case JAVA -> NioWriter.writer();
        };
    }

    /** The language of a word. */
    public static Optional<TargetLanguage> of(String word) {
        return Arrays.stream(values()).filter(l -> l.word().equals(word)).findFirst();
    }
}
