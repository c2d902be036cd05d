package socklab.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import socklab.call.SocketAddress;
import socklab.kernel.ffm.NativeMemory;

class SockaddrCodecTest {
    private static final SocketAddress INET6 = new SocketAddress.Inet6(1, 2, 3, 4, 5);

    private final NativeMemory memory = NativeMemory.onHeap(SockaddrCodec.MAX_SIZE);
    private final int length = SockaddrCodec.write(INET6, memory);

    @Test
    void wholeAddressIsReadBack() {
        assertThat(SockaddrCodec.read(memory, length)).contains(INET6);
    }

    @Test
    void addressThatWasCutShortHasOnlyItsFamily() {
        assertThat(SockaddrCodec.read(memory, length - 1)).contains(new SocketAddress.Unspec());
        assertThat(SockaddrCodec.read(memory, 1)).isEmpty();
    }
}
