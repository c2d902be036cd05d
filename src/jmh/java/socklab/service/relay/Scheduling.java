package socklab.service.relay;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import socklab.lang.Span;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.relay.netem.Decision;
import socklab.service.relay.netem.ImpairmentEngine;
import socklab.service.relay.netem.ImpairmentParser;
import socklab.service.relay.netem.Impairments;

/** What it takes a relay to decide what becomes of a datagram. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Scheduling {
    /** Nothing; loss; all that netem has. */
    @Param({
        "seed 1",
        "loss 30% seed 1",
        "loss 10% 25% delay 50ms 10ms distribution normal duplicate 1% corrupt 1% reorder 10% seed 1"
    })
    public String words;

    private static final Bytes DATA = Bytes.of(new byte[100]);
    private static final int WAITING = 100;

    private final DelayQueue<Integer> queue = new DelayQueue<>();
    private ImpairmentEngine engine;
    private long now;

    /** Reads the words. */
    @Setup
    public void read() throws ArgumentError {
        List<Token> tokens = Arrays.stream(words.split(" "))
                .map(w -> new Token(w, new Span(0, 1)))
                .toList();
        Impairments impairments = ImpairmentParser.read(Protocol.UDP, tokens, Impairments.NONE);
        engine = new ImpairmentEngine(impairments.seed(), Direction.UP, impairments.up());
    }

    /** One sets out while a hundred are on their way, one arrives. */
    @Benchmark
    public Optional<DelayQueue.Transit<Integer>> schedule() {
        Decision.Transmission passage =
                engine.next().original().orElse(new Decision.Transmission(0, false, Optional.empty()));
        queue.enter(engine.impairment(), passage, DATA, 1, ++now);
        return queue.size() > WAITING ? queue.take(Long.MAX_VALUE / 2) : Optional.empty();
    }

    /** The next datagram's fate. */
    @Benchmark
    public Decision next() {
        return engine.next();
    }
}
