package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import socklab.call.Bytes;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.packet.Packet;
import socklab.packet.TcpFlag;
import socklab.session.Socket;
import socklab.session.WireFrame;
import socklab.text.Message;

/** The frames between a call's socket, in a host on the wire, and the address that the call concerns. */
final class PeerFrames {
    private static final int MOST_NUMBERS = 8;
    /** Where an ARP message has its operation and its target's IPv4 address. Source: RFC 826. */
    private static final int ARP_OPERATION = 20;

    private static final int ARP_SENDER = 28;
    private static final int ARP_TARGET = 38;
    private static final int ADDRESS = 4;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;

    private final List<WireFrame> frames;
    private final String host;
    private final SocketAddress peer;
    private final Optional<SocketAddress> local;
    private final long start;
    private final long end;

    private PeerFrames(EndedCall call, String host, SocketAddress peer) {
        this.frames = call.facts().frames();
        this.host = host;
        this.peer = peer;
        this.local = call.socket()
                .flatMap(Socket::local)
                .or(() -> call.socket().flatMap(s -> call.facts().status(s)).flatMap(s -> s.local()))
                .filter(a -> a.port() != 0);
        this.start = call.call().at();
        this.end = start + nanos(call.call().outcome());
    }

    private static long nanos(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r -> r.nanos();
            case Outcome.Failed f -> f.nanos();
            case Outcome.Unsupported _, Outcome.Unresolved _ -> 0;
        };
    }

    /** The frames of a call; empty if its socket is in no host, or its destination is not known. */
    static Optional<PeerFrames> of(EndedCall call) {
        Optional<String> host = call.socket().flatMap(Socket::host);
        return host.flatMap(h -> call.destination().map(to -> new PeerFrames(call, h, to)));
    }

    /** Segments to the peer while the call lasted. */
    List<WireFrame> sentDuring(Predicate<WireFrame> kind) {
        return sentBefore(kind).stream().filter(f -> f.at() >= start).toList();
    }

    /** Segments to the peer until the call ended. */
    List<WireFrame> sentBefore(Predicate<WireFrame> kind) {
        return frames.stream()
                .filter(f -> f.at() <= end && f.from().equals(host) && toPeer(f) && kind.test(f))
                .toList();
    }

    /** Segments from the peer while the call lasted. */
    List<WireFrame> receivedDuring(Predicate<WireFrame> kind) {
        return frames.stream()
                .filter(f -> f.at() >= start && f.at() <= end && fromPeer(f) && kind.test(f))
                .toList();
    }

    /** The last segment from the peer that arrived before the call ended. */
    Optional<WireFrame> lastReceived(Predicate<WireFrame> kind) {
        return frames.stream()
                .filter(f -> f.at() <= end && !f.lost() && fromPeer(f) && kind.test(f))
                .reduce((_, later) -> later);
    }

    /** The last frame of a kind to this host from that of the peer. */
    Optional<WireFrame> lastOf(Predicate<WireFrame> kind) {
        return frames.stream()
                .filter(f -> f.at() <= end && !f.lost() && f.to().equals(host) && kind.test(f))
                .filter(f -> source(f, peer))
                .reduce((_, later) -> later);
    }

    private boolean toPeer(WireFrame frame) {
        Packet packet = Packet.of(frame.bytes());
        return packet.tcp()
                        .filter(t -> t.destinationPort() == peer.port()
                                && local.filter(l -> l.port() != t.sourcePort()).isEmpty())
                        .isPresent()
                && packet.ip()
                        .filter(ip -> ip.destination().equals(bytes(peer)))
                        .isPresent();
    }

    private boolean fromPeer(WireFrame frame) {
        Packet packet = Packet.of(frame.bytes());
        return frame.to().equals(host)
                && packet.tcp()
                        .filter(t -> t.sourcePort() == peer.port()
                                && local.filter(l -> l.port() != t.destinationPort())
                                        .isEmpty())
                        .isPresent()
                && source(frame, peer);
    }

    private static boolean source(WireFrame frame, SocketAddress address) {
        return Packet.of(frame.bytes())
                .ip()
                .filter(ip -> ip.source().equals(bytes(address)))
                .isPresent();
    }

    private static Bytes bytes(SocketAddress address) {
        return Bytes.of(SocketAddress.javaAddress(address).getAddress());
    }

    /** ARP requests of this host for the peer's address, while the call lasted. */
    List<WireFrame> arpRequests() {
        return frames.stream()
                .filter(f -> f.at() >= start && f.at() <= end && f.from().equals(host))
                .filter(f -> arp(f, REQUEST, ARP_TARGET))
                .toList();
    }

    /** Whether an answer to them arrived. */
    boolean arpAnswered() {
        return frames.stream()
                .anyMatch(f -> f.at() >= start && f.at() <= end && !f.lost() && arp(f, REPLY, ARP_SENDER));
    }

    private boolean arp(WireFrame frame, int operation, int addressAt) {
        Bytes bytes = frame.bytes();
        return Packet.of(bytes).etherType() == Packet.ARP
                && bytes.length() >= ARP_TARGET + ADDRESS
                && (bytes.at(ARP_OPERATION) << Byte.SIZE | bytes.at(ARP_OPERATION + 1)) == operation
                && bytes.slice(addressAt, addressAt + ADDRESS).equals(bytes(peer));
    }

    /** Whether a segment has a flag. */
    static Predicate<WireFrame> flags(TcpFlag flag) {
        return f -> Packet.of(f.bytes()).tcp().filter(t -> t.has(flag)).isPresent();
    }

    /** Whether a segment carries data. */
    static boolean data(WireFrame frame) {
        return Packet.of(frame.bytes()).tcp().filter(t -> t.payload() > 0).isPresent();
    }

    /** Whether a segment acknowledges, and neither opens nor resets the connection. */
    static boolean acknowledges(WireFrame frame) {
        return Packet.of(frame.bytes())
                .tcp()
                .filter(t -> t.has(TcpFlag.ACK) && !t.has(TcpFlag.SYN) && !t.has(TcpFlag.RST))
                .isPresent();
    }

    /** Whether a segment has window 0. */
    static boolean closesWindow(WireFrame frame) {
        return Packet.of(frame.bytes()).tcp().filter(t -> t.window() == 0).isPresent();
    }

    /** Whether it is "port unreachable" of ICMP or ICMPv6. Source: RFC 792; RFC 4443 §3.1. */
    static boolean portUnreachable(WireFrame frame) {
        return switch (Packet.of(frame.bytes()).transport()) {
            case Packet.Transport.Icmp m -> m.type() == 3 && m.code() == 3;
            case Packet.Transport.Icmpv6 m -> m.type() == 1 && m.code() == 4;
            case Packet.Transport.Tcp _, Packet.Transport.Udp _, Packet.Transport.Other _ -> false;
        };
    }

    /** Frames by number: {@code #1 #2 #5}; of many the first ones. */
    static String numbers(List<WireFrame> frames) {
        return frames.stream()
                        .limit(MOST_NUMBERS)
                        .map(f -> (f.housekeeping() ? "#h" : "#") + f.number())
                        .collect(Collectors.joining(" "))
                + (frames.size() > MOST_NUMBERS ? " …" : "");
    }

    /** The same, or a word for none. */
    static Object numbersOrNone(List<WireFrame> frames) {
        return frames.isEmpty() ? Message.of("why.wire.none") : numbers(frames);
    }
}
