package socklab.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import socklab.session.Job;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * A lab that the reader types: each line is shown and waits until it was typed. Enter alone has it typed; any other
 * line of the reader's runs, too, and the lab's line is asked for again.
 */
public final class TypeAlong {
    private final Shell shell;
    private final UserInterface ui;

    public TypeAlong(Shell shell, UserInterface ui) {
        this.shell = shell;
        this.ui = ui;
    }

    /** Goes to the end on the thread of a job, or until the reader leaves. */
    public StepResult run(Lab lab, Job job) {
        Typing typing = new Typing(new LabPresenter(shell, ui, lab), job);
        note("step.alongHow");
        StepResult result = shell.interpreter().run(lab.steps(), job, typing);
        typing.presenter.prose();
        return typing.left ? StepResult.DONE : result;
    }

    private void note(String key, Object... args) {
        Messages messages = Messages.in(shell.session().settings().language());
        ui.say(List.of(new OutputLine(OutputLine.Kind.NOTE, messages.say(key, args))));
    }

    /** Waits at each line for the reader. */
    private final class Typing implements Interpreter.Observer {
        private final LabPresenter presenter;
        private final Job job;
        private boolean left;

        Typing(LabPresenter presenter, Job job) {
            this.presenter = presenter;
            this.job = job;
        }

        @Override
        public boolean over() {
            return left;
        }

        @Override
        public void entering(ScriptStep.Repeat repeat) {
            presenter.prose();
            ui.type(presenter.typing(repeat.head()), Duration.ZERO, job);
        }

        @Override
        public boolean before(ScriptStep.Line line) {
            if (LabPresenter.isProse(line)) {
                presenter.comment(line);
                return true;
            }
            presenter.prose().question().ifPresent(presenter::pose);
            if (!LabPresenter.isStep(line)) {
                return true;
            }
            String wanted = layout(line.text());
            while (!left) {
                note("step.alongType", wanted);
                Optional<String> typed = ui.ask(shell.prompt() + "> ").map(TypeAlong::layout);
                left = typed.isEmpty() || typed.get().equals("q") || typed.get().equals("/exit");
                if (left || typed.get().equals(wanted)) {
                    break;
                } else if (typed.get().isEmpty()) {
                    ui.type(presenter.typing(line), Duration.ZERO, job);
                    break;
                }
                ScriptBuilder own = new ScriptBuilder();
                own.add(typed.get(), 0);
                left = ReadersLines.leave(shell, own.take(), job) || job.cancelled();
            }
            return !left;
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult result) {
            return true;
        }
    }

    /** A line with single blanks. */
    private static String layout(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }
}
