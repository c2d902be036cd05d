package socklab.page.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.lab.Audience;
import socklab.lab.LabQuestion;
import socklab.lang.Parser;
import socklab.page.Html;
import socklab.page.Report;
import socklab.page.WhatHappened;
import socklab.page.Wording;
import socklab.service.Reach;
import socklab.session.Event;
import socklab.shell.ScriptStep;
import socklab.shell.TestShell;
import socklab.text.Language;

/** What can be asked of the page from outside: its own files, its events, an answer. All else is refused. */
class HttpSurfaceTest {
    private final TestShell session = new TestShell();
    private final ClassRoom room = new ClassRoom(session.shell());
    private int port;
    private String path;

    @BeforeEach
    void open() throws IOException {
        room.open(Reach.LOOPBACK, 0);
        port = room.address().orElseThrow().port();
        path = room.address().orElseThrow().path();
    }

    @AfterEach
    void end() {
        room.close();
        session.close();
    }

    /** What comes back to raw bytes, until the server closes; the head only of a stream. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String ask(String line, String... headers) throws IOException {
        return raw(line + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n");
    }

    private static int status(String response) {
        return response.startsWith("HTTP/1.1 ") ? Integer.parseInt(response.substring(9, 12)) : 0;
    }

    private int post(String body, String... headers) throws IOException {
        return status(raw("POST " + path + "answer HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nConnection: close\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n"
                + new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
    }

    private static String answer(int question, String voter, String text) {
        JsonObject json = new JsonObject();
        json.addProperty("question", question);
        json.addProperty("you", voter);
        json.addProperty("answer", text);
        return json.toString();
    }

    private static final String JSON = "Content-Type: application/json";

    @ParameterizedTest
    @ValueSource(strings = {"", "live.js", "live.css", "ladder.css", "ladder"})
    void thePagesOwnFilesAreServedWithSafeHeaders(String file) throws IOException {
        String response = ask("GET " + path + file);
        assertThat(status(response)).isEqualTo(200);
        assertThat(response.toLowerCase(java.util.Locale.ROOT))
                .contains(
                        "content-security-policy: default-src 'none'; script-src 'self'",
                        "frame-ancestors 'none'",
                        "x-content-type-options: nosniff",
                        "referrer-policy: no-referrer",
                        "cross-origin-resource-policy: same-origin",
                        "cache-control: no-store")
                .doesNotContain("set-cookie", "access-control-allow-origin", "unsafe-inline");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /answer, 405",
        "POST /, 405",
        "PUT /, 405",
        "DELETE /answer, 405",
        "OPTIONS /answer, 405",
        "TRACE /, 405",
        "GET /../etc/passwd, 404",
        "GET /%2e%2e/%2e%2e/etc/passwd, 404",
        "GET /live.js/, 404",
        "GET /socklab/page/live.js, 404",
        "GET /input, 404",
        "POST /run, 404",
        "GET /LIVE.JS, 404"
    })
    void nothingElseIsThere(String line, int status) throws IOException {
        assertThat(status(ask(line, JSON, "Content-Length: 0"))).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "", "127.0.0.1:PORT.evil"})
    void anotherSitesNameIsRefused(String host) throws IOException {
        String response =
                raw("GET / HTTP/1.1\r\nHost: " + host.replace("PORT", port + "") + "\r\nConnection: close\r\n\r\n");
        assertThat(status(response)).isIn(421, 400, 0);
        assertThat(response).doesNotContain("<html");
    }

    @Test
    void whoeverIsOnTheNetworkNeedsTheWordInTheAddress() throws IOException {
        room.close();
        List<String> said = room.open(Reach.ANY, 0);
        port = room.address().orElseThrow().port();
        path = room.address().orElseThrow().path();
        assertThat(path).matches("/[\\w-]{16}/");
        assertThat(String.join("\n", said)).contains("█", path);
        for (String wrong : List.of(
                "/", "/events", "/live.js", path.substring(0, 10) + "/", path.toUpperCase(java.util.Locale.ROOT))) {
            assertThat(status(ask("GET " + wrong))).as(wrong).isEqualTo(404);
        }
        assertThat(status(ask("GET " + path))).isEqualTo(200);
        assertThat(ask("GET " + path.substring(0, path.length() - 1))).contains("308", path);
    }

    /** A question that is open, and a viewer who may answer it. */
    private String question() throws IOException {
        ScriptStep.Line line = new ScriptStep.Line("client.connect 1", 1, Parser.parse("client.connect 1"), List.of());
        room.ask(LabQuestion.parse("Refused? | yes | no*"), line);
        try (SseClient viewer = new SseClient(port, path, "")) {
            return viewer.voter();
        }
    }

    @Test
    void anAnswerCountsOnceForEachVoter() throws IOException {
        String voter = question();
        assertThat(post(answer(1, voter, "yes"), JSON)).isEqualTo(204);
        assertThat(post(answer(1, voter, "no"), JSON, "Origin: http://127.0.0.1:" + port))
                .isEqualTo(204);
        assertThat(post(answer(1, "invented", "no"), JSON))
                .as("a word not given here")
                .isEqualTo(409);
        assertThat(post(answer(2, voter, "no"), JSON)).as("no such question").isEqualTo(409);
        assertThat(post(answer(1, voter, "x".repeat(201)), JSON)).as("too long").isEqualTo(409);
        assertThat(post(answer(1, voter, "no"), JSON, "Origin: http://evil.example"))
                .isEqualTo(403);
        assertThat(post(answer(1, voter, "no"), "Content-Type: text/plain")).isEqualTo(415);
        assertThat(post(answer(1, voter, "x".repeat(1100)), JSON))
                .as("too large")
                .isEqualTo(400);
    }

    /** What phones sent stays text there, too. */
    @Test
    void theReportHasATallyOfEachQuestion() throws IOException {
        ScriptStep.Line line = new ScriptStep.Line("client.connect 1", 1, Parser.parse("client.connect 1"), List.of());
        Audience.Prediction prediction =
                room.ask(LabQuestion.parse("Refused? | yes* | no"), line).orElseThrow();
        for (String text : List.of("yes", "yes", "<b>no</b>")) {
            try (SseClient viewer = new SseClient(port, path, "")) {
                assertThat(post(answer(1, viewer.voter(), text), JSON)).isEqualTo(204);
            }
        }
        prediction.reveal("ECONNREFUSED (Connection refused)", "yes"::equals);
        Wording both = new Wording(List.of(Language.EN, Language.ZH));
        Report.Subject subject = new Report.Subject(both.say("page.session"), "", false);
        WhatHappened happened = WhatHappened.in(session.shell().session());
        assertThat(Html.of(Report.of(subject, happened, both, Report.Mode.FULL)))
                .contains("Refused? Came: ECONNREFUSED (Connection refused). Predicted by 2 of 3.")
                .contains("3 人预测，2 人说中")
                .containsPattern("<td><span lang=\"en\">yes</span>\\s*</td><td><span lang=\"en\">2</span>")
                .contains("&lt;b&gt;no&lt;/b&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void oneVoterCannotFloodTheRoom() throws IOException {
        String voter = question();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(post(answer(1, voter, "answer " + i), JSON));
        }
        assertThat(all.subList(0, 5)).containsOnly(204);
        assertThat(all).contains(429);
    }

    @Test
    void addressesThatAskTooOftenWait() {
        RateLimit limit = new RateLimit(3, 2, 2);
        assertThat(limit.allows("a", 0)).isTrue();
        assertThat(limit.allows("a", 0)).isTrue();
        assertThat(limit.allows("a", 0)).isTrue();
        assertThat(limit.allows("a", 0)).isFalse();
        assertThat(limit.allows("b", 0)).isTrue();
        assertThat(limit.allows("a", 600_000_000)).isTrue();
        assertThat(limit.allows("a", 600_000_001)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"question\":1}",
                "{\"question\":\"x\",\"you\":\"a\",\"answer\":\"b\"}",
                "{\"question\":1,\"you\":[],\"answer\":\"b\"}",
                "{\"question\":1,\"you\":\"a\",\"answer\":{\"a\":1}}",
                "{\"question\":1,\"you\":\"a\",\"answer\":\"b\",\"more\":1}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "{\"question\":1e999,\"you\":\"a\",\"answer\":\"b\"}",
                "\u0000\u00ff\u00fe",
                "{\"question\":1,"
            })
    void whatIsNoAnswerIsRefused(String body) throws IOException {
        question();
        assertThat(post(body, JSON)).isIn(400, 409);
    }

    /** Nothing that comes makes the server fail, hang or run something: it is asked properly afterwards. */
    @Test
    void anyBytesAreSurvived() throws IOException {
        String good = "POST " + path + "answer HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n" + answer(1, "abc", "blocks /exit");
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] bytes = good.getBytes(StandardCharsets.ISO_8859_1);
            for (int n = random.nextInt(12); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(bytes, 0, length);
                socket.shutdownOutput();
                if (i % 8 == 0) {
                    socket.getInputStream().readNBytes(16);
                }
            } catch (IOException e) {
                // the server closes what is no request
            }
        }
        assertThat(status(ask("GET " + path))).isEqualTo(200);
        assertThat(session.shell().session().journal().events().stream()
                        .noneMatch(e -> e instanceof Event.Typed || e instanceof Event.Started))
                .as("no line was typed by anybody")
                .isTrue();
    }

    @Test
    void slowAndIdleConnectionsAreBounded() {
        assertThat(Integer.getInteger("sun.net.httpserver.maxReqTime")).isPositive();
        assertThat(Integer.getInteger("jdk.httpserver.maxConnections")).isEqualTo(HttpLimits.MOST_CONNECTIONS);
    }
}
