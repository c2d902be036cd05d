package socklab.page.live;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A viewer on a plain socket, on a virtual thread: it keeps what it is sent, with the numbers. */
final class SseClient implements AutoCloseable {
    private static final long CAP_SECONDS = 40;

    private final Socket socket;
    private final Thread thread;
    private final List<Event> events = new ArrayList<>();
    private boolean ended;

    /** An event: its id, if it has one, and what it says. */
    record Event(String id, JsonObject json) {
        String type() {
            return json.get("t").getAsString();
        }
    }

    /** Connects; {@code last} is the id of the last event that it had, or empty. */
    SseClient(int port, String path, String last) throws IOException {
        socket = new Socket("127.0.0.1", port);
        String request = "GET " + path + "events HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                + (last.isEmpty() ? "" : "Last-Event-ID: " + last + "\r\n") + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        thread = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            while (!line(in).isEmpty()) {} // the headers
            StringBuilder text = new StringBuilder();
            for (Optional<String> chunk = chunk(in); chunk.isPresent(); chunk = chunk(in)) {
                text.append(chunk.get());
                for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
                    take(text.substring(0, end));
                    text.delete(0, end + 2);
                }
            }
        } catch (IOException e) {
            // the server, or the test, has closed the connection
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("end");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** Source: RFC 9112 §7.1. */
    private static Optional<String> chunk(InputStream in) throws IOException {
        int size = Integer.parseInt(line(in), 16);
        byte[] bytes = in.readNBytes(size);
        line(in);
        return size == 0 ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private synchronized void take(String event) {
        String id = "";
        for (String line : event.split("\n")) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                events.add(
                        new Event(id, JsonParser.parseString(line.substring(6)).getAsJsonObject()));
                notifyAll();
            }
        }
    }

    /** The word that its answers are known by. */
    String voter() {
        return await(e -> e.type().equals("hello")).json().get("you").getAsString();
    }

    /** Waits for an event. */
    synchronized Event await(Predicate<Event> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        try {
            while (true) {
                Optional<Event> found = events.stream().filter(wanted).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                long left = end - System.nanoTime();
                if (ended || left <= 0) {
                    throw new AssertionError("not among " + events);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entries so far: what has a number. */
    synchronized List<Event> entries() {
        return events.stream().filter(e -> !e.id().isEmpty()).toList();
    }

    /** Waits until the server has closed the connection. */
    synchronized boolean ends() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CAP_SECONDS);
        try {
            while (!ended && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return ended;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
