package socklab.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Invocation;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.SyntaxError;
import socklab.lang.Token;
import socklab.lang.ValueRef;
import socklab.session.BindingCache.BoundCall;
import socklab.text.Message;

/** Makes socket calls: binds what was typed, calls the kernel once, and writes down what came of it. */
public final class Evaluator {
    private final Session session;
    private final Kernel kernel;
    private final Jobs jobs;
    private final SessionUpdater effects;
    private final VariableResolver values;
    private final CallBinder binder;
    private final TcpWatch tcp;

    public Evaluator(Session session, Kernel kernel, Jobs jobs) {
        this.session = session;
        this.kernel = kernel;
        this.jobs = jobs;
        this.effects = new SessionUpdater(session, kernel);
        this.values = new VariableResolver(session, this::ask);
        this.binder = new CallBinder(session, kernel, values);
        this.tcp = new TcpWatch(session, kernel);
    }

    /** How an evaluation went. */
    public sealed interface Evaluation {
        /** The call returned. */
        record Done(Event.Finished call) implements Evaluation {}

        /** The call went to the background and has not returned. */
        record Blocks(Event.Started call, Job job) implements Evaluation {}

        /** The line could not be run; the journal has the problem. */
        record Wrong() implements Evaluation {}
    }

    /** Evaluates a call on a job's thread. */
    public Evaluation evaluate(Command.Invoke command, Job job) {
        try {
            BoundCall bound = bound(command, job);
            claimClose(bound);
            return command.background() ? background(bound, job) : new Evaluation.Done(foreground(bound, job));
        } catch (RejectedLine refused) {
            noCall(command);
            problem(new SyntaxError(command.line(), refused.span(), refused.fault(), refused.cure()));
            return new Evaluation.Wrong();
        } catch (UnresolvedHost unresolved) {
            noCall(command);
            return new Evaluation.Done(notMade(command, unresolved.outcome(), socket(command)));
        }
    }

    private BoundCall bound(Command.Invoke command, Job job) throws RejectedLine, UnresolvedHost {
        long revision = session.revision();
        Optional<BoundCall> before = job.bindings().of(command, revision, job.caller());
        if (before.isPresent()) {
            binder.check(before.get());
            return before.get();
        }
        BoundCall bound = binder.bind(new CallBinder.Line(command, on(command), job));
        boolean open = bound.socket().map(session::open).orElse(true);
        if (!command.background() && open && binder.lasting(command)) {
            job.bindings().keep(revision, bound);
        }
        return bound;
    }

    /** The socket that a call is made on; none for one that needs none. */
    private Optional<Socket> on(Command.Invoke command) throws RejectedLine {
        for (Token name : command.names()) {
            if (session.host(name.text()).isPresent()) {
                throw new RejectedLine(
                        name.span(), Message.of("wire.fault.hostName", name.text()), Message.of("wire.cure.hostName"));
            }
        }
        if (!command.call().onSocket() && !command.call().onEpoll()) {
            checkHost(command);
            return Optional.empty();
        }
        if (command.socket().isPresent()) {
            return Optional.of(binder.socket(command.socket().get()));
        }
        Optional<Socket> socket = socket(command);
        if (socket.isEmpty()) {
            throw noSocket(command);
        }
        return socket;
    }

    /** The socket that was named, or the current one. */
    private Optional<Socket> socket(Command.Invoke command) {
        if (command.socket().isPresent()) {
            return session.socket(command.socket().get().text());
        }
        return command.call().onEpoll() ? session.currentEpoll() : session.current();
    }

    /**
     * The text that a {@code $} value stands for; none for a name that nothing has. A value without text is a problem.
     */
    public Optional<String> text(ValueRef ref, String line, Job job) {
        if (!values.known(ref)) {
            return Optional.empty();
        }
        try {
            return Optional.of(values.bytes(ref, job).text());
        } catch (RejectedLine refused) {
            problem(new SyntaxError(line, refused.span(), refused.fault(), refused.cure()));
            return Optional.empty();
        }
    }

    private void noCall(Command.Invoke command) {
        session.journal().append(new Event.Typed(command.line()));
    }

    private void problem(SyntaxError error) {
        session.journal().append(new Event.Problem(System.nanoTime(), error));
    }

    private RejectedLine noSocket(Command.Invoke command) {
        String kind = command.call().onEpoll() ? "Epoll" : "Current";
        return new RejectedLine(
                command.word().span(),
                Message.of("fault.no" + kind, command.word().text()),
                Message.of("cure.no" + kind));
    }

    private Outcome ask(Call call, Socket socket, Job job) {
        Invocation invocation = CallBinder.helper(call, socket);
        Outcome outcome = job.callerOfItsOwn().invoke(invocation);
        effects.apply(Event.CallId.HELPER, invocation, outcome, Optional.of(socket), List.of(), true);
        session.journal()
                .append(new Event.Finished(
                        job.caller().startedAt(),
                        Event.CallId.HELPER,
                        invocation,
                        outcome,
                        Optional.of(socket),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        return outcome;
    }

    /** A descriptor is closed once: a second close might meet a new socket that was given its number meanwhile. */
    private void claimClose(BoundCall bound) throws RejectedLine {
        if (bound.invocation().call().result() != Result.CLOSED
                || bound.socket().isEmpty()) {
            return;
        }
        Socket socket = bound.socket().get();
        Optional<Token> name = bound.command().socket();
        boolean closedBefore = !session.open(socket)
                && name.isPresent()
                && binder.socket(name.get()).equals(socket);
        if (!closedBefore && !session.closing(socket)) {
            throw new RejectedLine(
                    bound.command().word().span(),
                    Message.of("fault.closing", socket.name()),
                    Message.of("cure.closing"));
        }
    }

    private void checkHost(Command.Invoke command) throws RejectedLine {
        Optional<Token> name = command.socket();
        if (name.isPresent() && session.host(name.get().text()).isEmpty()) {
            List<String> hosts = session.hosts().stream().map(WireHost::name).toList();
            throw new RejectedLine(
                    name.get().span(),
                    Message.of(
                            hosts.isEmpty() ? "wire.fault.noWire" : "wire.fault.wireHost",
                            name.get().text()),
                    hosts.isEmpty() ? Message.of("wire.cure.noWire") : Message.of("cure.oneOf", hosts));
        }
    }

    /** The host in which a call makes sockets: the one named before it, or the one chosen for calls without a name. */
    private Optional<WireHost> host(Command.Invoke command) {
        if (command.call().onSocket() || command.call().onEpoll()) {
            return Optional.empty();
        }
        return command.socket().map(Token::text).or(session::currentHost).flatMap(session::host);
    }

    /** Makes the call: on the job's thread, or on one that lives in the host in which it makes a socket. */
    private Event.Finished foreground(BoundCall bound, Job job) {
        Optional<WireHost> host = host(bound.command());
        if (host.isEmpty()) {
            return call(bound, job);
        }
        CompletableFuture<Event.Finished> end = new CompletableFuture<>();
        Job inHost = host.get().jobs().start(bound.command().line(), j -> end.complete(call(bound, j)));
        inHost.await();
        return end.join();
    }

    private Evaluation background(BoundCall bound, Job job) throws RejectedLine {
        int most = session.policy().limits().jobs();
        if (jobs.full() || jobs.background().size() >= most) {
            throw new RejectedLine(
                    bound.command().word().span(), Message.of("fault.jobs", most), Message.of("cure.jobs"));
        }
        CompletableFuture<Event.Finished> end = new CompletableFuture<>();
        Jobs threads = host(bound.command()).map(WireHost::jobs).orElse(jobs);
        Job own = threads.start(bound.command().line(), j -> end.complete(call(bound, j)));
        if (own.settle()) {
            return new Evaluation.Done(end.join());
        }
        int number = jobs.toBackground(own);
        List<Event.Started> blocked = new ArrayList<>();
        own.whileInCall(in -> {
            blocked.add(in.call());
            session.journal()
                    .append(new Event.Unfinished(System.nanoTime(), in.call(), in.since(), number, own.java()));
        });
        if (blocked.isEmpty()) { // it returned just now
            return new Evaluation.Done(end.join());
        }
        return new Evaluation.Blocks(blocked.getFirst(), own);
    }

    /** Makes the call on the current thread, which is the job's. */
    private Event.Finished call(BoundCall bound, Job job) {
        Invocation invocation = bound.invocation();
        List<String> names = bound.command().names().isEmpty()
                ? List.of()
                : bound.command().names().stream().map(Token::text).toList();
        tcp.before(invocation.call(), bound.socket(), job);
        Optional<StateSnapshot> watch = StateSnapshot.start(session, kernel);
        Event.Started started = session.journal().start(bound.command().line(), invocation, bound.socket());
        Event.CallId id = started.id();
        Outcome outcome = bound.make(job.callerFor(started));
        session.settle();
        List<String> made = effects.apply(
                id, invocation, outcome, bound.socket(), names, job.number().isPresent());
        Optional<String> host = host(bound.command())
                .map(WireHost::name)
                .or(() -> bound.socket().flatMap(Socket::host));
        made.forEach(n -> session.socket(n).ifPresent(s -> session.update(s, now -> now.in(host))));
        Optional<String> name = made.isEmpty() && !names.isEmpty() ? Optional.of(names.getFirst()) : Optional.empty();
        Event.Finished finished = new Event.Finished(
                job.caller().startedAt(),
                id,
                invocation,
                outcome,
                bound.socket(),
                made,
                name,
                job.number(),
                watch.map(StateSnapshot::changes).orElse(List.of()));
        if (name.isPresent()) {
            define(name.get(), finished);
        }
        session.finished(finished);
        session.journal().append(finished);
        tcp.after(finished, job);
        if (invocation.call().result() == Result.CLOSED) {
            bound.socket().ifPresent(this::noteStillBlocked);
        }
        return finished;
    }

    /** On Linux close does not end a call that blocks on the same socket in another thread. Source: close(2). */
    private void noteStillBlocked(Socket closed) {
        for (Job job : jobs.blockedOn(closed)) {
            session.journal()
                    .append(new Event.Note(
                            System.nanoTime(),
                            Message.of(
                                    "note.closedInUse",
                                    closed.name(),
                                    job.number().orElse(0))));
        }
    }

    private void define(String name, Event.Finished finished) {
        if (!session.define(name, new Variable.OfCall(finished))) {
            session.journal()
                    .append(new Event.Note(
                            System.nanoTime(),
                            Message.of("note.nameTaken", name, finished.id().number())));
        }
    }

    private Event.Finished notMade(Command.Invoke command, Outcome.Unresolved outcome, Optional<Socket> socket) {
        List<Arg> args =
                command.call().params().stream().<Arg>map(_ -> new Arg.Num(0)).toList();
        Event.Finished finished = new Event.Finished(
                System.nanoTime(),
                session.journal().nextCall(command.line()),
                new Invocation(command.call(), args),
                outcome,
                socket,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        session.finished(finished);
        session.journal().append(finished);
        return finished;
    }

    /** Closes a socket without a call of the user's: at the end of a session or a lab. */
    public void discard(Socket socket, Job job) {
        Call close = Call.resultingIn(Result.CLOSED);
        job.callerOfItsOwn().invoke(new Invocation(close, List.of(new Arg.Num(socket.fd()))));
        session.remove(socket);
    }
}
