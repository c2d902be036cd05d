package socklab.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import socklab.call.Bytes;

/** What the uppercase server does with a text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Upper {
    /** What it is made of. */
    @Param({"hello", "straße ŉ 你好 é"})
    public String text;

    /** How often that stands in it. */
    @Param({"1", "100"})
    public int times;

    private Bytes bytes = Bytes.EMPTY;

    /** Makes the text. */
    @Setup
    public void make() {
        bytes = Bytes.utf8(text.repeat(times));
    }

    /** Decoded, upper-cased, encoded. */
    @Benchmark
    public Bytes upper() {
        return bytes.upper();
    }
}
