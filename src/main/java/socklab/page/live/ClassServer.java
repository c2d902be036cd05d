package socklab.page.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import socklab.service.Reach;
import socklab.text.Language;

/**
 * The page over HTTP: four files, the drawing, the events, and answers to questions. Nothing else is there.
 *
 * <p>It is built on the JDK's server. A virtual thread serves each request; requests that are slow to come, and
 * connections beyond a bound, are closed by that server; see {@link HttpLimits}.
 */
final class ClassServer implements AutoCloseable {
    /** How many may look at once. */
    static final int MOST_VIEWERS = 500;

    /** Where a script that connects again says which event it had last. */
    private static final String LAST = "last=";

    private static final int BACKLOG = 512;
    private static final long PATIENCE_SECONDS = 5;

    /** How long the viewers may take for the rest of the log, at the end. */
    private static final int FAREWELL_SECONDS = 1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("class-", 0).factory());
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final Address address;
    private final Parts parts;
    private final RequestCheck check;

    /**
     * Where the page is offered.
     *
     * @param port 0 for one that the kernel chooses
     */
    record Config(Reach reach, int port) {}

    /**
     * The page's address.
     *
     * @param path begins and ends with a slash
     */
    record Address(String host, int port, String path) {
        String url() {
            return "http://" + host + ":" + port + path;
        }
    }

    /** What the server serves. */
    record Parts(
            ClassLog log,
            Questions questions,
            Voters voters,
            Supplier<LiveLadder> ladder,
            Supplier<Language> language) {}

    private ClassServer(HttpServer server, Address address, Parts parts) {
        this.server = server;
        this.address = address;
        this.parts = parts;
        this.check = new RequestCheck(address, ClassAddress.hosts());
    }

    /**
     * Starts to listen; the caller closes it.
     *
     * @throws IOException if the port cannot be had
     */
    static ClassServer start(Config config, Parts parts) throws IOException {
        HttpLimits.set();
        InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        HttpServer http = switch (config.reach()) {
            case LOOPBACK -> HttpServer.create(new InetSocketAddress(loopback, config.port()), BACKLOG);
            case ANY -> HttpServer.create(new InetSocketAddress(config.port()), BACKLOG);
        };
        String host = switch (config.reach()) {
            case LOOPBACK -> "127.0.0.1";
            case ANY -> ClassAddress.ofRoom().map(ClassAddress::text).orElse("127.0.0.1");
        };
        String path = switch (config.reach()) {
            case LOOPBACK -> "/";
            case ANY -> "/" + parts.voters().word() + "/";
        };
        ClassServer server =
                new ClassServer(http, new Address(host, http.getAddress().getPort(), path), parts);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    Address address() {
        return address;
    }

    /** How many look now. */
    int viewers() {
        return viewers.size();
    }

    /** Lets viewers go that take nothing. */
    void checkPatience(long now) {
        viewers.forEach(v -> v.checkPatience(now));
    }

    /** Answers one request. A failure costs its connection and nothing else. */
    private void handle(HttpExchange exchange) {
        try (exchange) {
            Response.headers(exchange);
            switch (check.of(exchange)) {
                case RequestCheck.Refused refused -> Response.empty(exchange, refused.status());
                case RequestCheck.Wanted wanted -> serve(exchange, wanted.what());
            }
        } catch (IOException | RuntimeException e) {
            // the viewer is gone, or what came is no request: there is nobody to tell
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(HttpExchange exchange, RequestCheck.Resource what) throws IOException, InterruptedException {
        switch (what) {
            case PAGE ->
                Response.packed(
                        exchange, Assets.TYPE_HTML, Assets.page(parts.language().get()));
            case SCRIPT -> Response.packed(exchange, Assets.TYPE_SCRIPT, Assets.file("live.js"));
            case STYLE -> Response.packed(exchange, Assets.TYPE_STYLE, Assets.file("live.css"));
            case LADDER_STYLE -> Response.packed(exchange, Assets.TYPE_STYLE, Assets.ladderStyle());
            case LADDER ->
                Response.packed(
                        exchange,
                        Assets.TYPE_HTML,
                        parts.ladder().get().newest().packed());
            case EVENTS -> events(exchange);
            case ANSWER -> Response.empty(exchange, answer(exchange));
            case SLASH -> {
                exchange.getResponseHeaders().set("Location", address.path());
                Response.empty(exchange, Response.MOVED);
            }
        }
    }

    private void events(HttpExchange exchange) throws IOException, InterruptedException {
        String last = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
                .or(() -> Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .filter(q -> q.startsWith(LAST))
                        .map(q -> q.substring(LAST.length())))
                .orElse("");
        ClassLog log = parts.log();
        Viewer viewer = new Viewer(log, last.isEmpty() ? log.newcomer() : log.after(last));
        if (viewers.size() >= MOST_VIEWERS) {
            Response.empty(exchange, Response.TOO_MANY_VIEWERS);
            return;
        }
        viewers.add(viewer);
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(Response.OK, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                viewer.serve(out, parts.voters().newVoter());
            }
        } finally {
            viewers.remove(viewer);
        }
    }

    private int answer(HttpExchange exchange) throws IOException {
        Optional<Answer> answer = Answer.read(exchange);
        if (answer.isEmpty()) {
            return Response.BAD_REQUEST;
        }
        if (!check.mayAnswer(answer.get().voter())) {
            return Response.TOO_MANY_REQUESTS;
        }
        return parts.questions()
                        .answer(
                                answer.get().question(),
                                answer.get().voter(),
                                answer.get().text())
                ? Response.NO_CONTENT
                : Response.CONFLICT;
    }

    /** Lets all viewers read to the end of the log, and gives the port back; returns when no thread of it is left. */
    @Override
    public void close() {
        server.stop(FAREWELL_SECONDS);
        threads.shutdownNow();
        try {
            boolean _ = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
