package socklab.service.uppercase;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import socklab.kernel.DatagramBatch;

/** What {@code serve udp --quiet} does with a datagram of ASCII, where the kernel put it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UpperInPlace {
    /** A line, the note's room, the most that a datagram carries. */
    @Param({"16", "2048", "65507"})
    public int length;

    private final MemorySegment text = Arena.ofAuto().allocate(DatagramBatch.LARGEST);

    /** Fills it with letters. */
    @Setup
    public void make() {
        text.fill((byte) 'a');
    }

    /** Looked through, and changed where it lies; once it is upper case that takes as long. */
    @Benchmark
    public boolean upper() {
        return AsciiUpperCase.upper(text, length);
    }
}
