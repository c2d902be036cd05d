package socklab.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import socklab.call.Bytes;
import socklab.call.SocketAddress;
import socklab.packet.Packet;
import socklab.packet.TcpFlag;
import socklab.packet.WindowScale;
import socklab.session.AddressText;
import socklab.session.Chart;
import socklab.session.Chart.Point;
import socklab.session.Chart.Series;
import socklab.text.Message;

/**
 * Draws the frames of a connection as a time-sequence graph: what was sent, what was acknowledged, and the end of the
 * window. The graph is that of tcptrace.
 *
 * <p>Source: RFC 9293 §3.4; RFC 7323 §2; the manual of tcptrace, "Time Sequence Graphs".
 */
final class SequenceChart {
    /** How many points a series has at most; later ones are left out. */
    private static final int MOST_POINTS = 4000;

    private final SocketAddress sender;
    private final SocketAddress receiver;
    private final List<Point> sent = new ArrayList<>();
    private final List<Point> again = new ArrayList<>();
    private final List<Point> lost = new ArrayList<>();
    private final List<Point> acknowledged = new ArrayList<>();
    private final List<Point> allowed = new ArrayList<>();
    private OptionalLong base = OptionalLong.empty();
    private OptionalLong start = OptionalLong.empty();
    private OptionalInt scale = OptionalInt.empty();
    private String from = "";
    private String to = "";

    private SequenceChart(SocketAddress sender, SocketAddress receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    /**
     * The chart of what a socket sent; if that is nothing, of what it received; empty if neither is among the frames.
     */
    static Optional<Chart> of(List<RecordedFrame> frames, SocketAddress local, SocketAddress remote) {
        return Stream.of(new SequenceChart(local, remote), new SequenceChart(remote, local))
                .map(c -> c.draw(frames))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Chart> draw(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            Packet packet = Packet.of(frame.frame().bytes());
            packet.tcp().ifPresent(tcp -> {
                if (goes(packet, tcp, sender, receiver)) {
                    forth(frame, tcp);
                } else if (goes(packet, tcp, receiver, sender)) {
                    back(frame, packet, tcp);
                }
            });
        }
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        List<Series> series = Stream.of(
                        new Series(Message.of("wire.plot.sent"), Chart.Mark.BAR, List.copyOf(sent)),
                        new Series(Message.of("wire.plot.again"), Chart.Mark.AGAIN, List.copyOf(again)),
                        new Series(Message.of("wire.plot.lost"), Chart.Mark.LOST, List.copyOf(lost)),
                        new Series(Message.of("wire.plot.acked"), Chart.Mark.LINE, List.copyOf(acknowledged)),
                        new Series(Message.of("wire.plot.allowed"), Chart.Mark.DOTTED, List.copyOf(allowed)))
                .filter(s -> !s.points().isEmpty())
                .toList();
        return Optional.of(new Chart(
                Message.of("wire.plot.seq", from, to, AddressText.show(sender), AddressText.show(receiver)),
                Message.of("wire.plot.bytes"),
                series));
    }

    private static boolean goes(Packet packet, Packet.Transport.Tcp tcp, SocketAddress from, SocketAddress to) {
        Packet.Ip ip = packet.ip().orElseThrow();
        return tcp.sourcePort() == from.port()
                && tcp.destinationPort() == to.port()
                && same(ip.source(), from)
                && same(ip.destination(), to);
    }

    private static boolean same(Bytes address, SocketAddress socket) {
        return address.equals(Bytes.of(SocketAddress.javaAddress(socket).getAddress()));
    }

    private void forth(RecordedFrame frame, Packet.Transport.Tcp tcp) {
        if (tcp.has(TcpFlag.SYN)) {
            base = OptionalLong.of(tcp.sequence());
            from = frame.frame().from();
            to = frame.frame().to();
            return;
        }
        if (base.isEmpty()) {
            base = OptionalLong.of(tcp.sequence() - 1);
        }
        if (tcp.payload() == 0) {
            return;
        }
        from = frame.frame().from();
        to = frame.frame().to();
        long at = since(frame);
        long low = relative(tcp.sequence());
        add(sent, new Point(at, low, low + tcp.payload()));
        if (frame.again()) {
            add(again, new Point(at, low, low + tcp.payload()));
        }
        if (frame.lost()) {
            add(lost, new Point(at, low, low + tcp.payload()));
        }
    }

    private void back(RecordedFrame frame, Packet packet, Packet.Transport.Tcp tcp) {
        if (tcp.has(TcpFlag.SYN)) {
            scale = OptionalInt.of(WindowScale.of(packet).orElse(0));
        }
        if (base.isEmpty() || frame.lost() || !tcp.has(TcpFlag.ACK) || tcp.has(TcpFlag.RST)) {
            return;
        }
        long at = since(frame);
        long acked = relative(tcp.acknowledgment());
        add(acknowledged, Point.of(at, acked));
        // the window of a SYN is not scaled
        scale.ifPresent(s ->
                add(allowed, Point.of(at, acked + ((long) tcp.window() << (tcp.has(TcpFlag.SYN) ? 0 : s)))));
    }

    private static void add(List<Point> points, Point point) {
        if (points.size() < MOST_POINTS) {
            points.add(point);
        }
    }

    private long since(RecordedFrame frame) {
        if (start.isEmpty()) {
            start = OptionalLong.of(frame.frame().at());
        }
        return frame.frame().at() - start.getAsLong();
    }

    /** A sequence number less that of the SYN; numbers wrap at 2^32. */
    private long relative(long number) {
        return number - base.orElseThrow() & 0xffff_ffffL;
    }
}
