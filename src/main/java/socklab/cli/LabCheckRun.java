package socklab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import socklab.lab.LabChecker;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabFiles;
import socklab.lab.OrderedRuns;
import socklab.lab.report.CheckJson;
import socklab.lab.report.CheckReport;
import socklab.lab.report.JsonReport;
import socklab.lab.report.JunitReport;
import socklab.lab.report.TapReport;
import socklab.lab.report.VerdictCounts;
import socklab.session.Session;
import socklab.shell.AtomicFile;
import socklab.shell.JsonUi;
import socklab.shell.UserInterface;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** Checks labs from the command line, and writes reports. */
final class LabCheckRun {
    private final CliOptions options;
    private final Messages messages;
    private final UserInterface ui;
    private final Optional<JsonUi> json;

    LabCheckRun(CliOptions options) {
        this.options = options;
        this.messages = Messages.in(options.readersLanguage());
        this.json = options.output() == CliOptions.Output.JSON ? Optional.of(Streams.json(options)) : Optional.empty();
        this.ui = json.isPresent() ? json.get() : Streams.front(options);
    }

    /** The formats of a report. */
    enum Format {
        junit,
        tap,
        tap14,
        json;

        private String of(List<Checked> labs, Instant start, Messages messages) {
            return switch (this) {
                case junit -> JunitReport.of(labs, start, messages);
                case tap -> TapReport.of(labs, 13, messages);
                case tap14 -> TapReport.of(labs, 14, messages);
                case json -> JsonReport.of(labs, messages);
            };
        }
    }

    /** Whether the labs are compared with their expectations, or their expectations updated. */
    enum Mode {
        CHECK,
        UPDATE
    }

    /** What a command line asks of a check. */
    record Request(
            List<Path> paths,
            Mode mode,
            LabChecker.Strictness strictness,
            Duration lineLimit,
            Duration labLimit,
            int parallel,
            Map<Format, Path> reports) {}

    /**
     * Checks labs and writes the reports, also if a signal ends the process while it checks.
     *
     * @return 3 if a report cannot be written, 2 if a lab does not parse, 1 if an expectation was not met
     */
    int check(Request request) {
        Instant start = Instant.now();
        LabChecker.Rules rules = LabChecker.Rules.usual(options.streamed())
                .withNetwork(options.network())
                .with(request.strictness())
                .withLineLimit(request.lineLimit())
                .withLabLimit(request.labLimit());
        LabChecker checker = new LabChecker(options.kernelSoon(), rules, ShellAssembly::wire).watchedBy(this::follow);
        Function<Path, Checked> check = switch (request.mode()) {
            case CHECK -> checker::check;
            case UPDATE -> checker::update;
        };
        try (GracefulShutdown shutdown = new GracefulShutdown()) {
            shutdown.onShutdown(checker::stop);
            List<Checked> labs =
                    OrderedRuns.all(LabFiles.below(request.paths()), check, request.parallel(), this::report);
            VerdictCounts counts = VerdictCounts.of(labs);
            if (labs.isEmpty()) {
                request.paths().forEach(p -> error(messages.say("lab.noneBelow", p)));
            }
            json.ifPresentOrElse(
                    j -> j.write(CheckJson.of(counts, messages)),
                    () -> ui.say(
                            List.of(new OutputLine(OutputLine.Kind.PRINTED, CheckReport.summary(counts, messages)))));
            boolean written = request.reports().entrySet().stream()
                    .map(r -> write(r.getValue(), r.getKey().of(labs, start, messages)))
                    .reduce(true, Boolean::logicalAnd);
            return written ? exitCode(counts, labs.isEmpty(), request.strictness()) : ExitCode.CANNOT_RUN;
        }
    }

    private void follow(Path file, Session session) {
        json.ifPresent(j -> j.follow(session, event -> event.addProperty("lab", CheckJson.name(file))));
    }

    private void report(Checked lab) {
        json.ifPresentOrElse(j -> j.write(CheckJson.of(lab, messages)), () -> ui.say(CheckReport.lines(lab, messages)));
    }

    private static int exitCode(VerdictCounts counts, boolean nothingFound, LabChecker.Strictness strictness) {
        boolean unmet = counts.failed() > 0
                || counts.stopped() > 0
                || strictness == LabChecker.Strictness.STRICT && counts.skipped() > 0;
        return counts.broken() > 0 || nothingFound ? ExitCode.USAGE : unmet ? ExitCode.UNMET : ExitCode.WELL;
    }

    private boolean write(Path file, String report) {
        try {
            AtomicFile.write(file, report);
            return true;
        } catch (IOException e) {
            error(messages.say("fault.notWritten", file));
            return false;
        }
    }

    private void error(String text) {
        ui.say(List.of(new OutputLine(OutputLine.Kind.ERROR, messages.say("error") + text)));
    }
}
