package socklab.service.relay;

import socklab.call.SocketAddress;
import socklab.session.AddressText;

/** A UDP client with a socket of its own toward the server, so that what arrives on it is for that client. */
final class ClientSession {
    private final SocketAddress client;
    private final int fd;
    private final String name;
    private long lastUsed;
    private int inTransit;
    private boolean refused;

    ClientSession(SocketAddress client, int fd, long now) {
        this.client = client;
        this.fd = fd;
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

    /** The client's address as text. */
    String name() {
        return name;
    }

    void used(long now) {
        lastUsed = now;
    }

    /** Whether this refusal is the first since the server last answered. */
    boolean firstRefusal() {
        boolean first = !refused;
        refused = true;
        return first;
    }

    /** The server answered. */
    void answered() {
        refused = false;
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
