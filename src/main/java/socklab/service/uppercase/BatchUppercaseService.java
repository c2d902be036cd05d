package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress;
import socklab.kernel.Poller.Interest;
import socklab.kernel.Poller.Ready;
import socklab.service.CallFailure;
import socklab.service.LogLine;
import socklab.service.ServiceSockets;
import socklab.service.SocketHandler;

/** Answers datagrams in batches, and polls while they come fast. Part of the {@link FastPath}. */
final class BatchUppercaseService implements SocketHandler {
    /** Batches answered in one go. */
    private static final int BATCHES = 64;

    private static final long REST_NANOS = 100_000_000;

    private final ServiceSockets sockets;
    private final PollRegistration registration;
    private final BatchExchange batch;
    private final UppercaseConfig config;
    private int fd = -1;
    private Optional<SocketAddress> local = Optional.empty();
    private Optional<Errno> lastError = Optional.empty();
    private OptionalLong restUntil = OptionalLong.empty();
    /** Whether answers wait for room in the send buffer. */
    private boolean full;

    BatchUppercaseService(
            ServiceSockets sockets, PollRegistration registration, BatchExchange batch, UppercaseConfig config) {
        this.sockets = sockets;
        this.registration = registration;
        this.batch = batch;
        this.config = config;
    }

    @Override
    public void open() throws CallFailure {
        fd = sockets.open(Const.AF_INET);
        sockets.bind(fd, config.address());
        local = Optional.of(sockets.local(fd));
        registration.open(fd);
    }

    @Override
    public SocketAddress local() {
        return local.orElseThrow();
    }

    @Override
    public void ready(List<Ready> ready) {
        if (ready.isEmpty() && !registration.polling() || restUntil.isPresent()) {
            return;
        }
        try {
            answerBatches();
        } catch (BatchExchange.SocketError e) {
            rest(e.errno());
        }
    }

    private void answerBatches() throws BatchExchange.SocketError {
        BatchExchange.Round round = batch.send(fd);
        if (round == BatchExchange.Round.MORE && full) {
            full = false;
            registration.watch(fd, Interest.READ);
        }
        boolean more = round == BatchExchange.Round.MORE;
        for (int i = 0; i < BATCHES && more; i++) {
            round = batch.exchange(fd);
            lastError = Optional.empty();
            more = callAgain(round);
        }
        if (round == BatchExchange.Round.FULL && !full) {
            full = true;
            registration.watch(fd, Interest.WRITE);
        }
    }

    private boolean callAgain(BatchExchange.Round last) {
        return switch (last) {
            case MORE -> {
                registration.arrived(fd);
                yield true;
            }
            case EMPTY -> registration.callAgain(fd);
            case FULL -> false;
        };
    }

    /** Rests after an error of the socket itself, which would come again at once. */
    private void rest(Errno errno) {
        if (!lastError.equals(Optional.of(errno))) {
            lastError = Optional.of(errno);
            sockets.listener().log(LogLine.Kind.PROBLEM, "server.receive", errno.describe());
        }
        restUntil = OptionalLong.of(System.nanoTime() + REST_NANOS);
        registration.watch(fd, Interest.NONE);
    }

    @Override
    public long tick(long now) {
        if (restUntil.isEmpty()) {
            return registration.polling() ? 0 : Long.MAX_VALUE;
        }
        long left = restUntil.getAsLong() - now;
        if (left > 0) {
            return left;
        }
        restUntil = OptionalLong.empty();
        registration.watch(fd, full ? Interest.WRITE : Interest.READ);
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            registration.close(fd);
            sockets.close(fd);
            fd = -1;
            batch.close();
        }
    }
}
