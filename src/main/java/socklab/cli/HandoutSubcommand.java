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
import socklab.lab.LabFiles;
import socklab.lab.LabReader;
import socklab.lab.grade.AnswerKey;
import socklab.lab.grade.Handout;
import socklab.lab.report.CheckReport;
import socklab.shell.AtomicFile;
import socklab.shell.StreamUi;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** {@code handout}: makes the students' copy of a teacher's lab. */
final class HandoutSubcommand implements Callable<Integer> {
    private final Supplier<CliOptions> options;
    private final OptionSpec out = option("-o", Path.class, "FILE", "write it there; to standard output if not given")
            .build();
    private final PositionalParamSpec lab =
            operand("0", "1", Path.class, "LAB", "the teacher's lab, the key").build();

    HandoutSubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(this, "handout", "Make the students' copy of a lab: its answers are blank.", out, lab);
    }

    @Override
    public Integer call() {
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamUi ui = Streams.front(options.get());
        Path file = lab.getValue();
        try {
            AnswerKey key = AnswerKey.read(file);
            if (!key.mistakes().isEmpty()) {
                error(ui, CheckReport.mistakes(file.toString(), key.mistakes(), messages));
                return ExitCode.USAGE;
            } else if (key.questions().isEmpty()) {
                error(ui, List.of(messages.say("error") + messages.say("grade.noQuestions", file)));
                return ExitCode.USAGE;
            } else if (out.getValue() != null && LabFiles.isSame(out.getValue(), file)) {
                error(ui, List.of(messages.say("error") + messages.say("grade.overKey", file)));
                return ExitCode.USAGE;
            }
            return write(ui, messages, key, Handout.of(key, LabReader.text(file)));
        } catch (IOException e) {
            error(ui, List.of(messages.say("error") + messages.say("lab.unreadable", file)));
            return ExitCode.USAGE;
        }
    }

    private int write(StreamUi ui, Messages messages, AnswerKey key, String handout) {
        Optional<Path> target = Optional.ofNullable(out.getValue());
        if (target.isEmpty()) {
            ui.say(handout.lines()
                    .map(line -> new OutputLine(OutputLine.Kind.PRINTED, line))
                    .toList());
            return ExitCode.WELL;
        }
        try {
            AtomicFile.write(target.get(), handout);
            String made = messages.say(
                    "grade.handout",
                    target.get(),
                    key.questions().size(),
                    key.tasks().size());
            ui.say(List.of(new OutputLine(OutputLine.Kind.PRINTED, made)));
            return ExitCode.WELL;
        } catch (IOException e) {
            error(ui, List.of(messages.say("error") + messages.say("fault.notWritten", target.get())));
            return ExitCode.CANNOT_RUN;
        }
    }

    private static void error(StreamUi ui, List<String> lines) {
        ui.say(lines.stream()
                .map(line -> new OutputLine(OutputLine.Kind.ERROR, line))
                .toList());
    }
}
