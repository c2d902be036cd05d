package socklab.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be measured, by the name typed. */
public enum Bench {
    START(StartBench::figures),
    FIRST(FirstCallBench::figures),
    MEMORY(MemoryBench::figures),
    CALLS(CallsBench::figures),
    SERVER(ServerBench::figures),
    RELAY(RelayBench::figures),
    WIRE(WireBench::figures),
    PAGE(PageBench::figures),
    SCALE(ScaleBench::figures),
    ARCHIVE(ArchiveBench::figures);

    private final Work work;

    Bench(Work work) {
        this.work = work;
    }

    /** How it is measured. */
    interface Work {
        /** Measures, and hands over figures as they come. */
        void measure(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException;
    }

    /** Measures it, and hands over figures as they come. */
    public void measure(BenchTools kit, Effort effort, Consumer<Figures> out) throws IOException {
        work.measure(kit, effort, out);
    }

    /** As typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bench of that name. */
    public static Optional<Bench> of(String word) {
        return Arrays.stream(values()).filter(b -> b.word().equals(word)).findFirst();
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Bench::word).toList();
    }
}
