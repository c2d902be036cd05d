package socklab.lab;

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

/** Steps through a lab: each line waits for its reader, who may predict what comes back, skip it, have it explained, or try things in between. */
public final class StepThrough {
    private final Shell bench;
    private final UserInterface front;

    public StepThrough(Shell bench, UserInterface front) {
        this.bench = bench;
        this.front = front;
    }

    /** Steps to the end on a job's thread, or until its reader leaves. */
    public LabPlayer.Played step(Lab lab, Job job) {
        Asking asking = new Asking(new LabPresenter(bench, front, lab), job);
        StepResult ran = bench.interpreter().run(lab.steps(), job, asking);
        asking.stage.prose();
        asking.score();
        return new LabPlayer.Played(asking.over ? StepResult.DONE : ran, 0);
    }

    private Messages messages() {
        return Messages.in(bench.session().settings().language());
    }

    private void say(OutputLine.Kind kind, String key, Object... args) {
        front.say(List.of(new OutputLine(kind, messages().say(key, args))));
    }

    /** What to do with the line that is next. */
    private enum Choice {
        RUN,
        SKIP,
        AGAIN,
        LEAVE
    }

    private final class Asking implements Interpreter.Observer {
        private final LabPresenter stage;
        private final Job job;
        private Optional<String> question = Optional.empty();
        private Optional<String> prediction = Optional.empty();
        private boolean over;
        private int right;
        private int predicted;

        Asking(LabPresenter stage, Job job) {
            this.stage = stage;
            this.job = job;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void entering(ScriptStep.Repeat repeat) {
            question = stage.prose().or(() -> question);
            front.type(stage.typing(repeat.head()), 0, job);
        }

        @Override
        public boolean before(ScriptStep.Line line) {
            if (LabPresenter.isProse(line)) {
                stage.comment(line);
                return true;
            }
            question = stage.prose().or(() -> question);
            if (!StepCount.counts(line)) {
                return true;
            }
            front.type(stage.typing(line), 0, job);
            Choice choice = question.isPresent() ? predict() : Choice.AGAIN;
            question = Optional.empty();
            while (choice == Choice.AGAIN) {
                choice = choose(line);
            }
            over = choice == Choice.LEAVE;
            return choice == Choice.RUN;
        }

        private Choice choose(ScriptStep.Line line) {
            Optional<String> answer = front.ask(messages().say("step.keys"));
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
                    tryThings();
                    front.type(stage.typing(line), 0, job);
                    yield Choice.AGAIN;
                }
                default -> {
                    say(OutputLine.Kind.NOTE, "step.unknown");
                    yield Choice.AGAIN;
                }
            };
        }

        private Choice predict() {
            Optional<String> answer = front.ask(messages().say("step.predict"));
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
            front.say(page.stream()
                    .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                    .toList());
        }

        /** A prompt inside the lab's session; what is typed there is the reader's own, and not held to what a lab may do. */
        private void tryThings() {
            say(OutputLine.Kind.NOTE, "step.prompt");
            SandboxPolicy held = bench.session().policy();
            bench.session().policy(SandboxPolicy.TRUSTED);
            ScriptBuilder builder = new ScriptBuilder();
            Optional<String> typed = front.ask(bench.prompt() + "> ");
            while (typed.isPresent()
                    && !job.cancelled()
                    && (builder.unfinished() || !typed.get().isBlank())) {
                builder.add(typed.get(), 0);
                if (!builder.unfinished()
                        && bench.interpreter().run(builder.take(), job, Interpreter.Observer.NONE)
                                instanceof StepResult.Exit) {
                    break;
                }
                typed = front.ask(builder.unfinished() ? "... " : bench.prompt() + "> ");
            }
            bench.session().policy(held);
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult ran) {
            if (prediction.isPresent()) {
                String actual = LineResults.of(ran).orElse("");
                boolean hit = Prediction.right(prediction.get(), actual);
                predicted++;
                right += hit ? 1 : 0;
                say(
                        hit ? OutputLine.Kind.RESULT : OutputLine.Kind.FAILURE,
                        hit ? "step.right" : "step.wrong",
                        socklab.view.Escape.printable(prediction.get()));
                prediction = Optional.empty();
            }
            return !(ran instanceof StepResult.Wrong);
        }

        private void score() {
            if (predicted > 0) {
                say(OutputLine.Kind.NOTE, "step.score", right, predicted);
            }
        }
    }
}
