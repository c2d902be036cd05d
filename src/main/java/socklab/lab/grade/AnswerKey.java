package socklab.lab.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.lab.Lab;
import socklab.lab.LabReader;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.text.Message;

/**
 * A teacher's lab: its lines, its questions, its open tasks.
 *
 * <p>A question is an expectation with a {@code #?} or {@code #!} line before it; in a lab that has neither, every
 * expectation is one. After an open task, each expectation up to the next {@code #?} checks the task.
 *
 * @param lab the lab as it plays
 * @param lines the lines of the file that belong to the lab, with their numbers
 * @param tasks the open tasks, in order
 * @param mistakes what does not parse, in the lab or in its {@code #!} lines
 */
public record AnswerKey(
        Lab lab, List<LabReader.Source> lines, List<Question> questions, List<Task> tasks, List<Lab.Mistake> mistakes) {

    /**
     * An open task: the numbers of its {@code #! yours} and {@code #! end} lines, and the teacher's lines between
     * them.
     */
    public record Task(int first, int last, List<LabReader.Source> solution) {}

    /** Reads a key. */
    public static AnswerKey read(Path file) throws IOException {
        Lab lab = LabReader.read(file);
        List<LabReader.Source> lines = LabReader.lines(file);
        KeyParser parser = new KeyParser();
        lines.forEach(parser::add);
        parser.end();
        List<Lab.Mistake> mistakes = new ArrayList<>(lab.mistakes());
        mistakes.addAll(parser.mistakes());
        return new AnswerKey(lab, lines, parser.questions(), parser.tasks(), List.copyOf(mistakes));
    }

    /** Whether it starts a student's program: without that it says nothing about one. */
    public boolean startsProgram() {
        return lines.stream()
                .flatMap(l -> Directive.in(l.text()).stream())
                .anyMatch(d -> d instanceof Directive.StartWithSocket || d instanceof Directive.StartListening);
    }

    /** The task that a line belongs to, its {@code #!} lines included. */
    Optional<Integer> taskAt(int number) {
        for (int i = 0; i < tasks.size(); i++) {
            if (number >= tasks.get(i).first() && number <= tasks.get(i).last()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    static Lab.Mistake mistake(LabReader.Source line, String fault) {
        Span all = new Span(0, line.text().length());
        return new Lab.Mistake(
                line.number(),
                line.indent() + 1,
                new SyntaxError(line.text(), all, Message.of(fault), Message.of("cure.directive")));
    }
}
