package socklab.service.uppercase;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;

/**
 * What server is wanted.
 *
 * @param port host order; 0 lets the kernel choose one
 */
public record UppercaseConfig(Protocol protocol, int port, Reach reach, Manner manner) {
    /** The port of the note's servers. */
    public static final int PORT = 12000;

    /** What the server speaks. */
    public enum Protocol {
        UDP(Const.SOCK_DGRAM),
        TCP(Const.SOCK_STREAM);

        private final Const type;

        Protocol(Const type) {
            this.type = type;
        }

        /** The type of its sockets. */
        public Const type() {
            return type;
        }

        /** As typed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The protocol of that word. */
        public static Optional<Protocol> of(String word) {
            return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
        }

        /** All words. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Protocol::word).toList();
        }
    }

    /** From where it can be reached. */
    public enum Reach {
        /** From this machine. */
        LOOPBACK(0x7f000001),
        /** From every network that this machine is on. */
        ANY(0);

        private final int address;

        Reach(int address) {
            this.address = address;
        }
    }

    /** How it deals with several clients. */
    public enum Manner {
        /** None waits for another. */
        CONCURRENT,
        /** One after the other, as the note's server does: a client that says nothing keeps all others waiting. */
        ITERATIVE
    }

    /** The address to bind. */
    public SocketAddress.Inet4 address() {
        return new SocketAddress.Inet4(reach.address, port);
    }
}
