package socklab.cli;

import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.operand;
import static socklab.cli.CommandSpecs.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.lab.ImportedLog;
import socklab.shell.AtomicFile;
import socklab.shell.StreamUi;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** {@code import}: makes a lab of what strace printed of a program. */
final class ImportSubcommand implements Callable<Integer> {
    private final Supplier<CliOptions> options;
    private final OptionSpec out = option("-o", Path.class, "FILE", "write it there; to standard output if not given")
            .build();
    private final PositionalParamSpec log = operand(
                    "0", "1", Path.class, "STRACE_LOG", "what strace -f -T -y -o STRACE_LOG wrote")
            .build();

    ImportSubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(this, "import", "Make a lab of the socket calls in a log of strace.", out, log);
    }

    @Override
    public Integer call() {
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamUi ui = Streams.front(options.get());
        Path file = log.getValue();
        try {
            ImportedLog imported = ImportedLog.read(file);
            if (imported.counts().calls() == 0) {
                say(ui, messages.say("error") + messages.say("import.nothing", file));
                return ExitCode.UNMET;
            }
            return write(ui, messages, imported);
        } catch (IOException e) {
            say(ui, messages.say("error") + messages.say("lab.unreadable", file));
            return ExitCode.USAGE;
        }
    }

    private int write(StreamUi ui, Messages messages, ImportedLog imported) {
        Optional<Path> target = Optional.ofNullable(out.getValue());
        List<String> lines = imported.lines();
        if (target.isEmpty()) {
            ui.say(lines.stream()
                    .map(line -> new OutputLine(OutputLine.Kind.PRINTED, line))
                    .toList());
            return ExitCode.WELL;
        }
        try {
            AtomicFile.write(target.get(), String.join("\n", lines) + "\n");
            Message told = Message.of(
                    "import.written",
                    target.get(),
                    imported.counts().calls(),
                    imported.counts().failed());
            ui.say(List.of(new OutputLine(OutputLine.Kind.PRINTED, messages.say(told))));
            return ExitCode.WELL;
        } catch (IOException e) {
            say(ui, messages.say("error") + messages.say("fault.notWritten", target.get()));
            return ExitCode.CANNOT_RUN;
        }
    }

    private static void say(StreamUi ui, String line) {
        ui.say(List.of(new OutputLine(OutputLine.Kind.ERROR, line)));
    }
}
