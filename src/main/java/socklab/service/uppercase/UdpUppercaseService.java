package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.Outcome;
import socklab.call.SocketAddress;
import socklab.kernel.DatagramBatch;
import socklab.kernel.Kernel;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.session.AddressText;
import socklab.view.ResultView;

/**
 * Answers datagrams. There are no connections, so no client can keep another waiting; one answer at most is held
 * back, while the send buffer is full.
 */
final class UdpUppercaseService implements UppercaseService {
    /** What the note's server offers: of a larger datagram the rest is lost. */
    private static final int NOTE = 2048;
    /** Datagrams answered in one go, before time and the wish to stop are looked at. */
    private static final int BATCH = 64;

    private static final long REST_NANOS = 100_000_000;

    /** So many batches of datagrams are answered in one go, where they come in batches. */
    private static final int BATCHES = 64;

    private final UppercaseSockets sockets;
    private final PollRegistration lookout;
    private final Kernel kernel;
    private Optional<BatchExchange> batch = Optional.empty();
    private int fd = -1;
    private int room = DatagramBatch.LARGEST;
    private Optional<SocketAddress> local = Optional.empty();
    private Optional<Pending> pending = Optional.empty();
    private Optional<Errno> trouble = Optional.empty();
    private Optional<Long> restUntil = Optional.empty();
    /** Whether answers of a batch wait for room in the send buffer. */
    private boolean full;

    /** An answer that the send buffer has no room for yet. */
    private record Pending(SocketAddress client, Bytes request, UppercaseAnswer answer) {}

    UdpUppercaseService(UppercaseSockets sockets, PollRegistration lookout, Kernel kernel) {
        this.sockets = sockets;
        this.lookout = lookout;
        this.kernel = kernel;
    }

    @Override
    public void open(UppercaseConfig plan) throws UppercaseSockets.Failure {
        room = switch (plan.manner()) {
            case CONCURRENT -> DatagramBatch.LARGEST;
            case ITERATIVE -> NOTE;
        };
        fd = sockets.open();
        sockets.bind(fd, plan.address());
        local = Optional.of(sockets.name(fd));
        if (plan.manner() == UppercaseConfig.Manner.CONCURRENT && !sockets.watched()) {
            batch = kernel.datagramBatch()
                    .map(b -> new BatchExchange(
                            b,
                            sockets.tally(),
                            (client, request, answer) -> answer(new Pending(client, request, answer))));
        }
        lookout.open(fd);
    }

    @Override
    public SocketAddress local() {
        return local.orElseThrow();
    }

    @Override
    public void ready(List<Ready> ready) {
        if (ready.isEmpty() && !lookout.awake() || restUntil.isPresent()) {
            return;
        }
        if (pending.isPresent()) {
            Pending held = pending.get();
            pending = Optional.empty();
            answer(held);
            if (pending.isEmpty()) {
                lookout.watch(fd, Interest.READ);
            }
        }
        if (batch.isPresent()) {
            if (pending.isEmpty()) {
                answerMany(batch.get());
            }
            return;
        }
        for (int i = 0; i < BATCH && pending.isEmpty() && restUntil.isEmpty() && exchange(); i++) {
            // until the socket has no more, or its send buffer no room
        }
    }

    private void answerMany(BatchExchange many) {
        try {
            BatchExchange.Round round = many.send(fd);
            if (round == BatchExchange.Round.MORE && full) {
                full = false;
                lookout.watch(fd, Interest.READ);
            }
            boolean goingOn = round == BatchExchange.Round.MORE;
            for (int i = 0; i < BATCHES && goingOn; i++) {
                round = many.exchange(fd);
                trouble = Optional.empty();
                goingOn = pending.isEmpty() && goesOn(round);
            }
            if (round == BatchExchange.Round.FULL && !full) {
                full = true;
                lookout.watch(fd, Interest.WRITE);
            }
        } catch (BatchExchange.Trouble t) {
            rest(t.errno());
        }
    }

    /** Whether to ask the socket again, after a round that went so. */
    private boolean goesOn(BatchExchange.Round last) {
        return switch (last) {
            case MORE -> {
                lookout.came(fd);
                yield true;
            }
            case EMPTY -> lookout.asksAgain(fd);
            case FULL -> false;
        };
    }

    /** Answers one datagram; returns whether there was one. */
    private boolean exchange() {
        return switch (sockets.receiveFrom(fd, room)) {
            case Outcome.Returned r -> {
                trouble = Optional.empty();
                UppercaseSockets.address(r).ifPresent(client -> received(client, UppercaseSockets.data(r), r.value()));
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

    /** Something is wrong with the socket itself: to try again at once would only spin. */
    private void rest(Errno errno) {
        if (!trouble.equals(Optional.of(errno))) {
            trouble = Optional.of(errno);
            sockets.tell(UppercaseLogLine.Kind.PROBLEM, "server.receive", errno.describe());
        }
        restUntil = Optional.of(System.nanoTime() + REST_NANOS);
        lookout.watch(fd, Interest.NONE);
    }

    private void received(SocketAddress client, Bytes request, long length) {
        sockets.tally().seen(client);
        sockets.tally().received(request.length());
        if (length > request.length()) {
            sockets.tell(
                    UppercaseLogLine.Kind.MISTAKE, "server.cut", AddressText.show(client), length, request.length());
        }
        UppercaseAnswer answer = UppercaseAnswer.to(request);
        if (answer.malformed() > 0) {
            sockets.tally().malformed();
            sockets.tell(
                    UppercaseLogLine.Kind.MISTAKE, "server.malformed", AddressText.show(client), answer.malformed());
        }
        answer(new Pending(client, request, answer));
    }

    private void answer(Pending p) {
        switch (sockets.sendTo(fd, p.answer().bytes(), p.client())) {
            case Outcome.Returned r -> {
                sockets.tally().answered();
                sockets.tally().sent(r.value());
                if (sockets.wants(UppercaseLogLine.Kind.EXCHANGE)) {
                    sockets.tell(
                            UppercaseLogLine.Kind.EXCHANGE,
                            "server.exchange",
                            AddressText.show(p.client()),
                            p.request().length(),
                            ResultView.data(p.request(), StreamExchange.SHOWN),
                            ResultView.data(p.answer().bytes(), StreamExchange.SHOWN));
                }
            }
            case Outcome.Failed f
            when f.errno() == Errno.EAGAIN -> {
                pending = Optional.of(p);
                lookout.watch(fd, Interest.WRITE);
            }
            case Outcome.Failed f when f.errno() == Errno.EINTR -> answer(p);
            case Outcome.Failed f -> unanswered(p, f.errno());
            case Outcome.Unsupported _, Outcome.Unresolved _ -> {}
        }
    }

    private void unanswered(Pending p, Errno errno) {
        sockets.tally().unanswered();
        if (errno == Errno.EMSGSIZE) {
            sockets.tell(
                    UppercaseLogLine.Kind.MISTAKE,
                    "server.tooLong",
                    AddressText.show(p.client()),
                    p.request().length(),
                    p.answer().bytes().length(),
                    DatagramBatch.LARGEST);
        } else {
            sockets.tell(
                    UppercaseLogLine.Kind.MISTAKE, "server.unanswered", AddressText.show(p.client()), errno.describe());
        }
    }

    @Override
    public long tick(long now) {
        if (restUntil.isEmpty()) {
            return lookout.awake() ? 0 : Long.MAX_VALUE;
        }
        long left = restUntil.get() - now;
        if (left > 0) {
            return left;
        }
        restUntil = Optional.empty();
        lookout.watch(fd, pending.isPresent() || full ? Interest.WRITE : Interest.READ);
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            lookout.close(fd);
            sockets.close(fd, "server");
            fd = -1;
            batch.ifPresent(BatchExchange::close);
        }
    }
}
