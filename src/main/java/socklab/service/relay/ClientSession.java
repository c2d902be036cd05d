package socklab.service.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import socklab.call.SocketAddress;
import socklab.session.AddressText;

/**
 * A UDP client with a socket of its own toward the server, so that what arrives on it is for that client. A second
 * socket on the same port takes what the server sends from other ports, as a TFTP server does.
 */
final class ClientSession {
    private static final int MOST_UNANSWERED = 1000;

    private final SocketAddress client;
    private final int fd;
    private final OptionalInt otherPorts;
    private final String name;
    /** The server's port that answered last, if it is not the one that the relay was told. */
    private Optional<SocketAddress> otherPort = Optional.empty();

    private long lastUsed;
    private int inTransit;
    /** The requests sent to the server that no answer has come for, by number of arrival. */
    private final Deque<Long> unanswered = new ArrayDeque<>();

    private long lastRequest;
    private int lastLength;
    private boolean refused;
    private int unrefused;

    ClientSession(SocketAddress client, int fd, OptionalInt otherPorts, long now) {
        this.client = client;
        this.fd = fd;
        this.otherPorts = otherPorts;
        this.name = AddressText.show(client);
        this.lastUsed = now;
    }

    SocketAddress client() {
        return client;
    }

    /** The socket toward the server. */
    int fd() {
        return fd;
    }

    /** The socket for what the server sends from other ports; none where the system does not allow it. */
    OptionalInt otherPorts() {
        return otherPorts;
    }

    /** The other port of the server that the client's datagrams go to now, if there is one. */
    Optional<SocketAddress> otherPort() {
        return otherPort;
    }

    /** The server answered from that port, or from its own; returns whether that is another one than before. */
    boolean answersFrom(Optional<SocketAddress> port) {
        boolean other = !otherPort.equals(port);
        otherPort = port;
        return other;
    }

    /** The client's address as text. */
    String name() {
        return name;
    }

    void used(long now) {
        lastUsed = now;
    }

    /** Whether this refusal is the first of an outage of the server. */
    boolean firstRefusal() {
        boolean first = !refused;
        refused = true;
        unrefused = 0;
        return first;
    }

    /** A request was passed to the kernel. If the one before was not refused either, an outage is over. */
    void sent(long number, int length) {
        if (unanswered.size() == MOST_UNANSWERED) {
            unanswered.removeFirst();
        }
        unanswered.addLast(number);
        lastRequest = number;
        lastLength = length;
        refused = refused && ++unrefused < 2;
    }

    /** The length of the last request, in bytes. */
    int lastLength() {
        return lastLength;
    }

    /**
     * The server answered; an outage is over.
     *
     * @return the number of the request that it answers: the oldest that has no answer, or the last; 0 if there was
     *     none
     */
    long answered() {
        refused = false;
        return unanswered.isEmpty() ? lastRequest : unanswered.removeFirst();
    }

    /** One of its datagrams was delayed. */
    void enters() {
        inTransit++;
    }

    /** One of its delayed datagrams is due. */
    void leaves() {
        inTransit--;
    }

    /** Whether nothing passed since a time, and nothing is on its way. */
    boolean idleSince(long time) {
        return inTransit == 0 && lastUsed - time < 0;
    }
}
