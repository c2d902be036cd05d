package socklab.service.uppercase;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.service.uppercase.UppercaseServer.Start;
import socklab.session.AddressText;
import socklab.session.Event;
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
 * {@code /server}: the uppercase server in the background of a session, one for each protocol at most.
 *
 * <p>{@code $server} is the address of the newest one: {@code connect localhost $server.port}. They end with the
 * session.
 */
public final class ServerCommands {
    /** What stands for the newest server's address. */
    public static final String NAME = "server";

    private static final String STOP = "stop";

    private final Shell bench;
    private final UserInterface front;
    private final Map<UppercaseConfig.Protocol, Running> running = new EnumMap<>(UppercaseConfig.Protocol.class);

    /** A server, who writes down what it does, and what stands for it. */
    private record Running(UppercaseServer server, UppercaseJournalListener witness, Variable value) {}

    public ServerCommands(Shell bench, UserInterface front) {
        this.bench = bench;
        this.front = front;
    }

    /** Gives the word to the shell, and ends the servers when it is closed. */
    public void register() {
        bench.interpreter().handle(ShellWord.SERVER, (c, _) -> server(c));
        bench.onClose(this::stopAll);
    }

    private synchronized StepResult server(Command.Shell command) throws ShellWordError {
        if (command.args().isEmpty()) {
            return status();
        }
        Token first = command.args().getFirst();
        return first.text().equals(STOP) ? stop(command) : start(command);
    }

    private StepResult status() {
        Messages messages = Messages.in(session().settings().language());
        List<String> lines = new ArrayList<>();
        for (Running r : running.values()) {
            lines.add(messages.say(
                    "server.ready",
                    r.server().plan().protocol().word(),
                    AddressText.show(r.server().local())));
            lines.add("  "
                    + messages.say(UppercaseStatsText.msg(
                            "server.sofar", r.server().plan(), r.server().counts())));
        }
        if (lines.isEmpty()) {
            lines.add(messages.say("server.none"));
        }
        front.say(lines.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
        return StepResult.DONE;
    }

    private Session session() {
        return bench.session();
    }

    private StepResult start(Command.Shell command) throws ShellWordError {
        UppercaseConfig plan = UppercaseConfigParser.read(command);
        Token first = command.args().getFirst();
        if (running.containsKey(plan.protocol())) {
            throw ShellWordError.at(
                    command,
                    first,
                    Message.of(
                            "fault.serverRuns",
                            plan.protocol().word(),
                            AddressText.show(
                                    running.get(plan.protocol()).server().local())),
                    Message.of("cure.serverRuns"));
        }
        if (plan.reach() == UppercaseConfig.Reach.ANY && !session().policy().trusted()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("fault.serverAny"), Message.of("cure.serverAny"));
        }
        UppercaseJournalListener witness =
                new UppercaseJournalListener(session().journal());
        boolean runs = false;
        try {
            switch (UppercaseServer.start(kernel(), plan, witness)) {
                case Start.Running r -> {
                    runs = true;
                    started(r.server(), witness);
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

    private Kernel kernel() {
        return bench.kernel();
    }

    private void started(UppercaseServer server, UppercaseJournalListener witness) {
        Variable value = new Variable.OfServer(server.local());
        running.put(server.plan().protocol(), new Running(server, witness, value));
        if (!session().define(NAME, value)) {
            session().journal().append(new Event.Note(System.nanoTime(), Message.of("server.nameTaken", NAME)));
        }
    }

    private ShellWordError refused(Command.Shell command, UppercaseConfig plan, Start.Refused refused) {
        UppercaseStartFailure refusal = UppercaseStartFailure.of(refused, plan, kernel());
        Token at = command.args().size() > 1 && command.args().get(1).text().matches("\\d+")
                ? command.args().get(1)
                : command.args().getFirst();
        Message fault = refusal.fault();
        for (Message detail : refusal.details()) {
            fault = Message.of("server.and", fault, detail);
        }
        return ShellWordError.at(command, at, fault, refusal.cure());
    }

    private StepResult stop(Command.Shell command) throws ShellWordError {
        List<UppercaseConfig.Protocol> which = List.copyOf(running.keySet());
        if (command.args().size() > 1) {
            Token name = command.args().get(1);
            Optional<UppercaseConfig.Protocol> one = UppercaseConfig.Protocol.of(name.text());
            if (one.isEmpty()) {
                throw ShellWordError.at(
                        command,
                        name,
                        Message.of("fault.choice", name.text()),
                        Message.of("cure.oneOf", String.join(", ", UppercaseConfig.Protocol.words())));
            }
            which = which.stream().filter(one.get()::equals).toList();
        }
        if (which.isEmpty()) {
            throw ShellWordError.at(
                    command, command.args().getLast(), Message.of("server.none"), Message.of("cure.server"));
        }
        which.forEach(this::stop);
        return StepResult.DONE;
    }

    private void stop(UppercaseConfig.Protocol protocol) {
        Running r = running.remove(protocol);
        r.server().close();
        r.witness().close();
        session().forget(NAME, r.value());
    }

    private synchronized void stopAll() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
