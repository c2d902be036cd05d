package socklab.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.SyntaxError;
import socklab.shell.ScriptStep;
import socklab.text.Language;

/**
 * A lab: its file, its steps, what it needs of the machine, and the lines that do not parse.
 *
 * @param needs the words after {@code # needs:}
 */
public record Lab(Path file, List<ScriptStep> steps, List<String> needs, List<Mistake> mistakes) {

    /** A line that does not parse: its number, and the column of the fault, both from 1. */
    public record Mistake(int number, int column, SyntaxError error) {}

    /** The folder that its files are read from. */
    public Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    /** Its title: the first comment, in that language if it has one there; the file's name if there is none. */
    public String title(Language language) {
        List<LabProse.Piece> head = new ArrayList<>();
        for (ScriptStep step : steps) {
            if (!(step instanceof ScriptStep.Line line) || !(line.command() instanceof Command.Comment)) {
                break;
            }
            LabProse.piece(line.text().strip().substring(1))
                    .filter(p -> p.kind() == LabProse.Kind.TEXT)
                    .ifPresent(head::add);
        }
        return first(head, language).or(() -> first(head, Language.EN)).orElse(String.valueOf(file.getFileName()));
    }

    private static Optional<String> first(List<LabProse.Piece> head, Language language) {
        return head.stream()
                .filter(p -> p.language() == language)
                .map(p -> p.text().strip())
                .filter(t -> !t.isEmpty())
                .findFirst();
    }
}
