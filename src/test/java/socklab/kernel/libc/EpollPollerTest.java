package socklab.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;
import socklab.kernel.OpenDescriptors;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.kernel.UnsupportedEnvironment;

@EnabledOnOs(value = OS.LINUX, disabledReason = "epoll is Linux's")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SAME_THREAD) // a caller belongs to the thread that made it
class EpollPollerTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private final LibcKernel kernel = new LibcKernel();
    private final Caller caller = kernel.caller();
    private final Poller poller = kernel.poller();
    private int socket;
    private SocketAddress address;

    @BeforeEach
    void open() {
        socket = (int) returned(Call.SOCKET, num(Const.AF_INET.value()), num(Const.SOCK_DGRAM.value()), num(0))
                .value();
        returned(Call.BIND, num(socket), new Arg.Address(new SocketAddress.Inet4(0x7f000001, 0)));
        Outcome.Returned name = returned(Call.GETSOCKNAME, num(socket), new Arg.AddressSpace(16));
        address = ((Out.Name) name.outs().get(1)).address().orElseThrow();
    }

    @AfterEach
    void close() {
        returned(Call.CLOSE, num(socket));
        poller.close();
        caller.close();
    }

    private static Arg num(int value) {
        return new Arg.Num(value);
    }

    private Outcome.Returned returned(Call call, Arg... args) {
        return (Outcome.Returned) caller.invoke(new Invocation(call, List.of(args)));
    }

    private void sendToSelf(String text) {
        returned(Call.SENDTO, num(socket), new Arg.Payload(Bytes.utf8(text)), num(0), new Arg.Address(address));
    }

    private void receive() {
        returned(Call.RECV, num(socket), new Arg.Space(100), num(0));
    }

    @Test
    void tellsWhatIsReadyAsLongAsItIs() {
        poller.add(socket, Interest.READ);
        assertThat(poller.await(0)).isEmpty();
        assertThat(poller.await(1)).as("a wait that ends by its time").isEmpty();

        sendToSelf("hello");
        Ready readable = new Ready(socket, true, false, false);
        assertThat(poller.await(LONG)).containsExactly(readable);
        assertThat(poller.await(Long.MAX_VALUE)).as("a level, not an edge").containsExactly(readable);
        receive();
        assertThat(poller.await(0)).isEmpty();
    }

    @Test
    void watchesForWhatIsWantedNow() {
        sendToSelf("hello");
        poller.add(socket, Interest.NONE);
        assertThat(poller.await(0)).isEmpty();
        poller.change(socket, Interest.WRITE);
        assertThat(poller.await(LONG)).containsExactly(new Ready(socket, false, true, false));
        poller.change(socket, Interest.READ_WRITE);
        assertThat(poller.await(LONG)).containsExactly(new Ready(socket, true, true, false));
        poller.remove(socket);
        assertThat(poller.await(0)).isEmpty();
        poller.remove(socket);
    }

    @Test
    void tellsOfErrorsUnasked() {
        int stream = (int) returned(Call.SOCKET, num(Const.AF_INET.value()), num(Const.SOCK_STREAM.value()), num(0))
                .value();
        poller.add(stream, Interest.NONE); // a stream that was never connected is hung up
        assertThat(poller.await(LONG)).containsExactly(new Ready(stream, false, false, true));
        poller.remove(stream);
        returned(Call.CLOSE, num(stream));
    }

    @Test
    void isWokenFromAnotherThreadAndBeforehand() throws InterruptedException {
        poller.wakeUp();
        poller.wakeUp();
        assertThat(poller.await(LONG)).isEmpty();
        assertThat(poller.await(0)).as("woken once").isEmpty();

        Thread other = Thread.ofPlatform().start(poller::wakeUp);
        assertThat(poller.await(Long.MAX_VALUE)).isEmpty();
        other.join();
    }

    @Test
    void looksForAsLongAsItIsToldAndSleepsAfterwards() throws InterruptedException {
        assertThat(poller.await(1, Long.MAX_VALUE))
                .as("no longer than it may wait")
                .isEmpty();
        for (long awake : new long[] {1, Long.MAX_VALUE}) {
            Thread other = Thread.ofPlatform().start(poller::wakeUp);
            assertThat(poller.await(Long.MAX_VALUE, awake)).isEmpty();
            other.join();
        }
        assertThat(poller.await(0)).as("woken once each").isEmpty();

        poller.add(socket, Interest.READ);
        sendToSelf("hello");
        assertThat(poller.await(Long.MAX_VALUE, Long.MAX_VALUE)).containsExactly(new Ready(socket, true, false, false));
        receive();
        assertThat(poller.await(1_000_000, 1))
                .as("asleep until its time is over")
                .isEmpty();
    }

    @Test
    void refusesWhatCannotBeWatched() {
        assertThatThrownBy(() -> poller.add(999_999, Interest.READ))
                .isInstanceOf(UnsupportedEnvironment.class)
                .hasMessageContaining("EBADF");
    }

    @Test
    void givesItsDescriptorsBack() {
        OpenDescriptors before = OpenDescriptors.now();
        Poller another = kernel.poller();
        assertThat(before.opened()).hasSize(2);
        another.close();
        another.close();
        another.wakeUp();
        before.leftNothing();
    }
}
