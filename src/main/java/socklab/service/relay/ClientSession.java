package socklab.service.relay;

import socklab.call.SocketAddress;
import socklab.session.AddressText;

/** A UDP client's way to the server: a socket of its own, so that what comes back on it is for that client. */
final class ClientSession {
    private final SocketAddress client;
    private final int fd;
    private final String name;
    private long used;
    private int waiting;
    private boolean refused;

    ClientSession(SocketAddress client, int fd, long now) {
        this.client = client;
        this.fd = fd;
        this.name = AddressText.show(client);
        this.used = now;
    }

    SocketAddress client() {
        return client;
    }

    /** The socket toward the server. */
    int fd() {
        return fd;
    }

    String name() {
        return name;
    }

    void used(long now) {
        used = now;
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

    /** Something of this client set out, or has left. */
    void waits(int more) {
        waiting += more;
    }

    /** Whether nothing passed since a time, and nothing is on its way. */
    boolean idleSince(long time) {
        return waiting == 0 && used - time < 0;
    }
}
