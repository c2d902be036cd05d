package socklab.lab;

import java.util.List;
import java.util.Optional;
import socklab.session.Session;
import socklab.shell.UserInterface;
import socklab.view.OutputLine;

/** Shows nothing and has no user to ask: a check is silent until its report. */
public record SilentUi() implements UserInterface {
    @Override
    public void say(List<OutputLine> lines) {}

    @Override
    public void follow(Session session) {}

    @Override
    public Optional<String> ask(String prompt) {
        return Optional.empty();
    }

    @Override
    public int columns() {
        return 80;
    }
}
