package socklab.term;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.Buffer;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.session.Event;
import socklab.session.Job;
import socklab.shell.Interpreter;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;

/** {@code /edit}: the calls so far, or one of them, in the user's editor; the lines that were changed there are run. */
final class EditCommand {
    private final Console console;
    private final Shell shell;
    private final Interpreter.Observer observer;

    EditCommand(Console console, Shell shell, Interpreter.Observer observer) {
        this.console = console;
        this.shell = shell;
        this.observer = observer;
    }

    void register() {
        shell.interpreter().handle(ShellWord.EDIT, this::edit);
    }

    private StepResult edit(Command.Shell command, Job job) throws ShellWordError {
        List<String> before = lines(command.args().stream().findFirst().map(t -> t.text()));
        try {
            Path file = Files.createTempFile("socklab", ".lab");
            try {
                Files.write(file, before);
                console.loan().lend(() -> run(file), job);
                List<String> after = Files.readAllLines(file);
                return run(changed(before, after), job);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("fault.editor", editor()), Message.of("cure.editor"));
        }
    }

    /** Ctrl-X Ctrl-E: the line being typed, in the user's editor; what comes back stands at the prompt. */
    boolean editTypedLine() {
        Buffer buffer = console.editor().getBuffer();
        try {
            Path file = Files.createTempFile("socklab", ".lab");
            try {
                Files.writeString(file, buffer.toString() + "\n");
                console.loan().lendWhileReading(() -> run(file));
                String text = String.join("\n", Files.readAllLines(file)).stripTrailing();
                buffer.clear();
                buffer.write(Escape.printable(text));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            Messages messages = console.in(shell.session().settings());
            String cure = messages.say("cure.editor");
            console.say(List.of(new OutputLine(
                    OutputLine.Kind.ERROR,
                    messages.say("fault.editor", editor()) + (cure.isEmpty() ? "" : ": " + cure))));
        }
        return true;
    }

    /** The call of that number, or all that were typed. */
    private List<String> lines(Optional<String> number) {
        return shell.session().journal().events().stream()
                .filter(e -> e instanceof Event.Finished f && f.id().typed())
                .map(e -> (Event.Finished) e)
                .filter(f -> number.isEmpty() || number.get().equals(Integer.toString(f.id().number())))
                .map(f -> f.id().line().strip())
                .toList();
    }

    private static String editor() {
        return Stream.of("VISUAL", "EDITOR")
                .map(System.getenv()::get)
                .filter(e -> e != null && !e.isBlank())
                .findFirst()
                .orElse("vi");
    }

    /** Runs the editor; the shell splits the value of EDITOR, which may have options. */
    private static void run(Path file) throws IOException {
        try {
            int end = new ProcessBuilder("sh", "-c", editor() + " \"$1\"", "sh", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (end != 0) {
                throw new IOException("the editor ended with " + end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lines that are new, in their order: those that do not belong to what both have in common. */
    static List<String> changed(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> changed = new ArrayList<>();
        for (int i = 0, j = 0; j < after.size(); ) {
            if (i < before.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
            } else if (i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                changed.add(after.get(j++));
            }
        }
        return changed;
    }

    private StepResult run(List<String> lines, Job job) {
        ScriptBuilder steps = new ScriptBuilder();
        lines.forEach(l -> steps.add(l, 0));
        return shell.interpreter().run(steps.build(), job, new Interpreter.Observer() {
            @Override
            public boolean before(ScriptStep.Line line) {
                AttributedString prompt = Prompt.of(shell.prompt(), console.columns(), console.theme());
                console.echo(new AttributedStringBuilder()
                        .append(prompt)
                        .append(Escape.printable(line.text()))
                        .toAttributedString());
                return observer.before(line);
            }

            @Override
            public boolean after(ScriptStep.Line line, StepResult ran) {
                return observer.after(line, ran);
            }
        });
    }
}
