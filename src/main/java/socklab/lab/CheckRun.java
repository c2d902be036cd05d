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
import socklab.kernel.CannotRun;

/** Many labs checked, some side by side, and told of in the order that they were named in. */
public final class CheckRun {
    private CheckRun() {}

    /** Checks every file, so many at a time; each is told of when it and all before it are over. */
    public static List<Checker.Checked> all(List<Path> files, Function<Path, Checker.Checked> check, int atOnce, Consumer<Checker.Checked> tell) {
        return atOnce == 1 || files.size() == 1 ? inTurn(files, check, tell) : sideBySide(files, check, atOnce, tell);
    }

    /** On this thread: where nothing is side by side, threads would only take time to start. */
    private static List<Checker.Checked> inTurn(List<Path> files, Function<Path, Checker.Checked> check, Consumer<Checker.Checked> tell) {
        List<Checker.Checked> all = new ArrayList<>();
        for (Path file : files) {
            Checker.Checked checked = check.apply(file);
            all.add(checked);
            tell.accept(checked);
        }
        return all;
    }

    private static List<Checker.Checked> sideBySide(List<Path> files, Function<Path, Checker.Checked> check, int atOnce,
            Consumer<Checker.Checked> tell) {
        List<Checker.Checked> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().daemon().name("check").factory())) {
            List<Future<Checker.Checked>> futures = files.stream().map(f -> threads.submit(() -> check.apply(f))).toList();
            for (Future<Checker.Checked> future : futures) {
                Checker.Checked checked = future.get();
                all.add(checked);
                tell.accept(checked);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotRun cannot ? cannot : new IllegalStateException(e.getCause());
        }
        return all;
    }
}
