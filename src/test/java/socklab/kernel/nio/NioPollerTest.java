package socklab.kernel.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.Caller;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.kernel.UnsupportedEnvironment;

class NioPollerTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private final NioKernel kernel = new NioKernel();
    private final Caller caller = kernel.caller();
    private final Poller poller = kernel.poller();
    private int socket;
    private SocketAddress address;

    @BeforeEach
    void open() {
        socket = (int) returned(Call.SOCKET, num(Const.AF_INET.value()), num(Const.SOCK_DGRAM.value()), num(0))
                .value();
        address = bind(socket);
    }

    @AfterEach
    void close() {
        poller.close();
        poller.wakeUp();
        returned(Call.CLOSE, num(socket));
        caller.close();
    }

    private static Arg num(int value) {
        return new Arg.Num(value);
    }

    private Outcome.Returned returned(Call call, Arg... args) {
        return (Outcome.Returned) caller.invoke(new Invocation(call, List.of(args)));
    }

    private SocketAddress bind(int fd) {
        returned(Call.BIND, num(fd), new Arg.Address(new SocketAddress.Inet4(0x7f000001, 0)));
        return Out.address(returned(Call.GETSOCKNAME, num(fd), new Arg.AddressSpace(16))
                        .outs())
                .orElseThrow();
    }

    private void sendToSelf() {
        returned(Call.SENDTO, num(socket), new Arg.Payload(Bytes.utf8("hello")), num(0), new Arg.Address(address));
    }

    private void receive(int flags) {
        returned(Call.RECV, num(socket), new Arg.Space(100), num(flags));
    }

    @Test
    void tellsWhatIsReadyAsLongAsItIs() {
        poller.add(socket, Interest.READ);
        assertThat(poller.await(0)).isEmpty();
        assertThat(poller.await(1)).isEmpty();
        sendToSelf();
        Ready readable = new Ready(socket, true, false, false);
        assertThat(poller.await(LONG)).containsExactly(readable);
        receive(Const.MSG_PEEK.value());
        assertThat(poller.await(Long.MAX_VALUE)).as("what was only looked at").containsExactly(readable);
        receive(0);
        assertThat(poller.await(0)).isEmpty();
        poller.change(socket, Interest.WRITE);
        assertThat(poller.await(LONG)).containsExactly(new Ready(socket, false, true, false));
        poller.remove(socket);
        assertThat(poller.await(0)).isEmpty();
    }

    @Test
    void goesOnWithASocketThatListensMeanwhile() {
        int listener = (int) returned(Call.SOCKET, num(Const.AF_INET.value()), num(Const.SOCK_STREAM.value()), num(0))
                .value();
        SocketAddress door = bind(listener);
        poller.add(listener, Interest.READ);
        returned(Call.LISTEN, num(listener), num(5));
        assertThat(poller.await(0)).isEmpty();
        int client = (int) returned(Call.SOCKET, num(Const.AF_INET.value()), num(Const.SOCK_STREAM.value()), num(0))
                .value();
        returned(Call.CONNECT, num(client), new Arg.Address(door));
        assertThat(poller.await(LONG)).containsExactly(new Ready(listener, true, false, false));
        poller.remove(listener);
        returned(Call.CLOSE, num(client));
        returned(Call.CLOSE, num(listener));
    }

    @Test
    void forgetsWhatIsClosed() {
        int other = (int) returned(Call.SOCKET, num(Const.AF_INET.value()), num(Const.SOCK_DGRAM.value()), num(0))
                .value();
        poller.add(other, Interest.READ_WRITE);
        assertThat(poller.await(LONG)).containsExactly(new Ready(other, false, true, false));
        returned(Call.CLOSE, num(other));
        assertThat(poller.await(0)).isEmpty();
        poller.remove(other);
    }

    @Test
    void isWokenFromAnotherThreadAndBeforehand() throws InterruptedException {
        poller.wakeUp();
        assertThat(poller.await(LONG)).isEmpty();
        Thread other = Thread.ofPlatform().start(poller::wakeUp);
        assertThat(poller.await(Long.MAX_VALUE)).isEmpty();
        other.join();
    }

    @Test
    void refusesWhatCannotBeWatched() {
        assertThatThrownBy(() -> poller.add(999_999, Interest.READ))
                .isInstanceOf(UnsupportedEnvironment.class)
                .hasMessageContaining("EBADF");
    }
}
