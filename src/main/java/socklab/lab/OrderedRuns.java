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

/** Does something with many files, some side by side, and reports in the order of the files. */
public final class OrderedRuns {
    private OrderedRuns() {}

    /** Runs a function on every file, {@code parallel} at a time; each result is reported once those before it are. */
    public static <T> List<T> all(List<Path> files, Function<Path, T> function, int parallel, Consumer<T> report) {
        return parallel == 1 || files.size() == 1
                ? inTurn(files, function, report)
                : sideBySide(files, function, parallel, report);
    }

    private static <T> List<T> inTurn(List<Path> files, Function<Path, T> function, Consumer<T> report) {
        List<T> results = new ArrayList<>();
        for (Path file : files) {
            T result = function.apply(file);
            results.add(result);
            report.accept(result);
        }
        return results;
    }

    private static <T> List<T> sideBySide(
            List<Path> files, Function<Path, T> function, int parallel, Consumer<T> report) {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                parallel, Thread.ofPlatform().daemon().name("check").factory())) {
            List<Future<T>> futures = files.stream()
                    .map(f -> threads.submit(() -> function.apply(f)))
                    .toList();
            for (Future<T> future : futures) {
                T result = future.get();
                results.add(result);
                report.accept(result);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnsupportedEnvironment cannot
                    ? cannot
                    : new IllegalStateException(e.getCause());
        }
        return results;
    }
}
