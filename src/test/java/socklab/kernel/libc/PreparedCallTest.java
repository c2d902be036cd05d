package socklab.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;
import socklab.kernel.Kernel;
import socklab.shell.TestShell;

/** A call that was laid out once and is made many times tells what the same call tells that is laid out anew. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PreparedCallTest {
    private final Kernel kernel = new LibcKernel();
    private final TestShell bench = new TestShell();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    private Invocation receiveFrom(int room, Const... flags) {
        int all = Stream.of(flags).mapToInt(Const::value).reduce(Const.MSG_DONTWAIT.value(), (a, b) -> a | b);
        int fd = bench.shell().session().socket("server").orElseThrow().fd();
        return new Invocation(
                Call.RECVFROM,
                List.of(new Arg.Num(fd), new Arg.Space(2048), new Arg.Num(all), new Arg.AddressSpace(room)));
    }

    /** What was received and from whom; without where in memory that was. */
    private static List<Object> told(Outcome outcome) {
        Out.Name name = (Out.Name) outcome.outs().getLast();
        return List.of(((Out.Data) outcome.outs().get(1)).data(), name.address(), name.length());
    }

    /** Datagrams from several clients by turns, each looked at by a call of its own first. */
    private void eachIsToldAsItIs(int room, String... clients) {
        try (Caller caller = kernel.caller();
                Caller.Prepared prepared = caller.prepare(receiveFrom(room))) {
            for (int i = 0; i < 24; i++) {
                bench.run(clients[(i / 2) % clients.length] + ".sendto $server.local " + "x".repeat(i + 1));
                List<Object> expected = told(caller.invoke(receiveFrom(room, Const.MSG_PEEK)));
                assertThat(told(prepared.invoke())).isEqualTo(expected);
                if (i % 3 == 0) { // a call that fails in between
                    assertThat(prepared.invoke())
                            .isInstanceOfSatisfying(
                                    Outcome.Failed.class,
                                    f -> assertThat(f.errno()).isEqualTo(Errno.EAGAIN));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "udp, 127.0.0.1, 16",
        "udp, 127.0.0.1, 128",
        "udp, 127.0.0.1, 7",
        "udp, 127.0.0.1, 2",
        "udp, 127.0.0.1, 0",
        "udp6, ::1, 28",
        "udp6, ::1, 9"
    })
    void clientsOfInternet(String kind, String host, int room) {
        bench.run("server = open " + kind);
        bench.run("bind " + host + " 0");
        bench.run("a = open " + kind);
        bench.run("bind " + host + " 0");
        bench.run("b = open " + kind);
        bench.run("bind " + host + " 0");
        eachIsToldAsItIs(room, "a", "b");
    }

    /** Of IPv4 the first 8 bytes are the whole address; here they are the same for all. */
    @ParameterizedTest
    @ValueSource(ints = {128, 12})
    void clientsWithNames(int room) {
        bench.run("server = open unix-dgram");
        bench.run("bind " + folder.resolve("s"));
        bench.run("a = open unix-dgram");
        bench.run("bind @abcdefgh1");
        bench.run("b = open unix-dgram");
        bench.run("bind @abcdefgh2");
        bench.run("c = open unix-dgram");
        eachIsToldAsItIs(room, "a", "b", "c");
    }

    @Test
    void anAddressIsReadAnewWhenItChanges() {
        bench.run("server = open udp");
        bench.run("bind 127.0.0.1 0");
        bench.run("a = open udp");
        bench.run("bind 127.0.0.2 0");
        try (Caller caller = kernel.caller();
                Caller.Prepared prepared = caller.prepare(receiveFrom(16))) {
            bench.run("a.sendto $server.local one");
            Out.Name first = (Out.Name) prepared.invoke().outs().getLast();
            bench.run("a.sendto $server.local two");
            assertThat(prepared.invoke().outs().getLast()).isSameAs(first);
            int port = ((SocketAddress.Inet4) first.address().orElseThrow()).port();
            bench.run("a.close");
            bench.run("a = open udp");
            bench.run("bind 127.0.0.3 " + port);
            bench.run("a.sendto $server.local three");
            assertThat(((Out.Name) prepared.invoke().outs().getLast()).address())
                    .contains(new SocketAddress.Inet4(0x7f000003, port));
        }
    }
}
