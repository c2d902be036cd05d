package socklab.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import socklab.lang.Command;
import socklab.shell.Interpreter;
import socklab.shell.ScriptStep;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * Compares the results of lines pasted from a lab with the {@code =>} lines below them, and says where they differ.
 *
 * <p>Several {@code =>} lines below one call are alternatives: once one of them matched, the others say nothing.
 */
public final class PastedLabChecker implements Interpreter.Observer {
    private final UserInterface ui;
    private final Supplier<Messages> messages;
    private Optional<String> actual = Optional.empty();
    private boolean met;

    public PastedLabChecker(UserInterface ui, Supplier<Messages> messages) {
        this.ui = ui;
        this.messages = messages;
    }

    @Override
    public synchronized boolean after(ScriptStep.Line line, StepResult result) {
        if (result instanceof StepResult.Call) {
            actual = result.canonical();
            met = false;
        }
        List<String> expected = line.command() instanceof Command.Expect e
                ? List.of(e.result().text())
                : ExpectationChecker.alternatives(line);
        if (!expected.isEmpty() && actual.isPresent() && !met) {
            compare(new ExpectationChecker.Comparison(expected, actual));
        }
        return !(result instanceof StepResult.Wrong);
    }

    private void compare(ExpectationChecker.Comparison comparison) {
        met = comparison.met();
        if (!met) {
            List<OutputLine> lines = new ArrayList<>();
            lines.add(new OutputLine(OutputLine.Kind.ERROR, messages.get().say("check.differs")));
            lines.addAll(comparison.difference(messages.get()));
            ui.say(lines);
        }
    }
}
