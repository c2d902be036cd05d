package socklab.lab;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import socklab.lang.Command;
import socklab.lang.SyntaxError;
import socklab.session.Event;
import socklab.session.Job;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.HelpView;
import socklab.view.OutputLine;

/** The reader at the keys: what is done with each line of a lab, and which questions are asked. */
final class StepControl implements Interpreter.Observer {
    private final Shell shell;
    private final UserInterface ui;
    private final LabPresenter presenter;
    private final Audience audience;
    private final StepReview review;
    private final Job job;
    /** A question whose line has not come yet. */
    private Optional<LabQuestion> pending = Optional.empty();

    private Optional<LabQuestion> asked = Optional.empty();
    private Optional<Audience.Prediction> posed = Optional.empty();
    private Optional<String> answer = Optional.empty();
    private boolean keysTold;
    private boolean left;
    private boolean toNextQuestion;
    private int depth;
    /** The loop that runs to its end by itself. */
    private OptionalInt runningLoop = OptionalInt.empty();

    StepControl(Shell shell, UserInterface ui, LabPresenter presenter, Audience audience, StepReview review, Job job) {
        this.shell = shell;
        this.ui = ui;
        this.presenter = presenter;
        this.audience = audience;
        this.review = review;
        this.job = job;
    }

    /** What to do with the next line. */
    private enum Choice {
        RUN,
        SKIP,
        AGAIN,
        LEAVE
    }

    private Messages messages() {
        return Messages.in(shell.session().settings().language());
    }

    private void note(String key, Object... args) {
        ui.say(List.of(new OutputLine(OutputLine.Kind.NOTE, messages().say(key, args))));
    }

    /** The lab is over: shows the prose that is left, and what the audience predicted. */
    void end() {
        prose();
        audience.tally().forEach(this::tell);
    }

    private void tell(Message text) {
        shell.session().journal().append(new Event.Note(System.nanoTime(), text));
    }

    private void prose() {
        LabPresenter.Passage passage = presenter.prose();
        review.because(passage.text());
        pending = passage.question().or(() -> pending);
    }

    @Override
    public boolean over() {
        return left;
    }

    @Override
    public void entering(ScriptStep.Repeat repeat) {
        prose();
        ui.type(presenter.typing(repeat.head()), Duration.ZERO, job);
        depth++;
    }

    @Override
    public void leaving(ScriptStep.Repeat repeat) {
        depth--;
        if (runningLoop.isPresent() && depth < runningLoop.getAsInt()) {
            runningLoop = OptionalInt.empty();
        }
    }

    @Override
    public boolean before(ScriptStep.Line line) {
        if (LabPresenter.isProse(line)) {
            presenter.comment(line);
            return true;
        }
        prose();
        if (!LabPresenter.isStep(line)) {
            return true;
        }
        review.moveOn();
        asked = pending.filter(_ -> LabQuestion.answeredBy(line));
        pending = asked.isPresent() ? Optional.empty() : pending;
        posed = Optional.empty();
        asked.ifPresent(presenter::pose);
        ui.type(presenter.typing(line), Duration.ZERO, job);
        Choice choice = decide(line);
        left = choice == Choice.LEAVE;
        posed.ifPresent(Audience.Prediction::close);
        return choice == Choice.RUN;
    }

    private Choice decide(ScriptStep.Line line) {
        if (asked.isPresent()) {
            toNextQuestion = false;
            posed = audience.ask(asked.get(), line);
            return predict(line, asked.get());
        }
        if (toNextQuestion || runningLoop.isPresent()) {
            return Choice.RUN;
        }
        Choice choice = Choice.AGAIN;
        while (choice == Choice.AGAIN) {
            choice = choose(line);
        }
        return choice;
    }

    private Choice choose(ScriptStep.Line line) {
        if (!keysTold) {
            keysTold = true;
            keys();
        }
        Optional<String> typed = ui.ask(messages().say("step.key"));
        if (typed.isEmpty()) {
            return Choice.LEAVE;
        }
        return switch (typed.get().strip().toLowerCase(Locale.ROOT)) {
            case "" -> Choice.RUN;
            case "n" -> {
                toNextQuestion = true;
                yield Choice.RUN;
            }
            case "o" -> {
                runningLoop = depth > 0 ? OptionalInt.of(depth) : OptionalInt.empty();
                yield Choice.RUN;
            }
            case "p" -> predict(line, new LabQuestion(line.text().strip(), List.of()));
            case "s" -> Choice.SKIP;
            case "q" -> Choice.LEAVE;
            case "e" -> {
                explain(line);
                yield Choice.AGAIN;
            }
            case "b" -> {
                openPrompt();
                ui.type(presenter.typing(line), Duration.ZERO, job);
                yield Choice.AGAIN;
            }
            default -> other(typed.get());
        };
    }

    /** A shell word runs; anything else is no key, and the keys are told. */
    private Choice other(String typed) {
        if (typed.strip().startsWith("/")) {
            ScriptBuilder builder = new ScriptBuilder();
            builder.add(typed, 0);
            return ReadersLines.leave(shell, builder.take(), job) ? Choice.LEAVE : Choice.AGAIN;
        }
        keys();
        return Choice.AGAIN;
    }

    private void keys() {
        note(depth > 0 ? "step.keysInLoop" : "step.keys");
    }

    /** Asks what will come back; an answer that is none of the choices is asked for again. */
    private Choice predict(ScriptStep.Line line, LabQuestion question) {
        asked = Optional.of(question);
        String prompt = question.choices().isEmpty()
                ? messages().say("step.predict")
                : messages().say("step.choose", question.choices().size());
        while (true) {
            Optional<String> typed = ask(prompt).map(String::strip);
            if (typed.isEmpty()) {
                return Choice.LEAVE;
            }
            String said = typed.get();
            if (said.startsWith("/") || said.equals("?")) {
                if (other(said) == Choice.LEAVE) {
                    return Choice.LEAVE;
                }
                ui.type(presenter.typing(line), Duration.ZERO, job);
            } else if (said.isEmpty()
                    || question.choices().isEmpty()
                    || question.chosen(said).isPresent()) {
                answer = Optional.of(said).filter(a -> !a.isEmpty());
                return Choice.RUN;
            } else {
                note("step.noChoice", question.choices().size());
            }
        }
    }

    /** Before an audience, how many have answered is shown meanwhile. */
    private Optional<String> ask(String prompt) {
        return posed.isEmpty()
                ? ui.ask(prompt)
                : ui.ask(prompt, () -> messages().say(posed.get().status()));
    }

    private void explain(ScriptStep.Line line) {
        String word = switch (line.command()) {
            case Command.Invoke c -> c.word().text();
            case Command.Shell c -> c.name().text();
            case Command.Blank _, Command.Comment _, Command.Expect _, SyntaxError _ -> "";
        };
        List<String> page = HelpView.topic(word, messages()).orElseGet(List::of);
        ui.say(page.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
    }

    /** A prompt in the lab's session, until an empty line. */
    private void openPrompt() {
        note("step.prompt");
        ScriptBuilder builder = new ScriptBuilder();
        Optional<String> typed = ui.ask(shell.prompt() + "> ");
        while (typed.isPresent()
                && !job.cancelled()
                && (builder.unfinished() || !typed.get().isBlank())) {
            builder.add(typed.get(), 0);
            if ((!builder.unfinished() || builder.waitsInVain()) && ReadersLines.leave(shell, builder.take(), job)) {
                break;
            }
            typed = ui.ask(builder.unfinished() ? "... " : shell.prompt() + "> ");
        }
    }

    @Override
    public boolean after(ScriptStep.Line line, StepResult result) {
        asked.ifPresent(question -> {
            answer.ifPresent(said -> judge(question, said, result));
            posed.flatMap(p ->
                            p.reveal(result.canonical().orElse(""), said -> question.isRight(said, result.canonical())))
                    .ifPresent(this::tell);
        });
        posed = Optional.empty();
        answer = Optional.empty();
        asked = Optional.empty();
        return !(result instanceof StepResult.Wrong);
    }

    private void judge(LabQuestion question, String said, StepResult result) {
        boolean right = question.isRight(said, result.canonical());
        Optional<String> choice = question.chosen(said).map(LabQuestion.Choice::text);
        StepPrediction prediction =
                new StepPrediction(question.text(), said, choice, result.canonical(), right, List.of());
        review.add(prediction);
        ui.say(List.of(new OutputLine(
                right ? OutputLine.Kind.RESULT : OutputLine.Kind.FAILURE,
                messages().say(right ? "step.right" : "step.wrong", prediction.said()))));
    }
}
