package socklab.export;

import java.util.List;
import java.util.Set;

/**
 * What a lab or a session does, said in no language yet.
 *
 * @param title the lab's
 * @param name the lab's file's name without its ending; a Java class is named so
 * @param arguments ports that the program takes on its command line, with a standard value for each
 * @param read the variables that some statement reads
 * @param checked whether the lab's expectations are part of the program
 */
public record Program(
        String title,
        String name,
        List<Argument> arguments,
        List<Statement> body,
        Set<ProgramVariable> read,
        boolean checked) {

    /** A port given on the command line. */
    public record Argument(ProgramVariable port, int standard) {}
}
