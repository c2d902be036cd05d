package socklab.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.ffm.Libc;
import socklab.text.Message;

/** Standard input, descriptor 0, and standard output, descriptor 1. */
public final class StandardStreams {
    private StandardStreams() {}

    /**
     * Makes both a duplicate of a descriptor, which stays open. Source: dup2(2).
     *
     * @throws UnsupportedEnvironment if the descriptor is not open
     */
    public static void redirect(int fd) {
        MemorySegment dup2 = Libc.function("dup2");
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            for (int stream = 0; stream <= 1; stream++) {
                if ((int) Libc.call(dup2, state, fd, stream) < 0) {
                    throw new UnsupportedEnvironment(Message.of("cannot.descriptor", fd, stream, state.errno()));
                }
            }
        }
    }
}
