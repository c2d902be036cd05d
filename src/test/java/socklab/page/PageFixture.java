package socklab.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import socklab.cli.ShellAssembly;
import socklab.kernel.libc.LibcKernel;
import socklab.lab.Lab;
import socklab.lab.LabNetwork;
import socklab.lab.LabReader;
import socklab.session.Chart;
import socklab.session.Event;
import socklab.session.Table;
import socklab.text.Language;
import socklab.text.Message;

/** Reports made in this process. */
final class PageFixture {
    static final Wording ENGLISH = new Wording(List.of(Language.EN));
    static final Wording BOTH = new Wording(List.of(Language.EN, Language.ZH));

    private PageFixture() {}

    /** A lab that ran. */
    record Run(Lab lab, WhatHappened ran) {
        Report report(Wording words, Report.Mode mode) {
            return Report.of(Report.Subject.of(lab, words), ran, words, mode);
        }
    }

    static Run run(Path file) {
        try {
            Lab lab = LabReader.read(file);
            try (LabNetwork network = LabNetwork.open(new LibcKernel(), lab, false)) {
                return new Run(lab, new LabRun(ShellAssembly::wire, Language.EN).run(lab, network, false));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A report of moments that are no lab's. */
    static Report report(List<Moment> moments, Wording words) {
        Report.Subject subject = new Report.Subject(words.say("page.session"), "", false);
        return Report.of(subject, new WhatHappened(moments, List.of(), System.nanoTime()), words, Report.Mode.FULL);
    }

    /** A report with what few labs have. */
    static Report withChartAndTable() {
        List<Chart.Point> points = List.of(Chart.Point.of(0, 10), Chart.Point.of(1_000_000, 20));
        List<Chart.Series> series = java.util.Arrays.stream(Chart.Mark.values())
                .map(mark -> new Chart.Series(Message.of("wire.plot.window"), mark, points))
                .toList();
        Chart chart = new Chart(Message.of("wire.table"), Message.of("wire.head.frames"), series);
        Table table = new Table(
                Message.of("wire.table"),
                List.of(Message.of("wire.head.way"), Message.of("wire.head.frames")),
                List.of(List.of("a → b", 3)));
        List<Moment> moments = List.of(
                new Moment.Run("/plot a", List.of()),
                new Moment.Told(new Event.Plotted(0, chart, Event.Plotted.Form.DRAWN)));
        Report.Subject subject = new Report.Subject(BOTH.say("page.session"), "", false);
        return Report.of(subject, new WhatHappened(moments, List.of(table), 0), BOTH, Report.Mode.FULL);
    }

    static Path write(Path folder, String name, String html) throws IOException {
        return Files.writeString(folder.resolve(name), html);
    }
}
