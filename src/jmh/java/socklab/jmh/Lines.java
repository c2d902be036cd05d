package socklab.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import socklab.lang.ParsedLine;
import socklab.lang.Parser;

/** What it takes to understand a line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Lines {
    /** A short one, a usual one, one with names and options, a mistake. */
    @Param({"close", "client.sendto $server.local hello", "a b = socketpair unix", "bind 99999"})
    public String line;

    /** Lexer and parser. */
    @Benchmark
    public ParsedLine parse() {
        return Parser.parse(line);
    }
}
