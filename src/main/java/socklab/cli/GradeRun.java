package socklab.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import socklab.lab.LabFiles;
import socklab.lab.OrderedRuns;
import socklab.lab.grade.AnswerKey;
import socklab.lab.grade.Grade;
import socklab.lab.grade.Grader;
import socklab.lab.grade.StudentName;
import socklab.lab.report.CheckReport;
import socklab.lab.report.GradeCsv;
import socklab.lab.report.GradeJson;
import socklab.lab.report.GradeJunit;
import socklab.lab.report.GradeText;
import socklab.page.GradePage;
import socklab.page.Html;
import socklab.page.Wording;
import socklab.shell.AtomicFile;
import socklab.shell.StreamUi;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** Grades students' files from the command line, and writes reports. */
final class GradeRun {
    private final CliOptions options;
    private final Messages messages;
    private final StreamUi ui;

    GradeRun(CliOptions options) {
        this.options = options;
        this.messages = Messages.in(options.readersLanguage());
        this.ui = Streams.front(options);
    }

    /** The formats of a report. */
    enum Format {
        csv,
        json,
        junit,
        html;

        String of(AnswerKey key, List<Grade> grades, Instant start, Messages messages) {
            return switch (this) {
                case csv -> GradeCsv.of(key.questions(), grades);
                case json -> GradeJson.of(grades, messages);
                case junit -> GradeJunit.of(grades, start, messages);
                case html ->
                    Html.of(GradePage.of(
                            new Wording(List.of(messages.language())), key.lab().file(), key.questions(), grades));
            };
        }
    }

    /** What a command line asks of a grading. */
    record Request(Path key, List<Path> paths, Duration limit, int parallel, Map<Format, Path> reports) {}

    /**
     * Grades and writes the reports, also if a signal ends the process while it grades.
     *
     * @return 3 if a report cannot be written, 2 if the key does not parse or a file cannot be read, else 0
     */
    int grade(Request request) {
        AnswerKey key;
        try {
            key = AnswerKey.read(request.key());
        } catch (IOException e) {
            return error(List.of(messages.say("error") + messages.say("lab.unreadable", request.key())));
        }
        if (!key.mistakes().isEmpty()) {
            return error(CheckReport.mistakes(request.key().toString(), key.mistakes(), messages));
        } else if (key.questions().isEmpty()) {
            return error(List.of(messages.say("error") + messages.say("grade.noQuestions", request.key())));
        }
        List<Path> missing =
                request.paths().stream().filter(p -> !LabFiles.isThere(p)).toList();
        if (!missing.isEmpty()) {
            return error(missing.stream()
                    .map(p -> messages.say("error") + messages.say("lab.noPath", p))
                    .toList());
        }
        List<Path> files = files(request);
        if (files.isEmpty()) {
            return error(request.paths().stream()
                    .map(p -> messages.say("error") + messages.say("lab.noneBelow", p))
                    .toList());
        }
        return grade(request, key, files);
    }

    /** The students' files: a key that lies among them is none. */
    private List<Path> files(Request request) {
        List<Path> files = new ArrayList<>();
        for (Path file : LabFiles.below(request.paths())) {
            if (!request.paths().contains(file) && LabFiles.isSame(file, request.key())) {
                note(messages.say("grade.keyLeftOut", file));
            } else {
                files.add(file);
            }
        }
        return files;
    }

    private int grade(Request request, AnswerKey key, List<Path> files) {
        Instant start = Instant.now();
        Map<Path, String> students = StudentName.of(files);
        Grader grader = new Grader(key, options.kernelSoon(), options.streamed(), request.limit(), ShellAssembly::wire);
        List<Grade> grades = new ArrayList<>();
        try (GracefulShutdown shutdown = new GracefulShutdown()) {
            shutdown.onShutdown(grader::stop);
            List<Grader.Deviation> deviations = grader.runKey();
            if (!shutdown.begun()) { // a key that was cut short says nothing about this machine
                deviations.forEach(d -> deviation(d, request.limit()));
            }
            OrderedRuns.all(
                    List.copyOf(students.keySet()),
                    file -> grader.grade(file, students.get(file)),
                    request.parallel(),
                    grade -> {
                        if (!shutdown.begun()) { // a run that was cut short says nothing about its student
                            grades.add(grade);
                            show(grade, students.size());
                        }
                    });
            summary(grades, students.size());
            boolean written = request.reports().entrySet().stream()
                    .map(r -> write(r.getValue(), r.getKey().of(key, grades, start, messages)))
                    .reduce(true, Boolean::logicalAnd);
            boolean unreadable = grades.isEmpty()
                    || grades.stream().anyMatch(g -> g.problem().isPresent());
            return !written ? ExitCode.CANNOT_RUN : unreadable ? ExitCode.USAGE : ExitCode.WELL;
        }
    }

    private void deviation(Grader.Deviation deviation, Duration limit) {
        int line = deviation.question().callNumber();
        String expected = String.join(" | ", deviation.question().expected());
        note(deviation
                .actual()
                .map(actual -> messages.say("grade.deviation", line, expected, actual))
                .orElseGet(() -> messages.say("grade.noResult", line, expected, limit.toMillis() / 1000.0 + " s")));
    }

    /** A line for each student; for a single one the questions too. */
    private void show(Grade grade, int students) {
        ui.say(List.of(GradeText.line(grade, messages)));
        if (students == 1 && grade.problem().isEmpty()) {
            ui.say(GradeText.details(grade, messages));
        }
    }

    private void summary(List<Grade> grades, int students) {
        if (grades.size() < students) {
            note(messages.say("grade.stopped", grades.size(), students));
        }
        if (grades.size() > 1) {
            BigDecimal sum = grades.stream().map(Grade::score).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal average = sum.divide(BigDecimal.valueOf(grades.size()), 2, RoundingMode.HALF_UP);
            ui.say(List.of(new OutputLine(
                    OutputLine.Kind.PRINTED, messages.say("grade.summary", grades.size(), average.toPlainString()))));
        }
    }

    private boolean write(Path file, String report) {
        try {
            AtomicFile.write(file, report);
            return true;
        } catch (IOException e) {
            error(List.of(messages.say("error") + messages.say("fault.notWritten", file)));
            return false;
        }
    }

    private int error(List<String> lines) {
        ui.say(lines.stream().map(l -> new OutputLine(OutputLine.Kind.ERROR, l)).toList());
        return ExitCode.USAGE;
    }

    private void note(String text) {
        ui.say(List.of(new OutputLine(OutputLine.Kind.NOTE, text)));
    }
}
