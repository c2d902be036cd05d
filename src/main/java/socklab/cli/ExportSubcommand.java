package socklab.cli;

import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
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
import socklab.export.ExportSettings;
import socklab.export.Exporter;
import socklab.export.Refusal;
import socklab.export.TargetLanguage;
import socklab.lab.Lab;
import socklab.lab.LabReader;
import socklab.lab.report.CheckReport;
import socklab.shell.AtomicFile;
import socklab.shell.StreamUi;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.ProblemView;

/** {@code export}: writes a lab or a saved session as a program. It runs nothing. */
final class ExportSubcommand implements Callable<Integer> {
    private final Supplier<CliOptions> options;
    private final OptionSpec out = option("-o", Path.class, "FILE", "write it there; to standard output if not given")
            .build();
    private final OptionSpec socket = option(
                    "--socket", String.class, "NAME", "one side: the calls on that socket and those accepted from it")
            .build();
    private final OptionSpec check = flag("--check", "the lab's expectations become assertions");
    private final OptionSpec errors = flag("--errors", "keep calls that failed and that a later line repaired");
    private final PositionalParamSpec language = operand(
                    "0", "1", TargetLanguage.class, "LANGUAGE", "python, c or java")
            .build();
    private final PositionalParamSpec lab = operand("1", "1", Path.class, "LAB|SESSION", "a lab, or a saved session")
            .build();

    ExportSubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(
                this,
                "export",
                "Write a lab or a saved session as a program in Python, C or Java.",
                out,
                socket,
                check,
                errors,
                language,
                lab);
    }

    @Override
    public Integer call() {
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamUi ui = Streams.front(options.get());
        Path file = lab.getValue();
        try {
            Lab read = LabReader.read(file);
            if (!read.mistakes().isEmpty()) {
                return error(ui, CheckReport.mistakes(file.toString(), read.mistakes(), messages), ExitCode.USAGE);
            }
            TargetLanguage target = language.getValue();
            Optional<Path> given = Optional.ofNullable(out.getValue());
            ExportSettings settings = new ExportSettings(
                    options.get().readersLanguage(),
                    Optional.ofNullable(socket.getValue()),
                    check.getValue(),
                    errors.getValue(),
                    given.map(Exporter::name));
            return write(ui, messages, given, Exporter.file(read, target, settings));
        } catch (Refusal refusal) {
            String place = refusal.number() == 0 ? "" : file + ":" + refusal.number() + ": ";
            return error(ui, ProblemView.lines(refusal.error(), place, messages), ExitCode.UNMET);
        } catch (IOException e) {
            return error(ui, List.of(messages.say("error") + messages.say("lab.unreadable", file)), ExitCode.USAGE);
        }
    }

    private int write(StreamUi ui, Messages messages, Optional<Path> target, String program) {
        if (target.isEmpty()) {
            ui.say(program.lines()
                    .map(line -> new OutputLine(OutputLine.Kind.PRINTED, line))
                    .toList());
            return ExitCode.WELL;
        }
        try {
            AtomicFile.write(target.get(), program);
            return ExitCode.WELL;
        } catch (IOException e) {
            return error(
                    ui,
                    List.of(messages.say("error") + messages.say("fault.notWritten", target.get())),
                    ExitCode.CANNOT_RUN);
        }
    }

    private static int error(StreamUi ui, List<String> lines, int code) {
        ui.say(lines.stream()
                .map(line -> new OutputLine(OutputLine.Kind.ERROR, line))
                .toList());
        return code;
    }
}
