package socklab.view.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.packet.TcpFlag;
import socklab.session.WireFrame;
import socklab.text.Message;

/**
 * What the frames on the wire prove about a call on a socket of a host: SYNs that were lost, RST, ICMP, ARP without an
 * answer, a window of 0.
 *
 * <p>Source: RFC 9293 §3.5, §3.8; RFC 792; RFC 826; tcp(7).
 */
final class PacketRules {
    private static final double SECOND = 1e9;

    private PacketRules() {}

    static List<Rule> all() {
        return List.of(
                PacketRules::noHandshake,
                PacketRules::refused,
                PacketRules::unreachablePort,
                PacketRules::reset,
                PacketRules::noNeighbour,
                PacketRules::noAcknowledgment);
    }

    /** connect: ETIMEDOUT. */
    private static Optional<List<Message>> noHandshake(EndedCall f) {
        if (!f.is(Errno.ETIMEDOUT) || !f.tcp() || !f.connects()) {
            return Optional.empty();
        }
        return PeerFrames.of(f).flatMap(frames -> {
            List<WireFrame> syns = frames.sentDuring(PeerFrames.flags(TcpFlag.SYN));
            List<WireFrame> answers = frames.receivedDuring(PeerFrames.flags(TcpFlag.SYN));
            List<WireFrame> lost = syns.stream().filter(WireFrame::lost).toList();
            if (syns.isEmpty()) {
                return Optional.empty();
            } else if (lost.size() == syns.size()) {
                return said(Message.of("why.wire.synLost", PeerFrames.numbers(syns)));
            } else if (!answers.isEmpty() && answers.stream().allMatch(WireFrame::lost)) {
                return said(Message.of("why.wire.answerLost", answers.getFirst().from(), PeerFrames.numbers(answers)));
            } else if (!answers.isEmpty()) {
                return Optional.empty();
            }
            return said(
                    lost.isEmpty()
                            ? Message.of("why.wire.synSilent", PeerFrames.numbers(syns))
                            : Message.of("why.wire.synSome", PeerFrames.numbers(syns), PeerFrames.numbers(lost)));
        });
    }

    /** connect: ECONNREFUSED. */
    private static Optional<List<Message>> refused(EndedCall f) {
        Optional<SocketAddress> to = f.is(Errno.ECONNREFUSED) && f.tcp() ? f.destination() : Optional.empty();
        return to.flatMap(address -> PeerFrames.of(f)).flatMap(frames -> {
            List<WireFrame> syns = frames.sentDuring(PeerFrames.flags(TcpFlag.SYN));
            List<WireFrame> resets = frames.receivedDuring(PeerFrames.flags(TcpFlag.RST));
            return syns.isEmpty() || resets.isEmpty()
                    ? Optional.empty()
                    : said(Message.of(
                            "why.wire.rst",
                            resets.getLast().from(),
                            syns.getLast().number(),
                            resets.getLast().number(),
                            to.get()));
        });
    }

    /** A UDP socket: ECONNREFUSED. */
    private static Optional<List<Message>> unreachablePort(EndedCall f) {
        if (!f.is(Errno.ECONNREFUSED) || !f.udp()) {
            return Optional.empty();
        }
        return PeerFrames.of(f)
                .flatMap(frames -> frames.lastOf(PeerFrames::portUnreachable))
                .flatMap(icmp -> said(Message.of("why.wire.icmp", icmp.from(), icmp.number())));
    }

    /** ECONNRESET, and EPIPE after a reset. */
    private static Optional<List<Message>> reset(EndedCall f) {
        if (!f.is(Errno.ECONNRESET, Errno.EPIPE) || !f.tcp()) {
            return Optional.empty();
        }
        return PeerFrames.of(f)
                .flatMap(frames -> frames.lastReceived(PeerFrames.flags(TcpFlag.RST)))
                .flatMap(rst -> said(Message.of("why.wire.reset", rst.number(), rst.from())));
    }

    /** EHOSTUNREACH: nobody answers ARP. */
    private static Optional<List<Message>> noNeighbour(EndedCall f) {
        Optional<SocketAddress> to = f.is(Errno.EHOSTUNREACH) && f.inet() ? f.destination() : Optional.empty();
        if (to.isEmpty()) {
            return Optional.empty();
        }
        return PeerFrames.of(f).flatMap(frames -> {
            List<WireFrame> asked = frames.arpRequests();
            return asked.isEmpty() || frames.arpAnswered()
                    ? Optional.empty()
                    : said(Message.of(
                            "why.wire.arp",
                            asked.getFirst().from(),
                            Addresses.host(to.get()),
                            PeerFrames.numbers(asked)));
        });
    }

    /** A connection that is given up: ETIMEDOUT of a call that sends or receives. */
    private static Optional<List<Message>> noAcknowledgment(EndedCall f) {
        if (!f.is(Errno.ETIMEDOUT) || !f.tcp() || f.connects()) {
            return Optional.empty();
        }
        return PeerFrames.of(f).flatMap(frames -> {
            List<WireFrame> again = frames.sentBefore(w -> w.again() && PeerFrames.data(w));
            List<WireFrame> lost = again.stream().filter(WireFrame::lost).toList();
            return again.isEmpty()
                    ? Optional.empty()
                    : said(Message.of(
                            "why.wire.again", again.size(), PeerFrames.numbers(again), PeerFrames.numbersOrNone(lost)));
        });
    }

    /** What the frames say about a call that has not returned. */
    static List<Message> waiting(EndedCall f) {
        if (!f.tcp()) {
            return List.of();
        }
        Optional<PeerFrames> frames = PeerFrames.of(f);
        if (f.sends()) {
            return frames.flatMap(p -> p.lastReceived(PeerFrames::acknowledges))
                    .filter(PeerFrames::closesWindow)
                    .map(w -> List.of(Message.of("why.wire.window", w.number(), w.from())))
                    .orElse(List.of());
        }
        List<WireFrame> syns = frames.filter(_ -> f.connects()).stream()
                .flatMap(p -> p.sentDuring(PeerFrames.flags(TcpFlag.SYN)).stream())
                .toList();
        return syns.isEmpty()
                ? List.of()
                : List.of(Message.of(
                        "why.wire.syn",
                        PeerFrames.numbers(syns),
                        PeerFrames.numbersOrNone(
                                syns.stream().filter(WireFrame::lost).toList())));
    }

    /** Why a connect that succeeded took so long: its SYN was lost. */
    static List<Message> connected(EndedCall f) {
        if (!f.tcp() || !f.connects()) {
            return List.of();
        }
        List<WireFrame> syns = PeerFrames.of(f).stream()
                .flatMap(p -> p.sentDuring(PeerFrames.flags(TcpFlag.SYN)).stream())
                .toList();
        List<Message> said = new ArrayList<>();
        for (int i = 0; i + 1 < syns.size(); i++) {
            if (syns.get(i).lost()) {
                String later = String.format(
                        Locale.ROOT, "%.2f", (syns.get(i + 1).at() - syns.get(i).at()) / SECOND);
                said.add(Message.of(
                        "why.wire.retried",
                        syns.get(i).number(),
                        later,
                        syns.get(i + 1).number()));
            }
        }
        return said;
    }

    private static Optional<List<Message>> said(Message... messages) {
        return Optional.of(Stream.of(messages).toList());
    }
}
