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
import socklab.lab.Checker;
import socklab.lab.Checker.Checked;
import socklab.lab.LabReader;
import socklab.lab.report.CheckView;
import socklab.lab.report.JunitXml;
import socklab.lab.report.ResultsJson;
import socklab.lab.report.Tally;
import socklab.lab.report.Tap;
import socklab.shell.StreamFront;
import socklab.text.Messages;
import socklab.view.Said;

/** Labs checked from the command line, and reported on. */
final class Checks {
    private final Options options;
    private final Messages messages;
    private final StreamFront front;

    Checks(Options options) {
        this.options = options;
        this.messages = Messages.in(options.readersLanguage());
        this.front = Streams.front(options);
        messages.find("check.summary"); // its file is read now, while the kernel is being made
    }

    /** A format of report. */
    enum Format {
        junit, tap, json;

        private String of(List<Checked> labs, Messages messages) {
            return switch (this) {
                case junit -> JunitXml.of(labs, messages);
                case tap -> Tap.of(labs, messages);
                case json -> ResultsJson.of(labs, messages);
            };
        }
    }

    /** What is asked of a check. */
    record Wish(List<Path> paths, long timeoutNanos, int atOnce, boolean update, Map<Format, Path> reports) {}

    /** Checks labs; 2 if one does not parse, 1 if an expectation was not met. */
    int check(Wish wish) {
        Checker checker = new Checker(options.kernelSoon(), options.streamed(), options.network(), wish.timeoutNanos(), Wiring::wire);
        Function<Path, Checked> check = wish.update() ? checker::update : checker::check;
        List<Checked> labs = CheckRun.all(files(wish.paths()), check, wish.atOnce(), c -> front.say(CheckView.said(c, messages)));
        Tally tally = Tally.of(labs);
        front.say(List.of(new Said(Said.Kind.PRINTED, messages.say("check.summary", tally.passed(), tally.failed() + tally.broken(), tally.skipped()))));
        boolean written = wish.reports().entrySet().stream().map(r -> write(r.getValue(), r.getKey().of(labs, messages))).allMatch(w -> w);
        return tally.broken() > 0 || !written || labs.isEmpty() ? ExitCode.USAGE : tally.failed() > 0 ? ExitCode.UNMET : ExitCode.WELL;
    }

    private boolean write(Path file, String report) {
        try {
            Files.writeString(file, report);
            return true;
        } catch (IOException e) {
            front.say(List.of(new Said(Said.Kind.ERROR, messages.say("error") + messages.say("fault.notWritten", file))));
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
                below.filter(LabReader::isLab).filter(Files::isRegularFile).sorted().forEach(files::add);
            } catch (IOException e) {
                files.add(path); // it is said to be unreadable when its turn comes
            }
        }
        return files;
    }
}
