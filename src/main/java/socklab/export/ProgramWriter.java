package socklab.export;

/** Says a program in one language. */
public interface ProgramWriter {

    /** The source text, lines ended by LF; refused where the language cannot say a line. */
    String write(Program program) throws Refusal;
}
