package socklab.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.service.Service.Start;
import socklab.session.AddressText;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Table;
import socklab.session.Variable;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * A shell word that runs a kind of service in the background of a session, at most one for each protocol in a network:
 * that of the process, or of a host on the wire.
 *
 * <p>A variable named as the service ({@code $server}) is the address of the newest one. The services end with the
 * session, those in a host with the wire.
 */
public abstract class ServiceCommands<C extends ServiceConfig, S extends Service> {
    private static final String STOP = "stop";

    private final Shell shell;
    private final UserInterface ui;
    private final String noun;
    private final JournalListener.Detail detail;
    private final Map<Slot, Running<S>> running = new LinkedHashMap<>();

    /** What there is at most one service for. */
    private record Slot(Protocol protocol, Optional<String> host) {}

    private record Running<S>(S service, JournalListener listener, Variable value) {}

    /** @param noun {@code server}, {@code relay}: the variable's name, and part of the messages' keys */
    protected ServiceCommands(Shell shell, UserInterface ui, String noun, JournalListener.Detail detail) {
        this.shell = shell;
        this.ui = ui;
        this.noun = noun;
        this.detail = detail;
    }

    /** Reads what service is wanted. */
    protected abstract C config(ServicePlace place, Job job) throws ShellWordError, ArgumentError;

    /** Refuses what the session's sandbox does not allow; loopback only is checked already. */
    protected abstract void checkAllowed(C config, ServicePlace place) throws ShellWordError;

    protected abstract Start<S> start(Kernel kernel, C config, ServiceListener listener);

    /**
     * Registers the word with the shell; closing the shell ends the services, and the end of the wire those in hosts.
     */
    protected final void register(ShellWord word) {
        shell.interpreter().handle(word, this::run);
        shell.onClose(this::stopAll);
        shell.onWireEnd(this::stopInHosts);
        session().tables().ask(this::tables);
    }

    private synchronized List<Table> tables() {
        return running.values().stream()
                .flatMap(r -> r.service().table().stream())
                .toList();
    }

    protected final Shell shell() {
        return shell;
    }

    protected final Session session() {
        return shell.session();
    }

    private synchronized StepResult run(Command.Shell command, Job job) throws ShellWordError {
        if (command.args().isEmpty()) {
            return status();
        }
        try {
            return runArguments(command, job);
        } catch (ArgumentError e) {
            if (e.isMissing()) {
                throw ShellWordError.usage(command);
            }
            throw ShellWordError.at(command, e.token(), e.fault(), e.cure());
        }
    }

    /** Runs the word with at least one argument. */
    protected StepResult runArguments(Command.Shell command, Job job) throws ShellWordError, ArgumentError {
        return command.args().getFirst().text().equals(STOP) ? stop(command) : start(command, job);
    }

    private StepResult status() {
        Messages messages = Messages.in(session().settings().language());
        List<String> lines = new ArrayList<>();
        for (Running<S> r : running.values()) {
            lines.add(messages.say(r.service().readyText()));
            r.service().statsText().forEach(m -> lines.add("  " + messages.say(m)));
        }
        if (lines.isEmpty()) {
            lines.add(messages.say(noun + ".none"));
        }
        ui.say(lines.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
        return StepResult.DONE;
    }

    private StepResult start(Command.Shell command, Job job) throws ShellWordError, ArgumentError {
        ServicePlace place = ServicePlace.of(command, session());
        C config = config(place, job);
        Token first = command.args().getFirst();
        Protocol protocol = config.protocol();
        Slot slot = new Slot(protocol, place.hostName());
        if (running.containsKey(slot)) {
            String address = AddressText.show(running.get(slot).service().local());
            throw ShellWordError.at(
                    command,
                    first,
                    Message.of("fault." + noun + "Runs", protocol.word(), address),
                    Message.of("cure." + noun + "Runs"));
        }
        if (config.address().address() == 0
                && place.host().isEmpty()
                && !session().policy().trusted()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("fault.serverAny"), Message.of("cure.serverAny"));
        }
        checkAllowed(config, place);
        Kernel kernel = place.kernel(shell.kernel());
        JournalListener listener = new JournalListener(session().journal(), detail, noun + ".folded", place.hostName());
        boolean runs = false;
        try {
            switch (start(kernel, config, listener)) {
                case Start.Running<S> r -> {
                    runs = true;
                    started(slot, r.service(), listener);
                }
                case Start.Failed<S> f -> throw failed(command, failure(f, config, place, kernel));
            }
        } catch (UnsupportedEnvironment e) {
            throw ShellWordError.at(
                    command,
                    first,
                    Message.of("service.cannot", "epoll", protocol.word(), e.getMessage()),
                    Message.of("service.other"));
        } finally {
            if (!runs) {
                listener.close();
            }
        }
        return StepResult.DONE;
    }

    private StartFailure failure(Start.Failed<S> failed, C config, ServicePlace place, Kernel kernel) {
        StartFailure failure = StartFailure.of(failed, config, kernel);
        return place.hostName()
                .map(h -> new StartFailure(failure.fault(), failure.details(), Message.of("service.otherInHost", h)))
                .orElse(failure);
    }

    private void started(Slot slot, S service, JournalListener listener) {
        Variable value = new Variable.OfServer(service.local());
        running.put(slot, new Running<>(service, listener, value));
        if (!session().define(noun, value)) {
            session().journal().append(new Event.Note(System.nanoTime(), Message.of("service.nameTaken", noun)));
        }
    }

    private static ShellWordError failed(Command.Shell command, StartFailure failure) {
        List<Token> args = command.args();
        boolean hasPort = args.size() > 1 && args.get(1).text().matches("\\d+");
        return ShellWordError.at(command, args.get(hasPort ? 1 : 0), failure.summary(), failure.cure());
    }

    /**
     * The service of the protocol that is the second argument and the host that is the third; the newest of several.
     */
    protected final S named(Command.Shell command) throws ShellWordError {
        Optional<Protocol> protocol = secondAsProtocol(command);
        Optional<String> host = command.args().stream()
                .skip(2)
                .findFirst()
                .map(Token::text)
                .filter(h -> session().host(h).isPresent());
        List<Running<S>> candidates = running.entrySet().stream()
                .filter(e -> protocol.isEmpty() || e.getKey().protocol() == protocol.get())
                .filter(e -> host.isEmpty() || e.getKey().host().equals(host))
                .map(Map.Entry::getValue)
                .toList();
        if (candidates.isEmpty()) {
            throw ShellWordError.at(
                    command, command.args().getLast(), Message.of(noun + ".none"), Message.of("cure." + noun));
        }
        return candidates.getLast().service();
    }

    /** The protocol that is the second argument, if it is one. */
    protected static Optional<Protocol> secondAsProtocol(Command.Shell command) {
        return command.args().size() > 1 ? Protocol.of(command.args().get(1).text()) : Optional.empty();
    }

    private StepResult stop(Command.Shell command) throws ShellWordError, ArgumentError {
        boolean one = command.args().size() > 1;
        if (one && secondAsProtocol(command).isEmpty()) {
            throw ServiceArguments.unknown(command.args().get(1), Protocol.words());
        }
        S meant = named(command);
        running.entrySet().stream()
                .filter(e -> !one || e.getValue().service() == meant)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::stop);
        return StepResult.DONE;
    }

    private void stop(Slot slot) {
        Running<S> r = running.remove(slot);
        r.service().close();
        r.listener().close();
        r.service().table().ifPresent(session().tables()::keep);
        session().forget(noun, r.value());
    }

    private synchronized void stopInHosts() {
        running.keySet().stream().filter(s -> s.host().isPresent()).toList().forEach(this::stop);
    }

    private synchronized void stopAll() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
