package socklab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import socklab.lab.CheckRun;
import socklab.lab.LabChecker;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabReader;
import socklab.lab.report.CheckReport;
import socklab.lab.report.JsonReport;
import socklab.lab.report.JunitReport;
import socklab.lab.report.TapReport;
import socklab.lab.report.VerdictCounts;
import socklab.shell.StreamUi;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** Labs checked from the command line, and reported on. */
final class LabCheckRun {
    private final CliOptions options;
    private final Messages messages;
    private final StreamUi front;

    LabCheckRun(CliOptions options) {
        this.options = options;
        this.messages = Messages.in(options.readersLanguage());
        this.front = Streams.front(options);
        messages.find("check.summary"); // its file is read now, while the kernel is being made
    }

    /** A format of report. */
    enum Format {
        junit,
        tap,
        json;

        private String of(List<Checked> labs, Messages messages) {
            return switch (this) {
                case junit -> JunitReport.of(labs, messages);
                case tap -> TapReport.of(labs, messages);
                case json -> JsonReport.of(labs, messages);
            };
        }
    }

    /** What is asked of a check. */
    record Wish(List<Path> paths, long timeoutNanos, int atOnce, boolean update, Map<Format, Path> reports) {}

    /** Checks labs; 2 if one does not parse, 1 if an expectation was not met. */
    int check(Wish wish) {
        LabChecker checker = new LabChecker(
                options.kernelSoon(), options.streamed(), options.network(), wish.timeoutNanos(), ShellAssembly::wire);
        Function<Path, Checked> check = wish.update() ? checker::update : checker::check;
        List<Checked> labs =
                CheckRun.all(files(wish.paths()), check, wish.atOnce(), c -> front.say(CheckReport.said(c, messages)));
        VerdictCounts tally = VerdictCounts.of(labs);
        front.say(List.of(new OutputLine(
                OutputLine.Kind.PRINTED,
                messages.say("check.summary", tally.passed(), tally.failed() + tally.broken(), tally.skipped()))));
        boolean written = wish.reports().entrySet().stream()
                .map(r -> write(r.getValue(), r.getKey().of(labs, messages)))
                .allMatch(w -> w);
        return tally.broken() > 0 || !written || labs.isEmpty()
                ? ExitCode.USAGE
                : tally.failed() > 0 ? ExitCode.UNMET : ExitCode.WELL;
    }

    private boolean write(Path file, String report) {
        try {
            Files.writeString(file, report);
            return true;
        } catch (IOException e) {
            front.say(List.of(new OutputLine(
                    OutputLine.Kind.ERROR, messages.say("error") + messages.say("fault.notWritten", file))));
            return false;
        }
    }

    /** All labs that are named, or lie below a folder named, in order; of notes only those named. */
    static List<Path> files(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> below = Files.walk(path)) {
                below.filter(LabReader::isLab)
                        .filter(Files::isRegularFile)
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                files.add(path); // it is said to be unreadable when its turn comes
            }
        }
        return files;
    }
}
