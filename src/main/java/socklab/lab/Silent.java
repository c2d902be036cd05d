package socklab.lab;

import java.util.List;
import java.util.Optional;
import socklab.shell.Front;
import socklab.view.Said;

/** Asks nobody and shows nothing: a check is silent until its report. */
record Silent() implements Front {
    @Override
    public void say(List<Said> lines) {}

    @Override
    public Optional<String> ask(String prompt) {
        return Optional.empty();
    }

    @Override
    public int columns() {
        return 80;
    }
}
