package socklab.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Out;
import socklab.call.SocketAddress;
import socklab.kernel.Poller.Ready;
import socklab.kernel.libc.LibcKernel;

/** No error of accept ends a service, and none makes it spin. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the descriptor limit is read by getrlimit")
class AcceptorTest {
    private static final int LISTENING = 5;
    private static final int CONNECTED = 9;
    private static final long REST_NANOS = 200_000_000;
    private static final SocketAddress.Inet4 ADDRESS = new SocketAddress.Inet4(0x7f000001, 12000);

    private final RecordingListener listener = new RecordingListener();
    private final RecordingPoller poller = new RecordingPoller();
    private final ScriptedCaller caller = new ScriptedCaller();
    private final List<Integer> accepted = new ArrayList<>();
    private boolean room = true;

    private Acceptor open() throws CallFailure {
        caller.returns(Call.SOCKET, LISTENING).returns(Call.GETSOCKNAME, 0, new Out.Name(Optional.of(ADDRESS), 16, 0));
        ServiceSockets sockets = new ServiceSockets("server", Protocol.TCP, caller, listener);
        Acceptor acceptor = new Acceptor(sockets, poller, new LibcKernel(), new Acceptor.Connections() {
            @Override
            public int count() {
                return accepted.size();
            }

            @Override
            public boolean haveRoom() {
                return room;
            }

            @Override
            public void accepted(int fd, Optional<SocketAddress> peer) {
                accepted.add(fd);
            }

            @Override
            public void shed() {
                // nothing to close
            }
        });
        acceptor.open(ADDRESS, 10);
        poller.calls().clear();
        return acceptor;
    }

    private void ready(Acceptor acceptor) {
        acceptor.ready(List.of(new Ready(LISTENING, true, false, false)));
    }

    private ScriptedCaller thenOneConnection() {
        return caller.returns(Call.ACCEPT4, CONNECTED).fails(Call.ACCEPT4, Errno.EAGAIN, 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECONNABORTED", "EPROTO", "ENETDOWN", "EHOSTUNREACH", "ENETUNREACH"})
    void errorOfOneConnectionIsLoggedAndTheNextIsAccepted(Errno errno) throws CallFailure {
        Acceptor acceptor = open();
        caller.fails(Call.ACCEPT4, errno, 1);
        thenOneConnection();
        ready(acceptor);
        assertThat(accepted).containsExactly(CONNECTED);
        assertThat(listener.texts(LogLine.Kind.PROBLEM))
                .singleElement()
                .asString()
                .contains(errno.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"EMFILE", "ENFILE", "ENOBUFS", "ENOMEM", "EPERM", "EINVAL", "EIO"})
    void afterAnyOtherErrorItRestsAndThenAcceptsAgain(Errno errno) throws CallFailure {
        Acceptor acceptor = open();
        caller.fails(Call.ACCEPT4, errno, 1);
        thenOneConnection();
        ready(acceptor);
        assertThat(caller.made(Call.ACCEPT4)).as("it does not spin").isEqualTo(1);
        assertThat(poller.calls()).containsExactly("change 5 NONE");
        assertThat(listener.texts(LogLine.Kind.PROBLEM))
                .singleElement()
                .asString()
                .contains(errno.name());
        acceptor.tick(System.nanoTime() + REST_NANOS);
        assertThat(poller.calls()).containsExactly("change 5 NONE", "change 5 READ");
        ready(acceptor);
        assertThat(accepted).containsExactly(CONNECTED);
    }

    @Test
    void endlessErrorsOfConnectionsDoNotMakeItSpin() throws CallFailure {
        Acceptor acceptor = open();
        caller.fails(Call.ACCEPT4, Errno.EPROTO, 1000);
        ready(acceptor);
        assertThat(caller.made(Call.ACCEPT4)).isLessThan(100);
        assertThat(poller.calls()).containsExactly("change 5 NONE");
        assertThat(listener.texts(LogLine.Kind.PROBLEM)).hasSize(1);
    }

    @Test
    void withoutRoomItDoesNotWatchUntilAConnectionIsClosed() throws CallFailure {
        Acceptor acceptor = open();
        room = false;
        ready(acceptor);
        assertThat(caller.made(Call.ACCEPT4)).isZero();
        room = true;
        acceptor.closed();
        thenOneConnection();
        ready(acceptor);
        assertThat(accepted).containsExactly(CONNECTED);
    }
}
