package socklab.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.kernel.CannotRun;
import socklab.lang.Command;
import socklab.lang.Ref;
import socklab.lang.Refs;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.relay.Relay.Start;
import socklab.session.Addresses;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Value;
import socklab.shell.Front;
import socklab.shell.Ran;
import socklab.shell.WordError;
import socklab.shell.Workbench;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Said;

/**
 * {@code /relay}: a relay in the background of a session, one for each protocol at most.
 *
 * <p>{@code $relay} is the address of the newest one: {@code connect $relay}. They end with the session.
 */
public final class RelayWords {
    /** What stands for the newest relay's address. */
    public static final String NAME = "relay";
    private static final String SET = "set";
    private static final String STOP = "stop";

    private final Workbench bench;
    private final Front front;
    private final Map<Protocol, Running> running = new LinkedHashMap<>();

    /** A relay, who writes down what it does, and what stands for it. */
    private record Running(Relay relay, JournalWitness witness, Value value) {}

    public RelayWords(Workbench bench, Front front) {
        this.bench = bench;
        this.front = front;
    }

    /** Gives the word to the workbench, and ends the relays when it is closed. */
    public void register() {
        bench.interpreter().handle(Word.RELAY, this::relay);
        bench.onClose(this::stopAll);
    }

    private synchronized Ran relay(Command.Shell command, Job job) throws WordError {
        if (command.args().isEmpty()) {
            return status();
        }
        try {
            return switch (command.args().getFirst().text()) {
                case SET -> set(command);
                case STOP -> stop(command);
                default -> start(command, job);
            };
        } catch (Misread e) {
            throw WordError.at(command, e.token(), e.fault(), e.cure());
        }
    }

    private Session session() {
        return bench.session();
    }

    private Ran status() {
        Messages messages = Messages.in(session().settings().language());
        List<String> lines = new ArrayList<>();
        for (Running r : running.values()) {
            lines.add(messages.say("relay.ready", r.relay().plan().protocol().word(), Addresses.show(r.relay().local()),
                    Addresses.show(r.relay().plan().target()), r.relay().impairments().words()));
            r.relay().report().forEach(m -> lines.add("  " + messages.say(m)));
        }
        if (lines.isEmpty()) {
            lines.add(messages.say("relay.none"));
        }
        front.say(lines.stream().map(l -> new Said(Said.Kind.PRINTED, l)).toList());
        return Ran.DONE;
    }

    private Ran start(Command.Shell command, Job job) throws WordError, Misread {
        Plan plan = PlanReader.read(bound(command, job), bench.kernel(), (name, resolution) ->
                session().journal().append(new Event.Resolved(System.nanoTime(), name, resolution)));
        Token first = command.args().getFirst();
        if (running.containsKey(plan.protocol())) {
            throw WordError.at(command, first, Msg.of("fault.relayRuns", plan.protocol().word(),
                    Addresses.show(running.get(plan.protocol()).relay().local())), Msg.of("cure.relayRuns"));
        }
        if (!session().policy().allows(plan.target())) {
            throw WordError.at(command, first, Msg.of("fault.network", Addresses.show(plan.target())), Msg.of("cure.network"));
        } else if (plan.reach() == Plan.Reach.ANY && !session().policy().trusted()) {
            throw WordError.at(command, command.name(), Msg.of("fault.serverAny"), Msg.of("cure.network"));
        }
        JournalWitness witness = new JournalWitness(session().journal());
        boolean runs = false;
        try {
            switch (Relay.start(bench.kernel(), plan, witness)) {
                case Start.Running r -> {
                    runs = true;
                    started(r.relay(), witness);
                }
                case Start.Refused r -> throw refused(command, plan, r);
            }
        } catch (CannotRun e) {
            throw WordError.at(command, first, Msg.of("server.cannot", "epoll", plan.protocol().word(), e.getMessage()), Msg.of("server.other"));
        } finally {
            if (!runs) {
                witness.close();
            }
        }
        return Ran.DONE;
    }

    /** The words, with {@code $} values in their places. */
    private List<Token> bound(Command.Shell command, Job job) throws WordError {
        List<Token> tokens = new ArrayList<>();
        for (Token token : command.args()) {
            List<Ref> refs = Refs.in(token.text(), token.span().start());
            boolean whole = refs.size() == 1 && refs.getFirst().span().equals(token.span());
            if (!whole) {
                tokens.add(token);
                continue;
            }
            Optional<String> text = bench.evaluator().text(address(refs.getFirst()), command.line(), job);
            tokens.add(new Token(text.orElseThrow(() -> WordError.at(command, token, Msg.of("fault.unknown", token.text()),
                    Msg.of("cure.unknown"))), token.span()));
        }
        return tokens;
    }

    /** A socket without a field stands for its address, as in connect. */
    private Ref address(Ref ref) {
        boolean socket = ref.field().isEmpty() && session().socket(ref.name()).isPresent();
        return socket ? new Ref(ref.name(), Optional.of(Ref.Field.LOCAL), ref.span()) : ref;
    }

    private void started(Relay relay, JournalWitness witness) {
        Value value = new Value.OfServer(relay.local());
        running.put(relay.plan().protocol(), new Running(relay, witness, value));
        if (!session().define(NAME, value)) {
            session().journal().append(new Event.Note(System.nanoTime(), Msg.of("server.nameTaken", NAME)));
        }
    }

    private WordError refused(Command.Shell command, Plan plan, Start.Refused refused) {
        Refusal refusal = Refusal.of(refused, plan, bench.kernel());
        Msg fault = refusal.fault();
        for (Msg detail : refusal.details()) {
            fault = Msg.of("server.and", fault, detail);
        }
        return WordError.at(command, command.args().get(1), fault, refusal.cure());
    }

    /** The relay meant: the one of the protocol named behind the word, or the newest. */
    private Running meant(Command.Shell command) throws WordError {
        if (running.isEmpty()) {
            throw WordError.at(command, command.args().getFirst(), Msg.of("relay.none"), Msg.of("cure.relay"));
        }
        Optional<Protocol> named = command.args().size() > 1 ? Protocol.of(command.args().get(1).text()) : Optional.empty();
        if (named.isEmpty()) {
            return List.copyOf(running.values()).getLast();
        }
        return Optional.ofNullable(running.get(named.get())).orElseThrow(() ->
                WordError.at(command, command.args().get(1), Msg.of("relay.none"), Msg.of("cure.relay")));
    }

    private Ran set(Command.Shell command) throws WordError, Misread {
        Relay relay = meant(command).relay();
        boolean named = command.args().size() > 1 && Protocol.of(command.args().get(1).text()).isPresent();
        List<Token> words = command.args().subList(named ? 2 : 1, command.args().size());
        if (words.isEmpty()) {
            throw WordError.usage(command);
        }
        relay.change(ImpairmentParser.read(relay.plan().protocol(), words, relay.impairments()));
        return Ran.DONE;
    }

    private Ran stop(Command.Shell command) throws WordError {
        if (command.args().size() > 1 && Protocol.of(command.args().get(1).text()).isEmpty()) {
            Token name = command.args().get(1);
            throw WordError.at(command, name, Msg.of("fault.choice", name.text()), Msg.of("cure.oneOf", String.join(", ", Protocol.words())));
        }
        if (command.args().size() > 1) {
            stop(meant(command));
        } else {
            meant(command);
            stopAll();
        }
        return Ran.DONE;
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
