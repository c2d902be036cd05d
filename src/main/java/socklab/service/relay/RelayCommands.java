package socklab.service.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.lang.ValueRef;
import socklab.lang.ValueRefs;
import socklab.service.ArgumentError;
import socklab.service.JournalListener;
import socklab.service.Service;
import socklab.service.ServiceCommands;
import socklab.service.ServiceListener;
import socklab.service.ServicePlace;
import socklab.service.relay.netem.ImpairmentParser;
import socklab.session.AddressText;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.NameResolver;
import socklab.session.WireHost;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;

/** {@code /relay}: relays in the background of a session; {@code /relay set} changes what they do. */
public final class RelayCommands extends ServiceCommands<RelayConfig, Relay> {
    private static final String SET = "set";

    public RelayCommands(Shell shell, UserInterface ui) {
        super(shell, ui, "relay", JournalListener.Detail.LINES);
    }

    /** Registers {@code /relay}. */
    public void register() {
        register(ShellWord.RELAY);
    }

    @Override
    protected RelayConfig config(ServicePlace place, Job job) throws ShellWordError, ArgumentError {
        return RelayConfig.read(
                withValues(place.command(), job),
                List.of(SET, "stop"),
                new UpstreamParser(this::resolve),
                place.usualAddress());
    }

    /** The addresses of a name; a host on the wire needs no lookup. */
    private Optional<Kernel.Resolution> resolve(String name, Const family) {
        Optional<WireHost> host = session().host(name);
        if (host.isPresent()) {
            SocketAddress.Inet4 address = host.get().ipv4();
            session()
                    .journal()
                    .append(new Event.Note(System.nanoTime(), Message.of("wire.address", name, address.host())));
            return Optional.of(new Kernel.Resolution.Found(List.of(address)));
        }
        return new NameResolver(session(), shell().kernel()).resolve(name, family);
    }

    @Override
    protected void checkAllowed(RelayConfig config, ServicePlace place) throws ShellWordError {
        boolean foreign = config.upstream() instanceof SocketAddress.Unix
                && !session().policy().trusted()
                && session().sockets().stream().noneMatch(s -> s.local().equals(Optional.of(config.upstream())));
        boolean allowed = place.host().isPresent() || session().policy().allows(config.upstream());
        if (foreign || !allowed) {
            throw ShellWordError.at(
                    place.command(),
                    place.command().args().getFirst(),
                    Message.of("fault.network", AddressText.show(config.upstream())),
                    Message.of("cure.network"));
        }
    }

    @Override
    protected Service.Start<Relay> start(Kernel kernel, RelayConfig config, ServiceListener listener) {
        return Relay.start(kernel, config, listener);
    }

    @Override
    protected StepResult runArguments(Command.Shell command, Job job) throws ShellWordError, ArgumentError {
        return command.args().getFirst().text().equals(SET) ? set(command) : super.runArguments(command, job);
    }

    /** The arguments, with the values of variables in their places. */
    private List<Token> withValues(Command.Shell command, Job job) throws ShellWordError {
        List<Token> tokens = new ArrayList<>();
        for (Token token : command.args()) {
            List<ValueRef> refs = ValueRefs.in(token.text(), token.span().start());
            boolean whole = refs.size() == 1 && refs.getFirst().span().equals(token.span());
            tokens.add(whole ? value(token, refs.getFirst(), command, job) : token);
        }
        return tokens;
    }

    private Token value(Token token, ValueRef ref, Command.Shell command, Job job) throws ShellWordError {
        Optional<String> text = shell().evaluator().text(address(ref), command.line(), job);
        return new Token(
                text.orElseThrow(() -> ShellWordError.at(
                        command, token, Message.of("fault.unknown", token.text()), Message.of("cure.unknown"))),
                token.span());
    }

    /** A socket without a field stands for its local address, as in connect. */
    private ValueRef address(ValueRef ref) {
        boolean socket = ref.field().isEmpty() && session().socket(ref.name()).isPresent();
        return socket ? new ValueRef(ref.name(), Optional.of(ValueRef.Field.LOCAL), ref.span()) : ref;
    }

    private StepResult set(Command.Shell command) throws ShellWordError, ArgumentError {
        Relay relay = named(command);
        int from = secondAsProtocol(command).isPresent() ? 2 : 1;
        List<Token> words = command.args().subList(from, command.args().size());
        if (words.isEmpty()) {
            throw ShellWordError.usage(command);
        }
        relay.change(ImpairmentParser.change(relay.config().protocol(), words, relay.impairments()));
        return StepResult.DONE;
    }
}
