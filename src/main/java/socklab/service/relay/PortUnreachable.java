package socklab.service.relay;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.SocketAddress;
import socklab.packet.InternetChecksum;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.ServiceSockets;

/**
 * Sends UDP clients on the loopback the ICMP error that the server's port is closed. A connected socket of such a
 * client then gets ECONNREFUSED, as it would without a relay. It takes CAP_NET_RAW; without it that is logged once.
 *
 * <p>Source: RFC 792, "Destination Unreachable"; RFC 1122 §4.1.3.3; raw(7).
 */
final class PortUnreachable {
    private static final int LOOPBACK_NETWORK = 127;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int UDP = 17;

    private final ServiceSockets sockets;
    private Optional<Integer> raw = Optional.empty();
    private boolean refused;

    PortUnreachable(ServiceSockets sockets) {
        this.sockets = sockets;
    }

    /**
     * Sends the error for a datagram of so many bytes.
     *
     * @param local the relay's address, which the client had sent to
     */
    void send(SocketAddress client, SocketAddress local, int length) {
        if (client instanceof SocketAddress.Inet4 c
                && local instanceof SocketAddress.Inet4 l
                && c.address() >>> 24 == LOOPBACK_NETWORK
                && open()) {
            sockets.sendTo(raw.orElseThrow(), message(c, l, length), new SocketAddress.Inet4(c.address(), 0));
        }
    }

    private boolean open() {
        if (raw.isEmpty() && !refused) {
            try {
                raw = Optional.of(sockets.openRawIcmp());
            } catch (CallFailure e) {
                refused = true;
                sockets.listener()
                        .log(LogLine.Kind.PROBLEM, "relay.noIcmp", e.errno().describe());
            }
        }
        return raw.isPresent();
    }

    /** Type 3, code 3, followed by the IP and UDP headers of the datagram that was refused. */
    static Bytes message(SocketAddress.Inet4 client, SocketAddress.Inet4 local, int length) {
        Bytes without = bytes(client, local, length, 0);
        return bytes(client, local, length, InternetChecksum.of(without));
    }

    private static Bytes bytes(SocketAddress.Inet4 client, SocketAddress.Inet4 local, int length, int checksum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {3, 3});
        sixteen(out, checksum);
        out.writeBytes(new byte[4]);
        out.writeBytes(new byte[] {0x45, 0});
        sixteen(out, IP_HEADER + UDP_HEADER + length);
        out.writeBytes(new byte[] {0, 0, 0, 0, 64, UDP, 0, 0});
        int target = local.address() == 0 ? client.address() : local.address();
        for (int address : new int[] {client.address(), target}) {
            sixteen(out, address >>> 16);
            sixteen(out, address);
        }
        sixteen(out, client.port());
        sixteen(out, local.port());
        sixteen(out, UDP_HEADER + length);
        sixteen(out, 0);
        return Bytes.of(out.toByteArray());
    }

    private static void sixteen(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }

    void close() {
        raw.ifPresent(sockets::close);
        raw = Optional.empty();
    }
}
