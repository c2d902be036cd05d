package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.DatagramBatch;
import socklab.kernel.Poller;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.ServiceSockets;
import socklab.service.SocketHandler;
import socklab.service.uppercase.UppercaseCounters.Count;
import socklab.session.AddressText;
import socklab.view.ResultView;

/**
 * Answers datagrams one by one. No client keeps another waiting, because there are no connections; at most one answer
 * waits while the send buffer is full.
 */
final class UdpUppercaseService implements SocketHandler {
    /** The textbook's server offers so much room; the rest of a larger datagram is lost. */
    private static final int TEXTBOOK_ROOM = 2048;
    /** Datagrams answered in one go. */
    private static final int BATCH = 64;

    private static final long REST_NANOS = 100_000_000;

    private final ServiceSockets sockets;
    private final Poller poller;
    private final UppercaseCounters counters;
    private final UppercaseConfig config;
    private final int room;
    private int fd = -1;
    private Optional<SocketAddress> local = Optional.empty();
    private Optional<Pending> pending = Optional.empty();
    private Optional<Errno> lastError = Optional.empty();
    private OptionalLong restUntil = OptionalLong.empty();

    /** An answer that the send buffer has no room for yet. */
    private record Pending(SocketAddress client, Bytes request, UppercaseAnswer answer) {}

    UdpUppercaseService(ServiceSockets sockets, Poller poller, UppercaseCounters counters, UppercaseConfig config) {
        this.sockets = sockets;
        this.poller = poller;
        this.counters = counters;
        this.config = config;
        this.room = switch (config.mode()) {
            case CONCURRENT -> DatagramBatch.LARGEST;
            case ITERATIVE -> TEXTBOOK_ROOM;
        };
    }

    @Override
    public void open() throws CallFailure {
        fd = sockets.open(Const.AF_INET);
        sockets.bind(fd, config.address());
        local = Optional.of(sockets.local(fd));
        poller.add(fd, Interest.READ);
    }

    @Override
    public SocketAddress local() {
        return local.orElseThrow();
    }

    @Override
    public void ready(List<Ready> ready) {
        if (ready.isEmpty() || restUntil.isPresent()) {
            return;
        }
        if (pending.isPresent()) {
            Pending waiting = pending.get();
            pending = Optional.empty();
            answer(waiting);
            if (pending.isEmpty()) {
                poller.change(fd, Interest.READ);
            }
        }
        for (int i = 0; i < BATCH && pending.isEmpty() && restUntil.isEmpty() && exchange(); i++) {
            // until the socket has no more datagrams, or its send buffer has no room
        }
    }

    /** Answers one datagram; returns whether there may be more. */
    private boolean exchange() {
        return switch (sockets.receiveFrom(fd, room)) {
            case Outcome.Returned r -> {
                lastError = Optional.empty();
                ServiceSockets.address(r).ifPresent(client -> received(client, ServiceSockets.data(r), r.value()));
                yield true;
            }
            case Outcome.Failed f when f.errno() == Errno.EAGAIN -> false;
            case Outcome.Failed f when f.errno() == Errno.EINTR -> true;
            case Outcome.Failed f -> {
                rest(f.errno());
                yield false;
            }
            case Outcome.Unsupported _, Outcome.Unresolved _ -> false;
        };
    }

    /** Rests after an error of the socket itself, which would come again at once. */
    private void rest(Errno errno) {
        if (!lastError.equals(Optional.of(errno))) {
            lastError = Optional.of(errno);
            sockets.listener().log(LogLine.Kind.PROBLEM, "server.receive", errno.describe());
        }
        restUntil = OptionalLong.of(System.nanoTime() + REST_NANOS);
        poller.change(fd, Interest.NONE);
    }

    private void received(SocketAddress client, Bytes request, long length) {
        counters.seen(client);
        counters.count(Count.RECEIVED, 1, request.length());
        UppercaseAnswer answer = UppercaseAnswer.to(request);
        Pending exchange = new Pending(client, request, answer);
        if (length > request.length()) {
            sockets.listener().logClient(exchange.client(), "server.cut", length, request.length());
        }
        if (answer.malformed() > 0) {
            counters.count(Count.MALFORMED);
            sockets.listener().logClient(exchange.client(), "server.malformed", answer.malformed());
        }
        log(exchange);
        answer(exchange);
    }

    /** Before the answer is sent: what the client does with it comes later. */
    private void log(Pending p) {
        if (sockets.listener().wants(LogLine.Kind.TRAFFIC)) {
            sockets.listener()
                    .log(
                            LogLine.Kind.TRAFFIC,
                            "server.exchange",
                            AddressText.show(p.client()),
                            p.request().length(),
                            ResultView.data(p.request(), StreamExchange.SHOWN),
                            ResultView.data(p.answer().bytes(), StreamExchange.SHOWN));
        }
    }

    private void answer(Pending p) {
        switch (sockets.sendTo(fd, p.answer().bytes(), p.client())) {
            case Outcome.Returned r -> {
                counters.count(Count.ANSWERED);
                counters.count(Count.SENT, 1, r.value());
            }
            case Outcome.Failed f
            when f.errno() == Errno.EAGAIN -> {
                pending = Optional.of(p);
                poller.change(fd, Interest.WRITE);
            }
            case Outcome.Failed f when f.errno() == Errno.EINTR -> answer(p);
            case Outcome.Failed f -> unanswered(p, f.errno());
            case Outcome.Unsupported _, Outcome.Unresolved _ -> {}
        }
    }

    private void unanswered(Pending p, Errno errno) {
        counters.count(Count.UNANSWERED);
        if (errno == Errno.EMSGSIZE) {
            int answerLength = p.answer().bytes().length();
            sockets.listener()
                    .logClient(p.client(), "server.tooLong", p.request().length(), answerLength, DatagramBatch.LARGEST);
        } else {
            sockets.listener().logClient(p.client(), "server.unanswered", errno.describe());
        }
    }

    @Override
    public long tick(long now) {
        if (restUntil.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long left = restUntil.getAsLong() - now;
        if (left > 0) {
            return left;
        }
        restUntil = OptionalLong.empty();
        poller.change(fd, pending.isPresent() ? Interest.WRITE : Interest.READ);
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            poller.remove(fd);
            sockets.close(fd);
            fd = -1;
        }
    }
}
