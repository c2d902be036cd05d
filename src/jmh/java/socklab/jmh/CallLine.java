package socklab.jmh;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.session.Event;
import socklab.session.Settings;
import socklab.view.ResultView;
import socklab.view.StraceView;

/** What it takes to write a call line and a result line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallLine {
    private static final int LOOPBACK = 0x7f000001;

    private final StraceView strace = new StraceView(Settings.Names.LIBC);
    private final SocketAddress peer = new SocketAddress.Inet4(LOOPBACK, 41934);
    private final Event.Finished received = finished(
            new Invocation(
                    Call.RECVFROM,
                    List.of(new Arg.Num(3), new Arg.Space(2048), new Arg.Num(0), new Arg.AddressSpace(16))),
            new Outcome.Returned(
                    5,
                    List.of(
                            Out.NOTHING,
                            new Out.Data(Bytes.utf8("hello")),
                            Out.NOTHING,
                            new Out.Name(Optional.of(peer), 16, 0)),
                    7000));

    private static Event.Finished finished(Invocation invocation, Outcome outcome) {
        return new Event.Finished(
                0,
                new Event.CallId(1, "recvfrom 2048"),
                invocation,
                outcome,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** As strace has it. */
    @Benchmark
    public String call() {
        return strace.line(received);
    }

    /** The canonical result. */
    @Benchmark
    public String result() {
        return ResultView.result(received);
    }
}
