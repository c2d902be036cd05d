package socklab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import socklab.kernel.Kernel;
import socklab.lab.Checker;
import socklab.lab.Lab;
import socklab.lab.LabReader;
import socklab.shell.StreamFront;
import socklab.text.Messages;
import socklab.view.Said;

/** Labs checked from the command line. */
final class Labs {
    private final Options options;
    private final Messages messages;

    Labs(Options options) {
        this.options = options;
        this.messages = Messages.in(options.settings().language());
    }

    /** Checks labs; 2 if one does not parse, 1 if an expectation was not met. */
    int check(List<Path> paths, long timeoutNanos) {
        StreamFront front = Streams.front(options.coloured());
        Kernel kernel = options.kernel();
        Checker checker = new Checker(kernel, options.settings(), options.network(), timeoutNanos);
        int[] counts = new int[4];
        for (Path file : files(paths)) {
            try {
                counts[report(LabReader.read(file), checker, front)]++;
            } catch (IOException e) {
                front.say(List.of(new Said(Said.Kind.ERROR, messages.say("lab.unreadable", file))));
                counts[2]++;
            }
        }
        front.say(List.of(new Said(Said.Kind.PRINTED, messages.say("check.summary", counts[0], counts[1] + counts[2], counts[3]))));
        return counts[2] > 0 ? 2 : counts[1] > 0 ? 1 : 0;
    }

    /** All labs that are named, or lie below a folder named, in order. */
    static List<Path> files(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> below = Files.walk(path)) {
                below.filter(f -> f.toString().endsWith(".lab")).sorted().forEach(files::add);
            } catch (IOException e) {
                files.add(path); // it is said to be unreadable when its turn comes
            }
        }
        return files;
    }

    /** Tells how a lab came out: 0 passed, 1 failed, 2 not parsed, 3 skipped. */
    private int report(Lab lab, Checker checker, StreamFront front) {
        return switch (checker.check(lab)) {
            case Checker.Verdict.Passed p -> {
                front.say(List.of(new Said(Said.Kind.RESULT, messages.say("check.passed", lab.file(), p.expectations()))));
                yield 0;
            }
            case Checker.Verdict.Failed f -> {
                failure(lab, f.failure(), front);
                yield 1;
            }
            case Checker.Verdict.Unparsed u -> {
                front.say(Mistakes.said(lab, messages));
                yield 2;
            }
            case Checker.Verdict.Skipped s -> {
                front.say(List.of(new Said(Said.Kind.NOTE, messages.say("check.skipped", lab.file(), messages.say(s.why())))));
                yield 3;
            }
        };
    }

    private void failure(Lab lab, Checker.Failure f, StreamFront front) {
        List<String> lines = new ArrayList<>();
        lines.add(lab.file() + ":" + f.number() + ":1: " + messages.say("error") + messages.say("check.differs"));
        lines.add("  " + f.line().text().strip());
        f.expected().forEach(e -> lines.add("  " + messages.say("check.expected", e)));
        lines.add("  " + messages.say("check.actual", f.actual()));
        f.call().ifPresent(c -> lines.add("  " + c));
        f.reason().ifPresent(r -> lines.add("  " + r));
        front.say(lines.stream().map(l -> new Said(Said.Kind.ERROR, l)).toList());
    }
}
