package socklab.lab;

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

/** Compares what lines pasted from a lab come to with what they expect: says where they differ, else nothing. */
public final class PastedLabChecker implements Interpreter.Observer {
    private final UserInterface front;
    private final Supplier<Messages> messages;
    private Optional<String> last = Optional.empty();

    public PastedLabChecker(UserInterface front, Supplier<Messages> messages) {
        this.front = front;
        this.messages = messages;
    }

    @Override
    public synchronized boolean after(ScriptStep.Line line, StepResult ran) {
        if (ran instanceof StepResult.Call) {
            last = LineResults.of(ran);
        }
        List<String> expected = line.command() instanceof Command.Expect e
                ? List.of(e.result().text())
                : line.expected().stream().map(e -> e.result().text()).toList();
        if (!expected.isEmpty()
                && last.isPresent()
                && expected.stream().noneMatch(e -> Expectation.met(e, last.get()))) {
            Messages words = messages.get();
            front.say(List.of(new OutputLine(OutputLine.Kind.ERROR, words.say("check.differs"))));
            expected.forEach(e ->
                    front.say(List.of(new OutputLine(OutputLine.Kind.ERROR, "  " + words.say("check.expected", e)))));
            front.say(List.of(new OutputLine(OutputLine.Kind.ERROR, "  " + words.say("check.actual", last.get()))));
        }
        return !(ran instanceof StepResult.Wrong);
    }
}
