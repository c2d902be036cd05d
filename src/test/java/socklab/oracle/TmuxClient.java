package socklab.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A client of a tmux server in control mode: one process for all commands, which is told when a pane has new output.
 *
 * <p><b>Why</b>: a test looks at the screen many times. To start a program for each look took more processor time than
 * what the test looked at.
 *
 * <p>Source: tmux(1), "CONTROL MODE".
 */
public final class TmuxClient implements AutoCloseable {
    private static final long LONGEST_ANSWER_SECONDS = 20;
    private static final Answer ENDED = new Answer(List.of("the tmux server has ended"));

    private final Process process;
    private final OutputStream commands;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private long outputs;

    private record Answer(List<String> lines) {}

    private TmuxClient(Process process) {
        this.process = process;
        this.commands = process.getOutputStream();
        Thread.ofPlatform().daemon().name("tmux-client").start(this::read);
    }

    /** Attaches to a session without a say in its size. */
    public static TmuxClient attach(Path socket, String session) throws IOException {
        TmuxClient client = new TmuxClient(new ProcessBuilder(DefaultSignals.command(List.of(
                        "tmux", "-u", "-C", "-S", socket.toString(), "attach", "-f", "ignore-size", "-t", session)))
                .redirectErrorStream(true)
                .start());
        client.answer(); // to the command with which it was started
        return client;
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            String end = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (end.isEmpty() && line.startsWith("%begin ")) {
                    end = line.substring("%begin".length());
                } else if (!end.isEmpty() && (line.equals("%end" + end) || line.equals("%error" + end))) {
                    answers.add(new Answer(List.copyOf(lines)));
                    lines.clear();
                    end = "";
                } else if (!end.isEmpty()) {
                    lines.add(line);
                } else if (line.startsWith("%output ") || line.startsWith("%exit")) {
                    countOutput();
                }
            }
        } catch (IOException e) {
            // its process was ended
        }
        answers.add(ENDED);
        countOutput();
    }

    private synchronized void countOutput() {
        outputs++;
        notifyAll();
    }

    /** How often panes have had output. */
    public synchronized long outputs() {
        return outputs;
    }

    /** Waits until panes have had more output than so often, but not longer than a time. */
    public synchronized void awaitOutput(long before, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (long left = longest.toNanos(); outputs <= before && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a command run; what it prints. Its words have no control characters. One thread at a time runs commands. */
    public List<String> run(String... words) throws IOException {
        String line = Arrays.stream(words)
                .map(w -> "'" + w.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "", "\n"));
        try {
            commands.write(line.getBytes(StandardCharsets.UTF_8));
            commands.flush();
        } catch (IOException e) {
            return ENDED.lines();
        }
        return answer();
    }

    private List<String> answer() throws IOException {
        try {
            Answer answer = answers.poll(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("tmux does not answer");
            }
            if (answer == ENDED) {
                answers.add(ENDED);
            }
            return answer.lines();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the client; the server stays. */
    @Override
    public void close() {
        process.destroy();
    }
}
