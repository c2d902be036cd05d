package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.operand;
import static socklab.cli.CommandSpecs.option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.lab.grade.AnswerKey;
import socklab.lab.grade.Grade;
import socklab.lab.grade.Judge;
import socklab.lab.report.CheckReport;
import socklab.lab.report.GradeText;
import socklab.shell.AtomicFile;
import socklab.shell.StreamUi;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** {@code judge}: plays a lab as the peer of a student's program, and marks the program. */
final class JudgeSubcommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Supplier<CliOptions> options;
    private final OptionSpec limit = option(
                    "--limit", Duration.class, "TIME", "end lab and program if they take longer; 30s if not given")
            .converters(new DurationConverter())
            .initialValue(LIMIT)
            .build();
    private final OptionSpec reports = option(
                    "--report",
                    LinkedHashMap.class,
                    "csv|json|junit|html=FILE",
                    "write a report too; json serves as Gradescope's results.json")
            .auxiliaryTypes(GradeRun.Format.class, Path.class)
            .build();
    private final PositionalParamSpec lab = operand("0", "1", Path.class, "LAB", "the lab that talks to the program")
            .build();
    private final PositionalParamSpec program = operand(
                    "1..*",
                    "1..*",
                    ArrayList.class,
                    "COMMAND",
                    "the program and its arguments, after --; {host} and {port} are replaced")
            .auxiliaryTypes(String.class)
            .build();

    JudgeSubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        return command(
                this,
                "judge",
                "Play a lab as the peer of a student's program, and mark it.",
                limit,
                reports,
                lab,
                program);
    }

    @Override
    public Integer call() {
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamUi ui = Streams.front(options.get());
        Path file = lab.getValue();
        AnswerKey key;
        try {
            key = AnswerKey.read(file);
        } catch (IOException e) {
            return error(ui, List.of(messages.say("error") + messages.say("lab.unreadable", file)));
        }
        if (!key.mistakes().isEmpty()) {
            return error(ui, CheckReport.mistakes(file.toString(), key.mistakes(), messages));
        } else if (key.questions().isEmpty()) {
            return error(ui, List.of(messages.say("error") + messages.say("grade.noQuestions", file)));
        } else if (!key.startsProgram()) {
            return error(ui, List.of(messages.say("error") + messages.say("judge.noStart", file)));
        }
        return judge(key, ui, messages);
    }

    private int judge(AnswerKey key, StreamUi ui, Messages messages) {
        Instant start = Instant.now();
        Judge judge = new Judge(
                key, options.get().kernelSoon(), options.get().streamed(), limit.getValue(), ShellAssembly::wire);
        try (GracefulShutdown shutdown = new GracefulShutdown()) {
            shutdown.onShutdown(judge::stop);
            Judge.Judged judged = judge.judge(all(program));
            Grade grade = judged.grade();
            ui.say(List.of(GradeText.line(grade, messages)));
            ui.say(GradeText.details(grade, messages));
            showOutput(ui, judged.output(), messages);
            boolean written = write(key, grade, start, ui, messages);
            boolean all = grade.score().compareTo(grade.maximum()) >= 0;
            return !written
                    ? ExitCode.CANNOT_RUN
                    : grade.problem().isPresent() ? ExitCode.USAGE : all ? ExitCode.WELL : ExitCode.UNMET;
        }
    }

    private static void showOutput(StreamUi ui, String output, Messages messages) {
        if (!output.isBlank()) {
            List<OutputLine> lines = new ArrayList<>();
            lines.add(new OutputLine(OutputLine.Kind.NOTE, messages.say("judge.output")));
            output.lines().forEach(line -> lines.add(new OutputLine(OutputLine.Kind.PRINTED, "  " + line)));
            ui.say(lines);
        }
    }

    private boolean write(AnswerKey key, Grade grade, Instant start, StreamUi ui, Messages messages) {
        Map<GradeRun.Format, Path> targets = reports.getValue() == null ? Map.of() : reports.getValue();
        boolean written = true;
        for (Map.Entry<GradeRun.Format, Path> target : targets.entrySet()) {
            try {
                AtomicFile.write(target.getValue(), target.getKey().of(key, List.of(grade), start, messages));
            } catch (IOException e) {
                error(ui, List.of(messages.say("error") + messages.say("fault.notWritten", target.getValue())));
                written = false;
            }
        }
        return written;
    }

    private static int error(StreamUi ui, List<String> lines) {
        ui.say(lines.stream()
                .map(line -> new OutputLine(OutputLine.Kind.ERROR, line))
                .toList());
        return ExitCode.USAGE;
    }
}
