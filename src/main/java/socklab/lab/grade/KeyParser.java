package socklab.lab.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.lab.Lab;
import socklab.lab.LabQuestion;
import socklab.lab.LabReader;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.lang.SyntaxError;

/** Finds the questions and open tasks of a key, line by line. */
final class KeyParser {
    /** An expectation, before it is known whether the key marks its questions. */
    private record Found(
            LabReader.Source call,
            List<String> expected,
            Optional<String> prompt,
            List<Directive> directives,
            Optional<Integer> task) {
        boolean isMarked() {
            return prompt.isPresent() || !directives.isEmpty() || task.isPresent();
        }
    }

    private final List<Found> found = new ArrayList<>();
    private final List<AnswerKey.Task> tasks = new ArrayList<>();
    private final List<Lab.Mistake> mistakes = new ArrayList<>();
    private final List<Directive> directives = new ArrayList<>();
    private final List<LabReader.Source> solution = new ArrayList<>();
    private Optional<String> prompt = Optional.empty();
    private Optional<LabReader.Source> call = Optional.empty();
    private Optional<LabReader.Source> yours = Optional.empty();
    private Optional<Integer> task = Optional.empty();
    private boolean underExpectation;

    void add(LabReader.Source line) {
        Optional<Directive> directive = Directive.in(line.text());
        if (directive.isPresent()) {
            directive(line, directive.get());
        } else if (yours.isPresent()) {
            solution.add(line);
        } else {
            line(line);
        }
    }

    private void directive(LabReader.Source line, Directive directive) {
        underExpectation = false;
        switch (directive) {
            case Directive.Unknown _ -> mistakes.add(AnswerKey.mistake(line, "fault.directive"));
            case Directive.Yours _ when yours.isPresent() -> mistakes.add(AnswerKey.mistake(line, "fault.yoursTwice"));
            case Directive.Yours _ -> yours = Optional.of(line);
            case Directive.End _ when yours.isEmpty() -> mistakes.add(AnswerKey.mistake(line, "fault.endNoYours"));
            case Directive.End _ -> {
                tasks.add(new AnswerKey.Task(yours.get().number(), line.number(), List.copyOf(solution)));
                task = Optional.of(tasks.size() - 1);
                yours = Optional.empty();
                solution.clear();
                prompt = Optional.empty();
            }
            case Directive.Prints p -> ofProgram(line, p.pattern());
            case Directive.Exits e -> ofProgram(line, Integer.toString(e.code()));
            case Directive.StartWithSocket _, Directive.StartListening _, Directive.Input _ -> {}
            case Directive.Points _, Directive.Hidden _, Directive.Bonus _, Directive.Hint _, Directive.Accept _ ->
                directives.add(directive);
        }
    }

    private void line(LabReader.Source line) {
        switch (Parser.parse(line.text()).command()) {
            case Command.Comment comment -> {
                underExpectation = false;
                if (comment.text().strip().startsWith("?")) {
                    prompt = Optional.of(question(comment.text()));
                    task = Optional.empty();
                }
            }
            case Command.Expect expect -> expectation(expect.result().text());
            case Command.Invoke _, Command.Shell _ -> {
                underExpectation = false;
                call = Optional.of(line);
            }
            case Command.Blank _, SyntaxError _ -> {}
        }
    }

    /** A question without its choices. */
    private static String question(String comment) {
        return LabQuestion.parse(comment.strip().substring(1)).text();
    }

    private void expectation(String expected) {
        if (call.isEmpty()) {
            return;
        }
        if (underExpectation) {
            Found last = found.removeLast();
            List<String> all = new ArrayList<>(last.expected());
            all.add(expected);
            found.add(new Found(last.call(), all, last.prompt(), last.directives(), last.task()));
            return;
        }
        underExpectation = true;
        found.add(new Found(call.get(), List.of(expected), prompt, List.copyOf(directives), task));
        prompt = Optional.empty();
        directives.clear();
    }

    /** A question about a judged program: the directive stands in the place of a call. */
    private void ofProgram(LabReader.Source line, String expected) {
        found.add(new Found(
                line, List.of(expected), prompt.or(() -> Optional.of(about(line))), List.copyOf(directives), task));
        prompt = Optional.empty();
        directives.clear();
    }

    private static String about(LabReader.Source line) {
        return line.text().strip().replaceFirst("^[#＃]!\\s*", "");
    }

    /** The file is over. */
    void end() {
        yours.ifPresent(line -> mistakes.add(AnswerKey.mistake(line, "fault.yoursNoEnd")));
    }

    List<Question> questions() {
        boolean marked = found.stream().anyMatch(Found::isMarked);
        List<Question> questions = new ArrayList<>();
        for (Found one : found) {
            if (!marked || one.isMarked()) {
                questions.add(new Question(
                        questions.size() + 1,
                        one.call().number(),
                        one.call().text().strip(),
                        one.expected(),
                        one.prompt(),
                        marking(one.directives()),
                        one.task()));
            }
        }
        return List.copyOf(questions);
    }

    private static Question.Marking marking(List<Directive> directives) {
        Question.Marking marking = Question.Marking.USUAL;
        for (Directive directive : directives) {
            marking = with(marking, directive);
        }
        return marking;
    }

    private static Question.Marking with(Question.Marking m, Directive directive) {
        return switch (directive) {
            case Directive.Points d ->
                new Question.Marking(d.points(), m.credit(), m.visibility(), m.hint(), m.accepted());
            case Directive.Hidden _ ->
                new Question.Marking(m.points(), m.credit(), Question.Visibility.HIDDEN, m.hint(), m.accepted());
            case Directive.Bonus _ ->
                new Question.Marking(m.points(), Question.Credit.BONUS, m.visibility(), m.hint(), m.accepted());
            case Directive.Hint d ->
                new Question.Marking(m.points(), m.credit(), m.visibility(), Optional.of(d.text()), m.accepted());
            case Directive.Accept d -> {
                List<String> accepted = new ArrayList<>(m.accepted());
                accepted.add(d.pattern());
                yield new Question.Marking(m.points(), m.credit(), m.visibility(), m.hint(), List.copyOf(accepted));
            }
            case Directive.Yours _,
                    Directive.End _,
                    Directive.StartWithSocket _,
                    Directive.StartListening _,
                    Directive.Input _,
                    Directive.Prints _,
                    Directive.Exits _,
                    Directive.Unknown _ -> m;
        };
    }

    List<AnswerKey.Task> tasks() {
        return List.copyOf(tasks);
    }

    List<Lab.Mistake> mistakes() {
        return List.copyOf(mistakes);
    }
}
