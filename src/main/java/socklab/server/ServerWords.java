package socklab.server;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.kernel.CannotRun;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.server.UppercaseServer.Start;
import socklab.session.Addresses;
import socklab.session.Event;
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
 * {@code /server}: the uppercase server in the background of a session, one for each protocol at most.
 *
 * <p>{@code $server} is the address of the newest one: {@code connect localhost $server.port}. They end with the
 * session.
 */
public final class ServerWords {
    /** What stands for the newest server's address. */
    public static final String NAME = "server";
    private static final String STOP = "stop";

    private final Workbench bench;
    private final Front front;
    private final Map<Plan.Protocol, Running> running = new EnumMap<>(Plan.Protocol.class);

    /** A server, who writes down what it does, and what stands for it. */
    private record Running(UppercaseServer server, JournalWitness witness, Value value) {}

    public ServerWords(Workbench bench, Front front) {
        this.bench = bench;
        this.front = front;
    }

    /** Gives the word to the workbench, and ends the servers when it is closed. */
    public void register() {
        bench.interpreter().handle(Word.SERVER, (c, _) -> server(c));
        bench.onClose(this::stopAll);
    }

    private synchronized Ran server(Command.Shell command) throws WordError {
        if (command.args().isEmpty()) {
            return status();
        }
        Token first = command.args().getFirst();
        return first.text().equals(STOP) ? stop(command) : start(command);
    }

    private Ran status() {
        Messages messages = Messages.in(session().settings().language());
        List<String> lines = new ArrayList<>();
        for (Running r : running.values()) {
            lines.add(messages.say("server.ready", r.server().plan().protocol().word(),
                    Addresses.show(r.server().local())));
            lines.add("  " + messages.say(Summary.msg("server.sofar", r.server().plan(), r.server().counts())));
        }
        if (lines.isEmpty()) {
            lines.add(messages.say("server.none"));
        }
        front.say(lines.stream().map(l -> new Said(Said.Kind.PRINTED, l)).toList());
        return Ran.DONE;
    }

    private Session session() {
        return bench.session();
    }

    private Ran start(Command.Shell command) throws WordError {
        Plan plan = PlanReader.read(command);
        Token first = command.args().getFirst();
        if (running.containsKey(plan.protocol())) {
            throw WordError.at(command, first, Msg.of("fault.serverRuns", plan.protocol().word(),
                    Addresses.show(running.get(plan.protocol()).server().local())), Msg.of("cure.serverRuns"));
        }
        if (plan.reach() == Plan.Reach.ANY && !session().policy().trusted()) {
            throw WordError.at(command, command.name(), Msg.of("fault.serverAny"), Msg.of("cure.serverAny"));
        }
        JournalWitness witness = new JournalWitness(session().journal());
        boolean runs = false;
        try {
            switch (UppercaseServer.start(kernel(), plan, witness)) {
                case Start.Running r -> {
                    runs = true;
                    started(r.server(), witness);
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

    private Kernel kernel() {
        return bench.kernel();
    }

    private void started(UppercaseServer server, JournalWitness witness) {
        Value value = new Value.OfServer(server.local());
        running.put(server.plan().protocol(), new Running(server, witness, value));
        if (!session().define(NAME, value)) {
            session().journal().append(new Event.Note(System.nanoTime(), Msg.of("server.nameTaken", NAME)));
        }
    }

    private WordError refused(Command.Shell command, Plan plan, Start.Refused refused) {
        Refusal refusal = Refusal.of(refused, plan, kernel());
        Token at = command.args().size() > 1 && command.args().get(1).text().matches("\\d+") ? command.args().get(1) : command.args().getFirst();
        Msg fault = refusal.fault();
        for (Msg detail : refusal.details()) {
            fault = Msg.of("server.and", fault, detail);
        }
        return WordError.at(command, at, fault, refusal.cure());
    }

    private Ran stop(Command.Shell command) throws WordError {
        List<Plan.Protocol> which = List.copyOf(running.keySet());
        if (command.args().size() > 1) {
            Token name = command.args().get(1);
            Optional<Plan.Protocol> one = Plan.Protocol.of(name.text());
            if (one.isEmpty()) {
                throw WordError.at(command, name, Msg.of("fault.choice", name.text()), Msg.of("cure.oneOf", String.join(", ", Plan.Protocol.words())));
            }
            which = which.stream().filter(one.get()::equals).toList();
        }
        if (which.isEmpty()) {
            throw WordError.at(command, command.args().getLast(), Msg.of("server.none"), Msg.of("cure.server"));
        }
        which.forEach(this::stop);
        return Ran.DONE;
    }

    private void stop(Plan.Protocol protocol) {
        Running r = running.remove(protocol);
        r.server().close();
        r.witness().close();
        session().forget(NAME, r.value());
    }

    private synchronized void stopAll() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
