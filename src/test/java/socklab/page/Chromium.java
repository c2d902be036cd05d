package socklab.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven over its DevTools protocol.
 *
 * <p>Source: chromedevtools.github.io/devtools-protocol.
 */
public final class Chromium implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final int PATIENCE_SECONDS = 50;

    private final Process process;
    private final Path profile;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final List<JsonObject> events = new ArrayList<>();
    private volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private String session = "";

    private Chromium(Process process, Path profile, String address) {
        this.process = process;
        this.profile = profile;
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .join();
        JsonObject page = new JsonObject();
        page.addProperty("url", "about:blank");
        String target = call("Target.createTarget", page).get("targetId").getAsString();
        JsonObject attach = new JsonObject();
        attach.addProperty("targetId", target);
        attach.addProperty("flatten", true);
        session = call("Target.attachToTarget", attach).get("sessionId").getAsString();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", new JsonObject());
        }
    }

    /** The program, if there is one. */
    public static Optional<Path> program() {
        return PROGRAMS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** Starts one with a profile of its own. */
    public static Chromium start() throws IOException {
        Path profile = Files.createTempDirectory("socklab-chromium");
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String mark = "DevTools listening on ";
        String line = out.readLine();
        while (line != null && !line.startsWith(mark)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium did not start");
        }
        Thread.ofPlatform().daemon().start(() -> out.lines().forEach(_ -> {}));
        return new Chromium(process, profile, line.substring(mark.length()));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    private void take(JsonObject message) {
        if (message.has("id")) {
            Optional.ofNullable(answers.remove(message.get("id").getAsInt())).ifPresent(a -> a.complete(message));
            return;
        }
        if (message.get("method").getAsString().equals("Page.loadEventFired")) {
            loaded.complete(true);
        }
        synchronized (events) {
            events.add(message);
        }
    }

    /** Makes a call and returns its result. */
    public JsonObject call(String method, JsonObject params) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(number, answer);
        JsonObject message = new JsonObject();
        message.addProperty("id", number);
        message.addProperty("method", method);
        message.add("params", params);
        if (!session.isEmpty()) {
            message.addProperty("sessionId", session);
        }
        socket.sendText(message.toString(), true).join();
        JsonObject full = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (full.has("error")) {
            throw new IllegalStateException(method + ": " + full.get("error"));
        }
        return full.getAsJsonObject("result");
    }

    /** Opens a page and waits until it has loaded; what was noticed before is forgotten. */
    public void open(String url) {
        synchronized (events) {
            events.clear();
        }
        loaded = new CompletableFuture<>();
        JsonObject params = new JsonObject();
        params.addProperty("url", url);
        call("Page.navigate", params);
        loaded.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The value of an expression of the page's script language; a promise is awaited. */
    public JsonElement evaluate(String expression) {
        JsonObject params = new JsonObject();
        params.addProperty("expression", expression);
        params.addProperty("returnByValue", true);
        params.addProperty("awaitPromise", true);
        JsonObject result = call("Runtime.evaluate", params);
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        JsonObject value = result.getAsJsonObject("result");
        return value.has("value") ? value.get("value") : com.google.gson.JsonNull.INSTANCE;
    }

    /** How wide and high the window is. */
    public void resize(int width, int height) {
        JsonObject params = new JsonObject();
        params.addProperty("width", width);
        params.addProperty("height", height);
        params.addProperty("deviceScaleFactor", 1);
        params.addProperty("mobile", width < 600);
        call("Emulation.setDeviceMetricsOverride", params);
    }

    /** What the page's console and its log said since it was opened. */
    public List<String> complaints() {
        return noticed("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown");
    }

    /** The addresses that were asked for since the page was opened. */
    public List<String> requests() {
        return noticed("Network.requestWillBeSent");
    }

    private List<String> noticed(String... methods) {
        synchronized (events) {
            return events.stream()
                    .filter(e -> List.of(methods).contains(e.get("method").getAsString()))
                    .map(e -> {
                        JsonObject params = e.getAsJsonObject("params");
                        return params.has("request")
                                ? params.getAsJsonObject("request").get("url").getAsString()
                                : params.toString();
                    })
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        client.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        for (int tries = 0; Files.exists(profile) && tries < 20; tries++) {
            try (Stream<Path> files = Files.walk(profile)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                Thread.onSpinWait(); // a helper process still writes
            }
        }
    }
}
