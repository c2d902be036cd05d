package socklab.lab;

import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.SyntaxError;
import socklab.session.Job;
import socklab.session.Policy;
import socklab.shell.Front;
import socklab.shell.Interpreter;
import socklab.shell.Ran;
import socklab.shell.Step;
import socklab.shell.StepBuilder;
import socklab.shell.Workbench;
import socklab.text.Messages;
import socklab.view.HelpView;
import socklab.view.Said;

/** Steps through a lab: each line waits for its reader, who may predict what comes back, skip it, have it explained, or try things in between. */
public final class Stepper {
    private final Workbench bench;
    private final Front front;

    public Stepper(Workbench bench, Front front) {
        this.bench = bench;
        this.front = front;
    }

    /** Steps to the end on a job's thread, or until its reader leaves. */
    public Player.Played step(Lab lab, Job job) {
        Asking asking = new Asking(new Stage(bench, front, lab), job);
        Ran ran = bench.interpreter().run(lab.steps(), job, asking);
        asking.stage.prose();
        asking.score();
        return new Player.Played(asking.over ? Ran.DONE : ran, 0);
    }

    private Messages messages() {
        return Messages.in(bench.session().settings().language());
    }

    private void say(Said.Kind kind, String key, Object... args) {
        front.say(List.of(new Said(kind, messages().say(key, args))));
    }

    /** What to do with the line that is next. */
    private enum Choice { RUN, SKIP, AGAIN, LEAVE }

    private final class Asking implements Interpreter.Observer {
        private final Stage stage;
        private final Job job;
        private Optional<String> question = Optional.empty();
        private Optional<String> prediction = Optional.empty();
        private boolean over;
        private int right;
        private int predicted;

        Asking(Stage stage, Job job) {
            this.stage = stage;
            this.job = job;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public void entering(Step.Repeat repeat) {
            question = stage.prose().or(() -> question);
            front.type(stage.typing(repeat.head()), 0, job);
        }

        @Override
        public boolean before(Step.Line line) {
            if (Stage.isProse(line)) {
                stage.comment(line);
                return true;
            }
            question = stage.prose().or(() -> question);
            if (!Steps.counts(line)) {
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

        private Choice choose(Step.Line line) {
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
                    say(Said.Kind.NOTE, "step.unknown");
                    yield Choice.AGAIN;
                }
            };
        }

        private Choice predict() {
            Optional<String> answer = front.ask(messages().say("step.predict"));
            prediction = answer.map(String::strip).filter(a -> !a.isEmpty());
            return answer.isEmpty() ? Choice.LEAVE : Choice.RUN;
        }

        private void explain(Step.Line line) {
            String word = switch (line.command()) {
                case Command.Invoke c -> c.word().text();
                case Command.Shell c -> c.name().text();
                case Command.Blank _, Command.Comment _, Command.Expect _, SyntaxError _ -> "";
            };
            List<String> page = HelpView.topic(word, messages()).orElseGet(List::of);
            front.say(page.stream().map(l -> new Said(Said.Kind.PRINTED, l)).toList());
        }

        /** A prompt inside the lab's session; what is typed there is the reader's own, and not held to what a lab may do. */
        private void tryThings() {
            say(Said.Kind.NOTE, "step.prompt");
            Policy held = bench.session().policy();
            bench.session().policy(Policy.TRUSTED);
            StepBuilder builder = new StepBuilder();
            Optional<String> typed = front.ask(bench.prompt() + "> ");
            while (typed.isPresent() && !job.cancelled() && (builder.unfinished() || !typed.get().isBlank())) {
                builder.add(typed.get(), 0);
                if (!builder.unfinished() && bench.interpreter().run(builder.take(), job, Interpreter.Observer.NONE) instanceof Ran.Exit) {
                    break;
                }
                typed = front.ask(builder.unfinished() ? "... " : bench.prompt() + "> ");
            }
            bench.session().policy(held);
        }

        @Override
        public boolean after(Step.Line line, Ran ran) {
            if (prediction.isPresent()) {
                String actual = Results.of(ran).orElse("");
                boolean hit = Prediction.right(prediction.get(), actual);
                predicted++;
                right += hit ? 1 : 0;
                say(hit ? Said.Kind.RESULT : Said.Kind.FAILURE, hit ? "step.right" : "step.wrong", socklab.view.Escape.printable(prediction.get()));
                prediction = Optional.empty();
            }
            return !(ran instanceof Ran.Wrong);
        }

        private void score() {
            if (predicted > 0) {
                say(Said.Kind.NOTE, "step.score", right, predicted);
            }
        }
    }
}
