package socklab.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.SyntaxError;
import socklab.session.Job;
import socklab.session.SandboxPolicy;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Messages;
import socklab.view.HelpView;
import socklab.view.OutputLine;

/**
 * Steps through a lab: each line waits for the reader, who can run it, predict its result, skip it, read its page, or
 * open a prompt in the lab's session.
 */
public final class StepThrough {
    private final Shell shell;
    private final UserInterface ui;

    public StepThrough(Shell shell, UserInterface ui) {
        this.shell = shell;
        this.ui = ui;
    }

    /** Steps to the end on the thread of a job, or until the reader leaves. */
    public LabPlayer.Played step(Lab lab, Job job) {
        ReaderControl control = new ReaderControl(new LabPresenter(shell, ui, lab), job);
        StepResult result = shell.interpreter().run(lab.steps(), job, control);
        control.presenter.prose();
        control.score();
        return new LabPlayer.Played(control.left ? StepResult.DONE : result, 0);
    }

    private Messages messages() {
        return Messages.in(shell.session().settings().language());
    }

    private void say(OutputLine.Kind kind, String key, Object... args) {
        ui.say(List.of(new OutputLine(kind, messages().say(key, args))));
    }

    /** What to do with the next line. */
    private enum Choice {
        RUN,
        SKIP,
        AGAIN,
        LEAVE
    }

    private final class ReaderControl implements Interpreter.Observer {
        private final LabPresenter presenter;
        private final Job job;
        private Optional<String> question = Optional.empty();
        private Optional<String> prediction = Optional.empty();
        private boolean left;
        private int right;
        private int predicted;

        ReaderControl(LabPresenter presenter, Job job) {
            this.presenter = presenter;
            this.job = job;
        }

        @Override
        public boolean over() {
            return left;
        }

        @Override
        public void entering(ScriptStep.Repeat repeat) {
            question = presenter.prose().or(() -> question);
            ui.type(presenter.typing(repeat.head()), Duration.ZERO, job);
        }

        @Override
        public boolean before(ScriptStep.Line line) {
            if (LabPresenter.isProse(line)) {
                presenter.comment(line);
                return true;
            }
            question = presenter.prose().or(() -> question);
            if (!LabPresenter.isStep(line)) {
                return true;
            }
            ui.type(presenter.typing(line), Duration.ZERO, job);
            Choice choice = question.isPresent() ? predict() : Choice.AGAIN;
            question = Optional.empty();
            while (choice == Choice.AGAIN) {
                choice = choose(line);
            }
            left = choice == Choice.LEAVE;
            return choice == Choice.RUN;
        }

        private Choice choose(ScriptStep.Line line) {
            Optional<String> answer = ui.ask(messages().say("step.keys"));
            if (answer.isEmpty()) {
                return Choice.LEAVE;
            }
            return switch (answer.get().strip().toLowerCase(java.util.Locale.ROOT)) {
                case "" -> Choice.RUN;
                case "p" -> predict();
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
                default -> {
                    say(OutputLine.Kind.NOTE, "step.unknown");
                    yield Choice.AGAIN;
                }
            };
        }

        private Choice predict() {
            Optional<String> answer = ui.ask(messages().say("step.predict"));
            prediction = answer.map(String::strip).filter(a -> !a.isEmpty());
            return answer.isEmpty() ? Choice.LEAVE : Choice.RUN;
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

        /**
         * A prompt in the lab's session. The lines typed there are the reader's own: the sandbox of the lab does not
         * hold for them.
         */
        private void openPrompt() {
            say(OutputLine.Kind.NOTE, "step.prompt");
            SandboxPolicy sandbox = shell.session().policy();
            shell.session().policy(SandboxPolicy.TRUSTED);
            ScriptBuilder builder = new ScriptBuilder();
            Optional<String> typed = ui.ask(shell.prompt() + "> ");
            while (typed.isPresent()
                    && !job.cancelled()
                    && (builder.unfinished() || !typed.get().isBlank())) {
                builder.add(typed.get(), 0);
                if (!builder.unfinished()
                        && shell.interpreter().run(builder.take(), job, Interpreter.Observer.NONE)
                                instanceof StepResult.Exit) {
                    break;
                }
                typed = ui.ask(builder.unfinished() ? "... " : shell.prompt() + "> ");
            }
            shell.session().policy(sandbox);
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult result) {
            if (prediction.isPresent()) {
                boolean hit = AnswerMatcher.predicts(
                        prediction.get(), result.canonical().orElse(""));
                predicted++;
                right += hit ? 1 : 0;
                say(
                        hit ? OutputLine.Kind.RESULT : OutputLine.Kind.FAILURE,
                        hit ? "step.right" : "step.wrong",
                        prediction.get());
                prediction = Optional.empty();
            }
            return !(result instanceof StepResult.Wrong);
        }

        private void score() {
            if (predicted > 0) {
                say(OutputLine.Kind.NOTE, "step.score", right, predicted);
            }
        }
    }
}
