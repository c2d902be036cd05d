package socklab.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import socklab.packet.Packet;
import socklab.packet.Packet.Transport;
import socklab.packet.TcpFlag;

/** What {@code drop next} can wait for. */
public enum FrameKind {
    /** Any frame. */
    ANY,
    /** The first segment of a connection, in either direction. */
    SYN,
    /** A segment or datagram that carries data. */
    DATA,
    /** A segment that only acknowledges. */
    ACK,
    /** The last segment of a direction. */
    FIN;

    /** The word that is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a word; {@link #ANY} has none. */
    static Optional<FrameKind> of(String word) {
        return Arrays.stream(values())
                .filter(k -> k != ANY && k.word().equals(word))
                .findFirst();
    }

    /** Whether a frame is of this kind. */
    boolean matches(Packet packet) {
        return switch (packet.transport()) {
            case Transport.Tcp tcp ->
                switch (this) {
                    case ANY -> true;
                    case SYN -> tcp.has(TcpFlag.SYN);
                    case DATA -> tcp.payload() > 0;
                    case ACK ->
                        tcp.payload() == 0
                                && tcp.has(TcpFlag.ACK)
                                && !tcp.has(TcpFlag.SYN)
                                && !tcp.has(TcpFlag.FIN)
                                && !tcp.has(TcpFlag.RST);
                    case FIN -> tcp.has(TcpFlag.FIN);
                };
            case Transport.Udp udp -> this == ANY || this == DATA && udp.payload() > 0;
            case Transport.Icmp _, Transport.Icmpv6 _, Transport.Other _ -> this == ANY;
        };
    }
}
