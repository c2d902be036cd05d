package socklab.view.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.Outcome;
import socklab.help.HelpTestShell;
import socklab.lab.GoldenText;
import socklab.session.Event;
import socklab.text.DisplayWidth;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.SampleJournals;

/** Timelines of journals made by hand, whose times are fixed, and of a real session. */
class TimelineViewTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "socklab", "view", "timeline");
    private static final long MILLI = 1_000_000;

    static Stream<Arguments> shapes() {
        return Stream.of(40, 80, 120).flatMap(c -> Stream.of(Language.values()).map(l -> Arguments.of(c, l)));
    }

    private static String draw(List<Event> events, int columns, Language language, Glyphs glyphs, int most, long now) {
        return String.join(
                        "\n",
                        TimelineView.lines(
                                events, new TimelineView.Shape(columns, most, now, glyphs), Messages.in(language)))
                + "\n";
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void udp(int columns, Language language) throws IOException {
        GoldenText.check(
                FOLDER.resolve("udp-" + columns + "-" + language.code() + ".txt"),
                draw(SampleJournals.udp(), columns, language, Glyphs.LINES, 30, 9000 * MILLI));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tcpWithAJobInTheBackground(int columns, Language language) throws IOException {
        GoldenText.check(
                FOLDER.resolve("tcp-" + columns + "-" + language.code() + ".txt"),
                draw(SampleJournals.tcp(), columns, language, Glyphs.LINES, 30, 9000 * MILLI));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void plainIsAscii(int columns, Language language) throws IOException {
        String plain = draw(SampleJournals.tcp(), columns, language, Glyphs.PLAIN, 30, 9000 * MILLI);
        GoldenText.check(FOLDER.resolve("plain-" + columns + "-" + language.code() + ".txt"), plain);
        if (language == Language.EN) {
            assertThat(plain.chars().filter(c -> c > 126)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void noLineIsWiderThanTheScreen(int columns, Language language) {
        for (List<Event> journal : List.of(SampleJournals.udp(), SampleJournals.tcp(), SampleJournals.many())) {
            draw(journal, columns, language, Glyphs.LINES, 100, 9000 * MILLI)
                    .lines()
                    .forEach(l -> assertThat(DisplayWidth.of(l)).as(l).isLessThanOrEqualTo(columns));
        }
    }

    @Test
    void aCallThatHasNotReturnedReachesDownToNow() {
        List<Event> events = new ArrayList<>();
        for (Event event : SampleJournals.udp()) {
            boolean third = event instanceof Event.Finished f && f.id().number() == 3;
            events.add(third ? sentAway((Event.Finished) event) : event);
        }
        String drawn = draw(events, 80, Language.EN, Glyphs.LINES, 30, 9000 * MILLI);
        assertThat(drawn).contains("3 recvfrom").contains("│ blocks").contains("   9.0 s");
        assertThat(drawn.lines()
                        .filter(l -> l.contains("B ─") || l.contains("B ►"))
                        .toList())
                .as("no arrow to a call that got nothing")
                .hasSizeLessThan(2);
    }

    /** The same call, sent to the background instead. */
    private static Event sentAway(Event.Finished call) {
        return new Event.Unfinished(
                call.at() + MILLI, new Event.Started(call.id(), call.invocation(), call.socket()), call.at(), 1);
    }

    @Test
    void lanesThatDoNotFitAreNamed() {
        String drawn = draw(SampleJournals.many(), 40, Language.EN, Glyphs.LINES, 100, 9000 * MILLI);
        assertThat(drawn.replaceAll("\\s+", " "))
                .contains("4 calls on other sockets do not fit on this screen: s3, s4, s5, s6");
    }

    @Test
    void onlyTheNewestCallsAreShown() {
        String drawn = draw(SampleJournals.many(), 120, Language.EN, Glyphs.LINES, 2, 9000 * MILLI);
        assertThat(drawn)
                .contains("4 earlier calls are not shown: /timeline all")
                .doesNotContain("1 open");
    }

    @Test
    void theScaleIsLogarithmic() {
        assertThat(Stream.of(
                                0L,
                                999_999L,
                                MILLI,
                                10 * MILLI - 1,
                                10 * MILLI,
                                100 * MILLI,
                                1000 * MILLI,
                                10_000 * MILLI,
                                100_000 * MILLI,
                                10_000_000 * MILLI)
                        .map(TimelineRows::steps))
                .containsExactly(0, 0, 1, 1, 2, 3, 4, 5, 6, 6);
    }

    @Test
    void addressesMakeADeliveryCertain() {
        assertThat(SequenceDiagram.of(SampleJournals.udp()).deliveries())
                .extracting(d -> d.from().number() + ">" + d.to().number() + " " + d.bytes() + " " + d.certain())
                .containsExactly("5>3 6 false", "6>7 6 true");
    }

    @Test
    void aStreamIsCountedByteForByte() {
        assertThat(SequenceDiagram.of(SampleJournals.split()).deliveries())
                .extracting(d -> d.from().number() + ">" + d.to().number() + " " + d.bytes())
                .containsExactly("2>4 2", "2>5 3", "3>5 1", "3>6 2");
    }

    @Test
    void aPeekTakesNothing() {
        try (HelpTestShell bench = new HelpTestShell(Language.EN)) {
            for (String line : List.of(
                    "r = open udp",
                    "r.bind 127.0.0.1 0",
                    "s = open udp",
                    "s.sendto $r.local abc",
                    "r.recv 9 MSG_PEEK",
                    "r.recv 9")) {
                bench.type(line);
            }
            assertThat(SequenceDiagram.of(bench.session().journal().events()).deliveries())
                    .extracting(d -> d.from().number() + ">" + d.to().number())
                    .containsExactly("4>5", "4>6");
        }
    }

    @Test
    void ofARealSession() {
        try (HelpTestShell bench = new HelpTestShell(Language.EN)) {
            for (String line : List.of(
                    "server = open tcp",
                    "server.bind 127.0.0.1 0",
                    "server.listen",
                    "c = server.accept &",
                    "client = open tcp",
                    "client.connect $server.local",
                    "/wait c 10s",
                    "client.send hello",
                    "m = c.recv 2048",
                    "c.send $m.upper",
                    "client.recv 2048",
                    "client.shutdown wr",
                    "c.recv 2048",
                    "c.close",
                    "client.recv 9")) {
                bench.type(line);
            }
            List<Event> events = bench.session().journal().events();
            assertThat(SequenceDiagram.of(events).lanes())
                    .extracting(SequenceDiagram.Lane::name)
                    .containsExactly("server", "client", "c");
            assertThat(SequenceDiagram.of(events).deliveries())
                    .extracting(d -> d.bytes() + (d.fin() ? " FIN" : ""))
                    .containsExactlyInAnyOrder("5", "5", "0 FIN", "0 FIN");
            String drawn = bench.type("/timeline");
            assertThat(drawn)
                    .contains("server LISTEN", "client ESTABLISHED", "c CLOSE-WAIT", "~5 B", "~FIN", "end of stream");
            assertThat(drawn.lines().count()).isGreaterThan(30);
        }
    }

    /** States that depend on what the network did are not inferred from calls. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = open tcp;a.bind 127.0.0.1 0;a.connect $a.local;a.shutdown wr;a.recv 9;a.close",
                "l = open tcp;l.bind 127.0.0.1 0;l.listen;a = open tcp;a.connect $l.local;b = l.accept;a.send"
                        + " x;b.close",
                "l = open tcp;l.bind 127.0.0.1 0;l.listen;a = open tcp;a.connect $l.local;b = l.accept;"
                        + "b.setsockopt SO_LINGER on 0;b.close",
                "l = open tcp;l.bind 127.0.0.1 0;l.listen;a = open tcp;a.connect $l.local;b = l.accept;"
                        + "a.shutdown wr;b.shutdown wr;a.recv 9;b.recv 9;a.close;b.close"
            })
    void noStateIsInferredWhereSeveralArePossible(String lines) {
        try (HelpTestShell shell = new HelpTestShell(Language.EN)) {
            for (String line : lines.split(";")) {
                shell.type(line);
            }
            List<Event> calls = shell.session().journal().events().stream()
                    .filter(e -> !(e instanceof Event.Observed))
                    .toList();
            String drawn = String.join(
                    "\n",
                    TimelineView.lines(
                            calls,
                            new TimelineView.Shape(80, 30, System.nanoTime(), Glyphs.LINES),
                            Messages.in(Language.EN)));
            assertThat(drawn)
                    .contains("~ESTABLISHED")
                    .doesNotContain("FIN-WAIT", "TIME-WAIT", "CLOSE-WAIT", "LAST-ACK", "CLOSING");
            assertThat(shell.type("/timeline")).doesNotContainPattern("~(LISTEN|ESTABLISHED|CLOS|FIN-|TIME|LAST)");
        }
    }

    @Test
    void noArrowLeadsToTheErrorQueue() {
        try (HelpTestShell shell = new HelpTestShell(Language.EN)) {
            for (String line : List.of(
                    "a = open udp",
                    "a.setsockopt IP_RECVERR 1",
                    "b = open udp",
                    "b.connect 127.0.0.1 1",
                    "b.send hello",
                    "a.connect 127.0.0.1 1",
                    "a.send hello",
                    "poll a:err 5s",
                    "a.recvmsg 100 MSG_ERRQUEUE")) {
                shell.type(line);
            }
            List<Event> events = shell.session().journal().events();
            assertThat(events.stream()
                            .filter(Event.Finished.class::isInstance)
                            .map(Event.Finished.class::cast)
                            .toList()
                            .getLast()
                            .outcome())
                    .as("something came from the error queue")
                    .isInstanceOf(Outcome.Returned.class);
            assertThat(SequenceDiagram.of(events).deliveries()).isEmpty();
        }
    }

    @Test
    void theBuiltInServerHasALaneToo() {
        try (HelpTestShell bench = new HelpTestShell(Language.EN)) {
            for (String line : List.of("/server udp 0", "s = open udp", "s.sendto $server hello", "s.recv 99")) {
                bench.type(line);
            }
            SequenceDiagram ladder =
                    SequenceDiagram.of(bench.session().journal().events());
            for (int i = 0;
                    i < 1000 && ladder.deliveries().size() < 2;
                    i++) { // the server writes its send down when it has been received already
                bench.type("/sleep 10ms");
                ladder = SequenceDiagram.of(bench.session().journal().events());
            }
            assertThat(ladder.lanes())
                    .extracting(SequenceDiagram.Lane::name)
                    .containsExactlyInAnyOrder("udp server", "s");
            assertThat(ladder.deliveries())
                    .extracting(d -> d.from().label() + ">" + d.to().label())
                    .containsExactlyInAnyOrder("sendto $server hello>recvfrom", "sendto>recv 99");
            bench.type("/server stop");
        }
    }

    @Test
    void nothingActsOnTheScreen() {
        try (HelpTestShell bench = new HelpTestShell(Language.EN)) {
            bench.type("r = open udp");
            bench.type("r.bind 127.0.0.1 0");
            bench.type("r.sendto $r.local \"\\x1b[31m\\x07\"");
            bench.type("r.recv 99");
            assertThat(bench.type("/timeline").chars().filter(c -> c < ' ' && c != '\n'))
                    .isEmpty();
        }
    }

    @Test
    void arguments() {
        try (HelpTestShell bench = new HelpTestShell(Language.EN)) {
            assertThat(bench.type("/timeline")).isEqualTo("no call was made yet\n");
            bench.type("open udp");
            bench.type("bind 127.0.0.1 0");
            assertThat(bench.type("/timeline 1")).contains("1 earlier calls are not shown");
            assertThat(bench.type("/timeline all plain").chars().filter(c -> c > 126))
                    .isEmpty();
            assertThat(bench.type("/timeline 0")).contains("error: not a number of calls: 0");
        }
    }
}
