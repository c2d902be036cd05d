package socklab.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import socklab.kernel.UnsupportedEnvironment;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Table;
import socklab.session.WireHost;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/**
 * {@code /wire} and {@code /host}: lays the wire, and is the hand on it. One wire at most; it ends with the session.
 */
public final class WireCommands {
    private static final List<String> USUAL_HOSTS = List.of("a", "b");

    private final Shell shell;
    private final UserInterface ui;
    private final CableCommands cable;
    private Optional<Wire> wire = Optional.empty();
    private Optional<ConnectionSampler> sampler = Optional.empty();
    private volatile String line = "";

    public WireCommands(Shell shell, UserInterface ui) {
        this.shell = shell;
        this.ui = ui;
        this.cable = new CableCommands(this::say, this::messages);
    }

    /** Gives the words to the shell, and takes the wire up when it is closed. */
    public void register() {
        shell.interpreter().handle(ShellWord.WIRE, this::wire);
        shell.interpreter().handle(ShellWord.HOST, (command, _) -> host(command));
        new PacketCommands(shell, this::laid).register(shell.interpreter());
        new PlotCommand(shell, this::laid, this::sampler).register(shell.interpreter());
        new FrameCommand(this::laid).register(shell.interpreter());
        shell.session().journal().listen(this::remember);
        shell.onClose(this::takeUp);
        shell.session().tables().ask(this::tables);
    }

    private synchronized List<Table> tables() {
        return wire.map(cable::tables).orElse(List.of());
    }

    private void remember(Event event) {
        event.lineTyped().ifPresent(typed -> line = typed);
    }

    private Session session() {
        return shell.session();
    }

    private Messages messages() {
        return Messages.in(session().settings().language());
    }

    private void say(List<String> lines) {
        ui.say(lines.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                .toList());
    }

    /** The wire, if one is laid. */
    synchronized Optional<Wire> laid() {
        return wire;
    }

    private synchronized Optional<ConnectionSampler> sampler() {
        return sampler;
    }

    private synchronized StepResult wire(Command.Shell command, Job job) throws ShellWordError {
        List<Token> words = command.args();
        if (words.isEmpty()) {
            if (wire.isEmpty()) {
                lay(command, USUAL_HOSTS, command.name());
            } else {
                cable.status(wire.get());
            }
            return StepResult.DONE;
        }
        String first = words.getFirst().text();
        if (first.equals("off")) {
            off(command, job);
        } else if (!CableCommands.isWord(first, wire.map(Wire::hosts).orElse(List.of()))) {
            lay(command, words.stream().map(Token::text).toList(), words.getFirst());
        } else {
            cable.run(
                    command,
                    wire.orElseThrow(() -> ShellWordError.at(
                            command,
                            words.getFirst(),
                            Message.of("wire.fault.wireFirst"),
                            Message.of("wire.cure.noWire"))));
        }
        return StepResult.DONE;
    }

    private void lay(Command.Shell command, List<String> names, Token at) throws ShellWordError {
        if (wire.isPresent()) {
            throw ShellWordError.at(
                    command, at, Message.of("wire.fault.wire", hostNames()), Message.of("wire.cure.wire"));
        }
        check(command, names, at);
        try {
            Wire laid = Wire.lay(shell.kernel(), names, session().journal(), () -> line);
            wire = Optional.of(laid);
            cable.reset(names);
            session().wire(laid.hosts(), laid::settle, laid::evidence);
            sample(laid);
            cable.ready(laid);
        } catch (UnsupportedEnvironment e) {
            throw ShellWordError.at(command, at, Message.of("wire.fault.wireCannot", e.text()), cure(e.text()));
        }
    }

    /**
     * What to do about a refusal: a console that could have a namespace is started again, and its lines are run again.
     */
    private static Message cure(Message reason) {
        return Message.of(
                reason.key().equals("cannot.namespaceUser") ? "wire.cure.startAgain" : "wire.cure.wireCannot");
    }

    private void sample(Wire laid) {
        ConnectionSampler started = new ConnectionSampler(session()::sockets, shell.kernel());
        laid.recorder().watch(started::frameCame);
        started.start();
        sampler = Optional.of(started);
    }

    private void check(Command.Shell command, List<String> names, Token at) throws ShellWordError {
        if (names.size() < 2 || names.size() > Wire.MOST_HOSTS) {
            throw ShellWordError.at(
                    command,
                    at,
                    Message.of("wire.fault.hosts", names.size()),
                    Message.of("cure.usage", ShellWord.WIRE.usage(), "/wire a b c"));
        }
        Set<String> before = new HashSet<>();
        List<Token> tokens = command.args();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Token token = i < tokens.size() ? tokens.get(i) : at;
            if (!Parser.validName(name) || !before.add(name)) {
                throw ShellWordError.at(command, token, Message.of("fault.name", name), Message.of("cure.name"));
            }
            if (session().names().contains(name)) {
                throw ShellWordError.at(
                        command, token, Message.of("wire.fault.hostTaken", name), Message.of("wire.cure.hostTaken"));
            }
        }
    }

    private String hostNames() {
        return wire.stream()
                .flatMap(w -> w.hosts().stream())
                .map(WireHost::name)
                .collect(Collectors.joining(", "));
    }

    private void off(Command.Shell command, Job job) throws ShellWordError {
        if (wire.isEmpty()) {
            throw ShellWordError.at(
                    command,
                    command.args().getFirst(),
                    Message.of("wire.fault.wireFirst"),
                    Message.of("wire.cure.noWire"));
        }
        List<Job> blocked = new ArrayList<>(shell.jobs().background());
        session().sockets().stream().filter(s -> s.host().isPresent()).forEach(socket -> {
            blocked.stream()
                    .filter(j -> j.call()
                            .flatMap(c -> c.call().socket())
                            .filter(s -> s.id() == socket.id())
                            .isPresent())
                    .forEach(Job::cancel);
            shell.evaluator().discard(socket, job);
        });
        takeUp();
        say(List.of(messages().say("wire.off")));
    }

    private synchronized void takeUp() {
        wire.ifPresent(w -> {
            sampler.ifPresent(ConnectionSampler::close);
            sampler = Optional.empty();
            shell.endInHosts();
            session().wire(List.of(), () -> {}, List::of);
            w.close();
            cable.tables(w).forEach(session().tables()::keep);
        });
        wire = Optional.empty();
    }

    private synchronized StepResult host(Command.Shell command) throws ShellWordError {
        if (wire.isEmpty()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("wire.fault.wireFirst"), Message.of("wire.cure.noWire"));
        }
        if (command.args().isEmpty()) {
            say(where());
            return StepResult.DONE;
        }
        Token name = command.args().getFirst();
        if (name.text().equals("off")) {
            session().useHost(Optional.empty());
        } else if (session().host(name.text()).isPresent()) {
            session().useHost(Optional.of(name.text()));
        } else {
            throw ShellWordError.at(
                    command,
                    name,
                    Message.of("wire.fault.wireHost", name.text()),
                    Message.of("cure.oneOf", hostNames()));
        }
        say(List.of(where().getFirst()));
        return StepResult.DONE;
    }

    /** Where calls make sockets, and how another program gets into each host. */
    private List<String> where() {
        List<String> lines = new ArrayList<>();
        lines.add(session()
                .currentHost()
                .map(h -> messages().say("wire.host", h))
                .orElseGet(() -> messages().say("wire.hostOff")));
        Wire laid = wire.orElseThrow();
        long pid = ProcessHandle.current().pid();
        String user = ownUserNamespace() ? "--preserve-credentials --user=/proc/" + pid + "/ns/user " : "";
        for (WireHost host : laid.hosts()) {
            String enter = "nsenter " + user + "--net=/proc/" + pid + "/task/" + laid.threadId(host.name())
                    + "/ns/net COMMAND";
            lines.add(messages().say("wire.hostEnter", host.name(), enter));
        }
        return lines;
    }

    /**
     * Whether this process is in a user namespace of its own, which a program must enter first. Source:
     * user_namespaces(7).
     */
    private static boolean ownUserNamespace() {
        try {
            return !Files.readString(Path.of("/proc/self/uid_map")).strip().matches("0\\s+0\\s+4294967295");
        } catch (IOException e) {
            return false;
        }
    }
}
