package socklab.view.reason;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.call.Param;
import socklab.call.Result;
import socklab.call.SocketAddress;
import socklab.call.SocketOption;
import socklab.session.Event;
import socklab.session.Socket;

/** A call that ended, and what may be looked at to explain how: the journal and the machine. */
final class EndedCall {
    private final Event.Finished call;
    private final Supplier<List<Event>> journal;
    private final Facts facts;

    EndedCall(Event.Finished call, Supplier<List<Event>> journal, Facts facts) {
        this.call = call;
        this.journal = journal;
        this.facts = facts;
    }

    Event.Finished call() {
        return call;
    }

    Facts facts() {
        return facts;
    }

    /** A call that has not returned, as if it came back without a result now. */
    static EndedCall waiting(Event.Started call, long since, Supplier<List<Event>> journal, Facts facts) {
        Outcome nothing = new Outcome.Failed(Errno.EAGAIN, List.of(), System.nanoTime() - since);
        Event.Finished ended = new Event.Finished(
                since,
                call.id(),
                call.invocation(),
                nothing,
                call.socket(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        return new EndedCall(ended, journal, facts);
    }

    /** Whether it failed with one of these. */
    boolean is(Errno... errnos) {
        return errno(call).filter(e -> List.of(errnos).contains(e)).isPresent();
    }

    // ------------------------------------------------------------ which call

    private boolean takes(Class<? extends Param> kind) {
        return call.invocation().call().params().stream().anyMatch(kind::isInstance);
    }

    boolean binds() {
        return takes(Param.Local.class);
    }

    boolean connects() {
        return takes(Param.Peer.class) && call.invocation().call().result() == Result.ZERO;
    }

    boolean listens() {
        return takes(Param.Int.class) && call.invocation().call().result() == Result.ZERO;
    }

    boolean accepts() {
        return call.invocation().call().result() == Result.ACCEPTED;
    }

    boolean sends() {
        return sends(call);
    }

    static boolean sends(Event.Finished call) {
        Result result = call.invocation().call().result();
        return result == Result.SENT || result == Result.SENT_MESSAGES;
    }

    boolean receives() {
        Result result = call.invocation().call().result();
        return result == Result.RECEIVED || result == Result.RECEIVED_MESSAGES;
    }

    boolean makesSocket() {
        return takes(Param.SocketType.class);
    }

    boolean watches() {
        return takes(Param.EpollInterest.class);
    }

    /** The option that the call sets. */
    Optional<Arg.SetOption> sets() {
        return call.invocation().first(Arg.SetOption.class);
    }

    /** The option that the call sets or reads. */
    Optional<SocketOption> option() {
        return sets().map(Arg.SetOption::option)
                .or(() -> call.invocation().first(Arg.GetOption.class).map(Arg.GetOption::option));
    }

    /** Whether a flag of the MSG family was given. */
    boolean flagged(Const flag) {
        return flagged(call, flag);
    }

    static boolean flagged(Event.Finished call, Const flag) {
        List<Param> params = call.invocation().call().params();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i) instanceof Param.Flags flags
                    && flags.group() == flag.group()
                    && call.invocation().args().get(i) instanceof Arg.Num given) {
                return (given.value() & flag.value()) != 0;
            }
        }
        return false;
    }

    // ------------------------------------------------------------ on which socket

    Optional<Socket> socket() {
        return call.socket();
    }

    String name() {
        return socket().map(Socket::name).orElse("");
    }

    private boolean domain(Const domain) {
        return socket().filter(s -> s.domain() == domain.value()).isPresent();
    }

    private boolean type(Const type) {
        return socket().filter(s -> !s.epoll() && s.type() == type.value()).isPresent();
    }

    boolean unix() {
        return domain(Const.AF_UNIX);
    }

    boolean inet() {
        return domain(Const.AF_INET) || domain(Const.AF_INET6);
    }

    boolean six() {
        return domain(Const.AF_INET6);
    }

    boolean stream() {
        return type(Const.SOCK_STREAM);
    }

    boolean tcp() {
        return inet() && stream();
    }

    boolean udp() {
        return inet() && socket().filter(s -> s.kind().startsWith("udp")).isPresent();
    }

    // ------------------------------------------------------------ with which address

    /** The address typed. */
    Optional<SocketAddress> typed() {
        return typed(call);
    }

    static Optional<SocketAddress> typed(Event.Finished call) {
        return call.invocation()
                .first(Arg.Address.class)
                .map(Arg.Address::address)
                .or(() -> call.invocation().first(Arg.Message.class).flatMap(Arg.Message::to));
    }

    /** The address that the call concerns: the one typed, else the socket's peer. */
    Optional<SocketAddress> destination() {
        return typed().or(() -> socket().flatMap(Socket::remote))
                .or(() -> socket().flatMap(s -> facts.status(s)).flatMap(s -> s.remote()));
    }

    /** The Unix-domain address typed, or the peer's. */
    Optional<SocketAddress.Unix> unixName() {
        return destination().filter(SocketAddress.Unix.class::isInstance).map(SocketAddress.Unix.class::cast);
    }

    /** A path as the file system has it: its bytes are kept as Latin-1 text. */
    static String path(SocketAddress.Unix name) {
        return new String(name.name().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    // ------------------------------------------------------------ after which calls

    /** The events before the call returned. */
    List<Event> events() {
        return journal.get().stream().takeWhile(e -> e != call).toList();
    }

    /** The typed calls that had ended before this one did, in their order. */
    Stream<Event.Finished> before() {
        return events().stream()
                .filter(Event.Finished.class::isInstance)
                .map(Event.Finished.class::cast)
                .filter(f -> f.id().typed());
    }

    /** Those on the same socket. */
    Stream<Event.Finished> onSocket() {
        int id = socket().map(Socket::id).orElse(0);
        return id == 0
                ? Stream.empty()
                : before().filter(f -> f.socket().filter(s -> s.id() == id).isPresent());
    }

    /** Those on the same socket that succeeded. */
    Stream<Event.Finished> succeeded() {
        return onSocket().filter(f -> f.outcome() instanceof Outcome.Returned);
    }

    /** The last of them that satisfies a condition. */
    static Optional<Event.Finished> last(Stream<Event.Finished> calls) {
        return calls.reduce((_, later) -> later);
    }

    /** The errno of a call that failed. */
    static Optional<Errno> errno(Event.Finished call) {
        return call.outcome() instanceof Outcome.Failed f ? Optional.of(f.errno()) : Optional.empty();
    }

    /** The last value that this session set an option of the socket to. */
    Optional<OptionValue> set(SocketOption option) {
        return last(succeeded()
                        .filter(f -> f.invocation()
                                .first(Arg.SetOption.class)
                                .filter(a -> a.option() == option)
                                .isPresent()))
                .flatMap(f -> f.invocation().first(Arg.SetOption.class))
                .map(Arg.SetOption::value);
    }

    /** Whether an option of the socket was set to a number above 0. */
    boolean switchedOn(SocketOption option) {
        return set(option)
                .filter(v -> v instanceof OptionValue.Number n && n.value() != 0)
                .isPresent();
    }

    /** The pending error of the socket, by name, if a call took it by SO_ERROR after this one. */
    Optional<String> errorTaken() {
        int id = socket().map(Socket::id).orElse(0);
        return last(journal.get().stream()
                        .dropWhile(e -> e != call)
                        .filter(Event.Finished.class::isInstance)
                        .map(Event.Finished.class::cast)
                        .filter(f -> f.socket().filter(s -> s.id() == id).isPresent())
                        .filter(f -> f.invocation()
                                .first(Arg.GetOption.class)
                                .filter(o -> o.option() == SocketOption.SO_ERROR)
                                .isPresent()))
                .flatMap(EndedCall::errorRead);
    }

    private static Optional<String> errorRead(Event.Finished call) {
        return call.outcome().outs().stream()
                .filter(Out.Value.class::isInstance)
                .map(Out.Value.class::cast)
                .map(Out.Value::value)
                .filter(v -> v instanceof OptionValue.Number n && n.value() != 0)
                .map(v -> (int) ((OptionValue.Number) v).value())
                .flatMap(n -> Errno.of(n).stream())
                .map(Errno::name)
                .findFirst();
    }

    /** The call that connected the socket: it returned 0, or began a handshake. */
    Optional<Event.Finished> connected() {
        return last(onSocket()
                .filter(EndedCall::isConnect)
                .filter(f -> f.outcome() instanceof Outcome.Returned
                        || errno(f).filter(e -> e == Errno.EINPROGRESS || e == Errno.EINTR)
                                .isPresent()));
    }

    static boolean isConnect(Event.Finished f) {
        return f.invocation().call().result() == Result.ZERO
                && f.invocation().call().params().stream().anyMatch(Param.Peer.class::isInstance);
    }

    static boolean isBind(Event.Finished f) {
        return f.invocation().call().params().stream().anyMatch(Param.Local.class::isInstance);
    }

    static boolean isListen(Event.Finished f) {
        return f.invocation().call().result() == Result.ZERO
                && f.invocation().call().params().stream().anyMatch(Param.Int.class::isInstance);
    }

    /** The calls on the same socket, ended or not, that shut a direction down. */
    Stream<Event.Started> shutdowns() {
        int id = socket().map(Socket::id).orElse(0);
        return journal.get().stream()
                .filter(Event.Started.class::isInstance)
                .map(Event.Started.class::cast)
                .filter(s -> s.socket().filter(t -> t.id() == id).isPresent())
                .filter(s -> s.invocation().call().params().stream()
                        .anyMatch(p -> p instanceof Param.Choice c && c.group() == Const.Group.HOW));
    }

    /** The shutdown of a direction that was made before this call. */
    Optional<Event.Started> shutBefore(Const direction) {
        return shutdowns()
                .filter(s -> s.id().number() < call.id().number()
                        && s.invocation().args().getLast() instanceof Arg.Num how
                        && (how.value() == direction.value() || how.value() == Const.SHUT_RDWR.value()))
                .reduce((_, later) -> later);
    }

    /** A shutdown that was made while this call waited. */
    Optional<Event.Started> shutMeanwhile() {
        return shutdowns().filter(s -> s.id().number() > call.id().number()).findFirst();
    }

    /** How a call is referred to: {@code $7 (bind 12000)}. */
    static String reference(Event.Finished f) {
        return "$" + f.id().number() + " (" + f.id().line().strip() + ")";
    }

    static String reference(Event.Started s) {
        return "$" + s.id().number() + " (" + s.id().line().strip() + ")";
    }
}
