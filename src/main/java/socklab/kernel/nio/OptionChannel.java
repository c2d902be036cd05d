package socklab.kernel.nio;

import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import socklab.call.SocketOption;

/**
 * The channel that has an option. A listening socket has options that only its connections use; Java has them on a
 * SocketChannel only. So a new channel with the user's options answers for it, and connections get the options at
 * accept.
 */
record OptionChannel(NetworkChannel channel, String type, boolean borrowed) implements AutoCloseable {

    static OptionChannel of(NioSocket socket, SocketOption option) throws IOException {
        Optional<JavaOption<?>> java = JavaOption.of(option);
        if (socket.state != NioSocket.State.LISTENING
                || java.isEmpty()
                || socket.network().supportedOptions().contains(java.get().name())) {
            return new OptionChannel(socket.network(), SocketCalls.type(socket), false);
        }
        SocketChannel other = SocketChannel.open(JavaAddress.family(socket.domain));
        socket.reapply(other);
        return new OptionChannel(other, "SocketChannel", true);
    }

    @Override
    public void close() throws IOException {
        if (borrowed) {
            channel.close();
        }
    }
}
