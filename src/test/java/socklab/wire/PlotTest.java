package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import socklab.page.Html;
import socklab.page.Moment;
import socklab.page.Report;
import socklab.page.WhatHappened;
import socklab.page.Wording;
import socklab.session.Chart;
import socklab.session.Event;
import socklab.text.Language;
import socklab.view.EventJson;

/** {@code /plot}: connections of hosts over time. */
class PlotTest {
    private static Chart plotted(WireTestShell wire, String line) {
        int before = plots(wire).size();
        assertThat(wire.tells(line)).doesNotContain("error");
        List<Event.Plotted> plots = plots(wire);
        assertThat(plots).hasSize(before + 1);
        return plots.getLast().chart();
    }

    private static List<Event.Plotted> plots(WireTestShell wire) {
        return wire.shell().shell().session().journal().events().stream()
                .filter(Event.Plotted.class::isInstance)
                .map(Event.Plotted.class::cast)
                .toList();
    }

    private static List<Chart.Point> points(Chart chart, String series) {
        return chart.series().stream()
                .filter(s -> s.name().key().equals(series))
                .flatMap(s -> s.points().stream())
                .toList();
    }

    /** Sends more than the first window, and loses one segment of it. */
    private static void loseOneSegment(WireTestShell wire) {
        wire.run("/wire show off", "/wire delay 10ms");
        wire.connect();
        wire.run("/wire drop next data", "client.send fill:60000", "peer.recv 60000 MSG_WAITALL");
        wire.run("/sleep 50ms");
    }

    @Test
    void congestionWindowFallsAfterALoss() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("/wire show off", "/wire a>b: rate 4mbit delay 10ms limit 12 b>a: delay 10ms");
            wire.connect();
            wire.run("peer.recv 400000 MSG_WAITALL &", "client.send fill:400000", "/wait");
            Chart chart = plotted(wire, "/plot client cwnd");
            List<Double> window = points(chart, "wire.plot.window").stream()
                    .map(Chart.Point::high)
                    .toList();
            assertThat(window.getFirst()).isEqualTo(10);
            assertThat(falls(window)).as("falls in %s", window).isTrue();
            assertThat(points(chart, "wire.plot.threshold"))
                    .as("no slow start threshold before a loss")
                    .isNotEmpty()
                    .allMatch(p -> p.nanos() > 0);
        }
    }

    /** Whether a value is below three quarters of an earlier one. */
    private static boolean falls(List<Double> values) {
        double highest = 0;
        for (double value : values) {
            highest = Math.max(highest, value);
            if (value < highest * 3 / 4) {
                return true;
            }
        }
        return false;
    }

    @Test
    void roundTripTimeIsAtLeastTheDelayOfBothWays() {
        try (WireTestShell wire = new WireTestShell()) {
            loseOneSegment(wire);
            assertThat(points(plotted(wire, "/plot client rtt"), "wire.plot.smoothed"))
                    .isNotEmpty()
                    .allMatch(p -> p.high() >= 20);
        }
    }

    @Test
    void sequenceGraphHasTheLostSegmentTwice() {
        try (WireTestShell wire = new WireTestShell()) {
            loseOneSegment(wire);
            Chart chart = plotted(wire, "/plot client seq");
            Chart.Point lost = points(chart, "wire.plot.lost").getFirst();
            assertThat(lost.low()).isEqualTo(1);
            assertThat(lost.high()).isEqualTo(1449);
            assertThat(points(chart, "wire.plot.again").getFirst().low()).isEqualTo(1);
            assertThat(points(chart, "wire.plot.acked").getLast().high()).isEqualTo(60001);
            assertThat(points(chart, "wire.plot.sent")).anyMatch(p -> p.high() == 60001);
            assertThat(points(chart, "wire.plot.allowed")).allMatch(p -> p.high() >= 60000 / 2);
            assertThat(plotted(wire, "/plot peer seq"))
                    .as("a socket that sent nothing: what it received")
                    .isEqualTo(chart);
        }
    }

    @Test
    void closedConnectionIsStillDrawn() {
        try (WireTestShell wire = new WireTestShell()) {
            loseOneSegment(wire);
            wire.run("client.close");
            assertThat(plotted(wire, "/plot client").series()).isNotEmpty();
        }
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.run("other = open tcp", "lonely = a.open tcp");
            assertThat(wire.tells("/plot other")).contains("no TCP connection of other was seen");
            assertThat(wire.tells("/plot lonely rtt")).contains("no TCP connection of lonely was seen");
            assertThat(wire.tells("/plot nobody")).contains("neither a socket nor cwnd, rtt, seq or plain: nobody");
            wire.connect();
            assertThat(wire.tells("/plot client frog")).contains("neither a socket nor cwnd, rtt, seq or plain: frog");
            assertThat(wire.tells("/plot client seq")).contains("no data of client is among the frames");
            wire.run("/wire off");
            assertThat(wire.tells("/plot client")).contains("no wire is laid");
        }
    }

    @Test
    void chartIsInTheReportAndInJson() {
        try (WireTestShell wire = new WireTestShell()) {
            loseOneSegment(wire);
            plotted(wire, "/plot client seq");
            List<Event> events = wire.shell().shell().session().journal().events();
            Wording words = new Wording(List.of(Language.EN, Language.ZH));
            Report.Subject subject = new Report.Subject(words.say("page.session"), "", false);
            String html = Html.of(Report.of(
                    subject,
                    new WhatHappened(Moment.of(events), List.of(), System.nanoTime()),
                    words,
                    Report.Mode.FULL));
            assertThat(html).contains("<figure class=\"chart\">", "class=\"curve bar\"", ">×</text>");
            assertThat(new EventJson(wire.shell().shell().session().settings(), 0)
                            .of(plots(wire).getLast())
                            .toString())
                    .contains("\"event\":\"plotted\"", "\"name\":\"lost\",\"points\":[[");
        }
    }
}
