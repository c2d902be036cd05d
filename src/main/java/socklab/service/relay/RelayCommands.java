package socklab.service.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.kernel.UnsupportedEnvironment;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.lang.ValueRef;
import socklab.lang.ValueRefs;
import socklab.service.relay.Relay.Start;
import socklab.service.relay.netem.ImpairmentParser;
import socklab.service.relay.netem.WordMistake;
import socklab.session.AddressText;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Variable;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * {@code /relay}: a relay in the background of a session, one for each protocol at most.
 *
 * <p>{@code $relay} is the address of the newest one: {@code connect $relay}. They end with the session.
 */
public final class RelayCommands {
    /** What stands for the newest relay's address. */
    public static final String NAME = "relay";

    private static final String SET = "set";
    private static final String STOP = "stop";

    private final Shell bench;
    private final UserInterface front;
    private final Map<Protocol, Running> running = new LinkedHashMap<>();

    /** A relay, who writes down what it does, and what stands for it. */
    private record Running(Relay relay, RelayJournalListener witness, Variable value) {}

    public RelayCommands(Shell bench, UserInterface front) {
        this.bench = bench;
        this.front = front;
    }

    /** Gives the word to the shell, and ends the relays when it is closed. */
    public void register() {
        bench.interpreter().handle(ShellWord.RELAY, this::relay);
        bench.onClose(this::stopAll);
    }

    private synchronized StepResult relay(Command.Shell command, Job job) throws ShellWordError {
        if (command.args().isEmpty()) {
            return status();
        }
        try {
            return switch (command.args().getFirst().text()) {
                case SET -> set(command);
                case STOP -> stop(command);
                default -> start(command, job);
            };
        } catch (WordMistake e) {
            throw ShellWordError.at(command, e.token(), e.fault(), e.cure());
        }
    }

    private Session session() {
        return bench.session();
    }

    private StepResult status() {
        Messages messages = Messages.in(session().settings().language());
        List<String> lines = new ArrayList<>();
        for (Running r : running.values()) {
            lines.add(messages.say(
                    "relay.ready",
                    r.relay().plan().protocol().word(),
                    AddressText.show(r.relay().local()),
                    AddressText.show(r.relay().plan().target()),
                    r.relay().impairments().words()));
            r.relay().report().forEach(m -> lines.add("  " + messages.say(m)));
        }
        if (lines.isEmpty()) {
            lines.add(messages.say("relay.none"));
        }
        front.say(lines.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
        return StepResult.DONE;
    }

    private StepResult start(Command.Shell command, Job job) throws ShellWordError, WordMistake {
        RelayConfig plan = RelayConfigParser.read(
                bound(command, job),
                bench.kernel(),
                (name, resolution) ->
                        session().journal().append(new Event.Resolved(System.nanoTime(), name, resolution)));
        Token first = command.args().getFirst();
        if (running.containsKey(plan.protocol())) {
            throw ShellWordError.at(
                    command,
                    first,
                    Message.of(
                            "fault.relayRuns",
                            plan.protocol().word(),
                            AddressText.show(
                                    running.get(plan.protocol()).relay().local())),
                    Message.of("cure.relayRuns"));
        }
        if (!session().policy().allows(plan.target())) {
            throw ShellWordError.at(
                    command,
                    first,
                    Message.of("fault.network", AddressText.show(plan.target())),
                    Message.of("cure.network"));
        } else if (plan.reach() == RelayConfig.Reach.ANY && !session().policy().trusted()) {
            throw ShellWordError.at(command, command.name(), Message.of("fault.serverAny"), Message.of("cure.network"));
        }
        RelayJournalListener witness = new RelayJournalListener(session().journal());
        boolean runs = false;
        try {
            switch (Relay.start(bench.kernel(), plan, witness)) {
                case Start.Running r -> {
                    runs = true;
                    started(r.relay(), witness);
                }
                case Start.Refused r -> throw refused(command, plan, r);
            }
        } catch (UnsupportedEnvironment e) {
            throw ShellWordError.at(
                    command,
                    first,
                    Message.of("server.cannot", "epoll", plan.protocol().word(), e.getMessage()),
                    Message.of("server.other"));
        } finally {
            if (!runs) {
                witness.close();
            }
        }
        return StepResult.DONE;
    }

    /** The words, with {@code $} values in their places. */
    private List<Token> bound(Command.Shell command, Job job) throws ShellWordError {
        List<Token> tokens = new ArrayList<>();
        for (Token token : command.args()) {
            List<ValueRef> refs = ValueRefs.in(token.text(), token.span().start());
            boolean whole = refs.size() == 1 && refs.getFirst().span().equals(token.span());
            if (!whole) {
                tokens.add(token);
                continue;
            }
            Optional<String> text = bench.evaluator().text(address(refs.getFirst()), command.line(), job);
            tokens.add(new Token(
                    text.orElseThrow(() -> ShellWordError.at(
                            command, token, Message.of("fault.unknown", token.text()), Message.of("cure.unknown"))),
                    token.span()));
        }
        return tokens;
    }

    /** A socket without a field stands for its address, as in connect. */
    private ValueRef address(ValueRef ref) {
        boolean socket = ref.field().isEmpty() && session().socket(ref.name()).isPresent();
        return socket ? new ValueRef(ref.name(), Optional.of(ValueRef.Field.LOCAL), ref.span()) : ref;
    }

    private void started(Relay relay, RelayJournalListener witness) {
        Variable value = new Variable.OfServer(relay.local());
        running.put(relay.plan().protocol(), new Running(relay, witness, value));
        if (!session().define(NAME, value)) {
            session().journal().append(new Event.Note(System.nanoTime(), Message.of("server.nameTaken", NAME)));
        }
    }

    private ShellWordError refused(Command.Shell command, RelayConfig plan, Start.Refused refused) {
        RelayStartFailure refusal = RelayStartFailure.of(refused, plan, bench.kernel());
        Message fault = refusal.fault();
        for (Message detail : refusal.details()) {
            fault = Message.of("server.and", fault, detail);
        }
        return ShellWordError.at(command, command.args().get(1), fault, refusal.cure());
    }

    /** The relay meant: the one of the protocol named behind the word, or the newest. */
    private Running meant(Command.Shell command) throws ShellWordError {
        if (running.isEmpty()) {
            throw ShellWordError.at(
                    command, command.args().getFirst(), Message.of("relay.none"), Message.of("cure.relay"));
        }
        Optional<Protocol> named =
                command.args().size() > 1 ? Protocol.of(command.args().get(1).text()) : Optional.empty();
        if (named.isEmpty()) {
            return List.copyOf(running.values()).getLast();
        }
        return Optional.ofNullable(running.get(named.get()))
                .orElseThrow(() -> ShellWordError.at(
                        command, command.args().get(1), Message.of("relay.none"), Message.of("cure.relay")));
    }

    private StepResult set(Command.Shell command) throws ShellWordError, WordMistake {
        Relay relay = meant(command).relay();
        boolean named = command.args().size() > 1
                && Protocol.of(command.args().get(1).text()).isPresent();
        List<Token> words = command.args().subList(named ? 2 : 1, command.args().size());
        if (words.isEmpty()) {
            throw ShellWordError.usage(command);
        }
        relay.change(ImpairmentParser.read(relay.plan().protocol(), words, relay.impairments()));
        return StepResult.DONE;
    }

    private StepResult stop(Command.Shell command) throws ShellWordError {
        if (command.args().size() > 1
                && Protocol.of(command.args().get(1).text()).isEmpty()) {
            Token name = command.args().get(1);
            throw ShellWordError.at(
                    command,
                    name,
                    Message.of("fault.choice", name.text()),
                    Message.of("cure.oneOf", String.join(", ", Protocol.words())));
        }
        if (command.args().size() > 1) {
            stop(meant(command));
        } else {
            meant(command);
            stopAll();
        }
        return StepResult.DONE;
    }

    private void stop(Running r) {
        running.remove(r.relay().plan().protocol());
        r.relay().close();
        r.witness().close();
        session().forget(NAME, r.value());
    }

    private synchronized void stopAll() {
        List.copyOf(running.values()).forEach(this::stop);
    }
}
