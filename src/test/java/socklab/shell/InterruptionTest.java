package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.session.Event;
import socklab.session.Job;

/** A run that is cancelled ends as cancelled and says so, in a call as between two calls. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptionTest {
    private final Shell shell = new TestShell().shell();

    private StepResult run(List<String> lines, String last) {
        CompletableFuture<Job> job = new CompletableFuture<>();
        ScriptBuilder steps = new ScriptBuilder();
        lines.forEach(line -> steps.add(line, 0));
        Shell.Running running = shell.start(steps.build(), new Interpreter.Observer() {
            @Override
            public boolean after(ScriptStep.Line line, StepResult result) {
                if (line.text().equals(last)) {
                    job.join().cancel();
                }
                return true;
            }
        });
        job.complete(running.job());
        return running.await();
    }

    private List<String> notes() {
        return shell.session().journal().events().stream()
                .filter(Event.Note.class::isInstance)
                .map(event -> ((Event.Note) event).text().key())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind 127.0.0.1 0", "getsockname", "# the last line"})
    void cancelledBetweenTwoCallsItSaysSoOnce(String last) {
        try (shell) {
            StepResult result = run(
                    List.of("open udp", "bind 127.0.0.1 0", "/repeat 1000", "getsockname", "# the last line", "/end"),
                    last);
            assertThat(result).isEqualTo(StepResult.CANCELLED);
            assertThat(notes()).containsExactly("note.interrupted");
        }
    }

    @Test
    void cancelledInACallTheErrnoSaysSo() {
        try (shell) {
            ScriptBuilder steps = new ScriptBuilder();
            List.of("open udp", "bind 127.0.0.1 0", "recv 10").forEach(line -> steps.add(line, 0));
            Shell.Running running = shell.start(steps.build(), Interpreter.Observer.NONE);
            while (!running.job().asleep()) {
                Thread.onSpinWait();
            }
            running.job().cancel();
            assertThat(running.await()).isEqualTo(StepResult.CANCELLED);
            assertThat(notes()).isEmpty();
        }
    }
}
