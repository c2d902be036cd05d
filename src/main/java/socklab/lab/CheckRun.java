package socklab.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import socklab.kernel.UnsupportedEnvironment;

/** Many labs checked, some side by side, and told of in the order that they were named in. */
public final class CheckRun {
    private CheckRun() {}

    /** Checks every file, so many at a time; each is told of when it and all before it are over. */
    public static List<LabChecker.Checked> all(
            List<Path> files, Function<Path, LabChecker.Checked> check, int atOnce, Consumer<LabChecker.Checked> tell) {
        return atOnce == 1 || files.size() == 1 ? inTurn(files, check, tell) : sideBySide(files, check, atOnce, tell);
    }

    /** On this thread: where nothing is side by side, threads would only take time to start. */
    private static List<LabChecker.Checked> inTurn(
            List<Path> files, Function<Path, LabChecker.Checked> check, Consumer<LabChecker.Checked> tell) {
        List<LabChecker.Checked> all = new ArrayList<>();
        for (Path file : files) {
            LabChecker.Checked checked = check.apply(file);
            all.add(checked);
            tell.accept(checked);
        }
        return all;
    }

    private static List<LabChecker.Checked> sideBySide(
            List<Path> files, Function<Path, LabChecker.Checked> check, int atOnce, Consumer<LabChecker.Checked> tell) {
        List<LabChecker.Checked> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().daemon().name("check").factory())) {
            List<Future<LabChecker.Checked>> futures = files.stream()
                    .map(f -> threads.submit(() -> check.apply(f)))
                    .toList();
            for (Future<LabChecker.Checked> future : futures) {
                LabChecker.Checked checked = future.get();
                all.add(checked);
                tell.accept(checked);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnsupportedEnvironment cannot
                    ? cannot
                    : new IllegalStateException(e.getCause());
        }
        return all;
    }
}
