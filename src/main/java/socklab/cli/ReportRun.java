package socklab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.lab.Lab;
import socklab.lab.LabFiles;
import socklab.lab.LabNetwork;
import socklab.lab.LabReader;
import socklab.lab.OrderedRuns;
import socklab.lab.Requirements;
import socklab.lab.report.CheckReport;
import socklab.page.Html;
import socklab.page.LabRun;
import socklab.page.Report;
import socklab.page.SiteIndex;
import socklab.page.WhatHappened;
import socklab.page.Wording;
import socklab.shell.AtomicFile;
import socklab.shell.StreamUi;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** Makes pages of labs. */
final class ReportRun {
    private final CliOptions options;
    private final Report.Mode mode;
    private final int parallel;
    private final Messages messages;
    private final StreamUi ui;
    private final Wording words;
    private final Wording indexWords;

    /** @param parallel how many labs of a folder run side by side */
    ReportRun(CliOptions options, Report.Mode mode, int parallel) {
        this.options = options;
        this.mode = mode;
        this.parallel = parallel;
        this.messages = Messages.in(options.readersLanguage());
        this.ui = Streams.front(options);
        this.words = new Wording(options.reportLanguages());
        this.indexWords = new Wording(options.indexLanguages());
    }

    /** What became of a lab: its page, or why it has none. */
    private sealed interface Made {
        record Page(Lab lab, Report report, String html) implements Made {}

        record None(String why, int code) implements Made {}
    }

    int run(Path subject, Optional<Path> out) {
        return Files.isDirectory(subject) ? site(subject, out) : page(subject, out);
    }

    private int page(Path file, Optional<Path> out) {
        Path target = out.orElseGet(() -> Path.of(name(file) + ".html"));
        return switch (make(file)) {
            case Made.Page made ->
                write(target, made.html())
                        ? said(messages.say(
                                "page.written", target, made.report().calls(), kilobytes(made.html())))
                        : ExitCode.CANNOT_RUN;
            case Made.None none -> {
                error(none.why());
                yield none.code();
            }
        };
    }

    private int said(String line) {
        ui.say(List.of(new OutputLine(OutputLine.Kind.PRINTED, line)));
        return ExitCode.WELL;
    }

    private static long kilobytes(String html) {
        return (html.length() + 1023) / 1024;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.(lab|md)$", "");
    }

    /** The shelf as a site: a page for each lab in a folder like its own, and an index. */
    private int site(Path folder, Optional<Path> out) {
        Path target = out.orElse(Path.of("site"));
        List<SiteIndex.Page> pages = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        OrderedRuns.all(LabFiles.below(List.of(folder)), file -> shelved(file, folder, target), parallel, shelved -> {
            shelved.page().lacking().ifPresent(this::error);
            pages.add(shelved.page());
            codes.add(shelved.code());
        });
        if (codes.contains(ExitCode.CANNOT_RUN) || !write(target.resolve("index.html"), index(pages))) {
            return ExitCode.CANNOT_RUN;
        }
        said(messages.say(
                "page.site",
                target,
                pages.stream().filter(p -> p.lacking().isEmpty()).count()));
        return codes.stream().reduce(ExitCode.WELL, Math::max);
    }

    private String index(List<SiteIndex.Page> pages) {
        return Html.of(new SiteIndex(indexWords, pages));
    }

    /** What the index says of a lab, and the exit code that it leads to. */
    private record Shelved(SiteIndex.Page page, int code) {}

    /** Writes a lab's page. The index names a lab that cannot run here; that is no mistake. */
    private Shelved shelved(Path file, Path folder, Path target) {
        Path place = folder.relativize(file).resolveSibling(name(file) + ".html");
        return switch (make(file)) {
            case Made.Page made ->
                new Shelved(
                        new SiteIndex.Page(
                                chapter(place),
                                place.toString(),
                                Report.Subject.of(made.lab(), indexWords).title(),
                                Optional.empty()),
                        write(target.resolve(place), made.html()) ? ExitCode.WELL : ExitCode.CANNOT_RUN);
            case Made.None none ->
                new Shelved(
                        new SiteIndex.Page(chapter(place), "", titles(file), Optional.of(none.why())),
                        none.code() == ExitCode.CANNOT_RUN ? ExitCode.WELL : none.code());
        };
    }

    private static String chapter(Path place) {
        return place.getParent() == null ? "" : place.getParent().toString();
    }

    private List<Wording.Said> titles(Path file) {
        try {
            return Report.Subject.of(LabReader.read(file), indexWords).title();
        } catch (IOException e) {
            return List.of(new Wording.Said(Language.EN, name(file)));
        }
    }

    private Made make(Path file) {
        Lab lab;
        try {
            lab = LabReader.read(file);
        } catch (IOException e) {
            return new Made.None(messages.say("lab.unreadable", file), ExitCode.USAGE);
        }
        if (!lab.mistakes().isEmpty()) {
            return new Made.None(
                    String.join("\n", CheckReport.mistakes(file.toString(), lab.mistakes(), messages)), ExitCode.USAGE);
        }
        try (LabNetwork network = LabNetwork.open(options.kernelSoon(), lab, options.network())) {
            Kernel kernel = network.kernel();
            Optional<Message> lacking =
                    Requirements.lacking(lab, kernel).or(() -> Requirements.company(lab, options.network()));
            if (lacking.isPresent()) {
                return new Made.None(
                        messages.say("check.skipped", file, messages.say(lacking.get())), ExitCode.CANNOT_RUN);
            }
            WhatHappened happened =
                    new LabRun(ShellAssembly::wire, words.languages().getFirst()).run(lab, network, options.network());
            Report report = Report.of(Report.Subject.of(lab, words), happened, words, mode);
            return new Made.Page(lab, report, Html.of(report));
        }
    }

    private boolean write(Path target, String html) {
        try {
            Optional<Path> folder = Optional.ofNullable(target.toAbsolutePath().getParent());
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
            }
            AtomicFile.write(target, html);
            return true;
        } catch (IOException e) {
            error(messages.say("error") + messages.say("fault.notWritten", target));
            return false;
        }
    }

    private void error(String text) {
        ui.say(text.lines().map(l -> new OutputLine(OutputLine.Kind.ERROR, l)).toList());
    }
}
