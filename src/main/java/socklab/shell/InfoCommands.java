package socklab.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.session.TcpWatch;
import socklab.session.Variable;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.ChangedOptions;
import socklab.view.DumpView;
import socklab.view.OutputLine;
import socklab.view.ResultView;
import socklab.view.SocketsView;
import socklab.view.StateView;
import socklab.view.TcpInfoTable;
import socklab.view.TextTable;

/** The words that show something: the calls so far, the sockets, a result. */
public final class InfoCommands {
    private final Session session;
    private final Kernel kernel;
    private final UserInterface ui;
    private final TcpWatch tcp;

    public InfoCommands(Session session, Kernel kernel, UserInterface ui) {
        this.session = session;
        this.kernel = kernel;
        this.ui = ui;
        this.tcp = new TcpWatch(session, kernel);
    }

    /** Gives the words to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.LIST, (_, job) -> list(job));
        interpreter.handle(ShellWord.HISTORY, (_, job) -> history(job));
        interpreter.handle(ShellWord.SOCKETS, this::sockets);
        interpreter.handle(ShellWord.STATE, this::state);
        interpreter.handle(ShellWord.SHOW, this::show);
    }

    private Messages messages() {
        return Messages.in(session.settings().language());
    }

    private StepResult page(List<String> lines, Job job) {
        ui.page(
                lines.stream()
                        .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                        .toList(),
                job);
        return StepResult.DONE;
    }

    private StepResult list(Job job) {
        List<String> lines = new ArrayList<>();
        for (Event event : session.journal().events()) {
            if (event instanceof Event.Finished f && f.id().typed()) {
                lines.add(
                        String.format("%4d  %s", f.id().number(), f.id().line().strip()));
                lines.add("      => " + ResultView.result(f));
            }
        }
        return page(lines.isEmpty() ? List.of(messages().say("list.none")) : lines, job);
    }

    private StepResult history(Job job) {
        return page(
                session.journal().events().stream()
                        .flatMap(e -> e.lineTyped().stream())
                        .map(l -> "  " + l)
                        .toList(),
                job);
    }

    private StepResult sockets(Command.Shell command, Job job) throws ShellWordError {
        Optional<Token> what = command.args().stream().findFirst();
        if (what.filter(t -> !t.text().equals("all")).isPresent()) {
            throw ShellWordError.at(
                    command, what.get(), Message.of("fault.sockets", what.get().text()), Message.of("cure.sockets"));
        }
        tcp.look();
        List<SocketsView.Seen> sockets = new ArrayList<>(seen(session, kernel));
        if (what.isPresent()) {
            tcp.left().forEach((socket, status) -> sockets.add(SocketsView.Seen.closed(socket, status)));
        }
        return page(SocketsView.table(sockets, ui.room(), messages()), job);
    }

    /** All open sockets with what the kernel's tables say of them, and the options that were set here. */
    public static List<SocketsView.Seen> seen(Session session, Kernel kernel) {
        Optional<Integer> current = session.current().map(Socket::id);
        List<Socket> sockets = session.sockets();
        if (sockets.isEmpty()) {
            return List.of();
        }
        Map<Integer, SocketStatus> statuses = new TcpWatch(session, kernel).statuses(sockets);
        ChangedOptions set = ChangedOptions.of(session.journal().events());
        return sockets.stream()
                .map(s -> new SocketsView.Seen(
                        s, Optional.ofNullable(statuses.get(s.fd())), set.on(s), current.equals(Optional.of(s.id()))))
                .toList();
    }

    private StepResult state(Command.Shell command, Job job) throws ShellWordError {
        Optional<Token> name = command.args().stream().findFirst();
        Optional<Socket> closed = name.flatMap(n -> session.closed(n.text()));
        Optional<Socket> socket =
                name.isPresent() ? session.socket(name.get().text()).or(() -> closed) : session.current();
        tcp.look();
        if (socket.isEmpty()) {
            Optional<String> near = name.flatMap(n -> DidYouMean.nearest(
                    n.text(), session.sockets().stream().map(Socket::name).toList()));
            throw ShellWordError.at(
                    command,
                    name.orElse(command.name()),
                    name.map(n -> Message.of("fault.socket", n.text()))
                            .orElse(Message.of("fault.noCurrent", command.name().text())),
                    near.map(n -> Message.of("cure.mean", n))
                            .orElse(Message.of(name.isPresent() ? "cure.socket" : "cure.noCurrent")));
        }
        int room = session.settings().look().plain() ? 0 : ui.columns(); // a drawing is no text
        List<String> lines = closed.map(c -> StateView.closed(c, tcp.left(c), room, messages()))
                .orElseGet(() -> StateView.lines(socket.get(), tcp.status(socket.get()), room, messages()));
        return page(
                lines.stream()
                        .flatMap(l -> TextTable.fold(l, ui.room()).stream())
                        .toList(),
                job);
    }

    private StepResult show(Command.Shell command, Job job) throws ShellWordError {
        String typed =
                command.args().isEmpty() ? "$_" : command.args().getFirst().text();
        Token token = command.args().isEmpty() ? command.name() : command.args().getFirst();
        String name = typed.startsWith("$") ? typed.substring(1) : typed;
        Optional<Variable> value = session.value(name);
        if (value.isEmpty()) {
            throw ShellWordError.at(command, token, Message.of("fault.unknown", typed), Message.of("cure.unknown"));
        }
        Optional<Bytes> data = value.get().data();
        List<String> lines = new ArrayList<>();
        if (value.get() instanceof Variable.OfCall v) {
            lines.addAll(TcpInfoTable.all(v.call()).orElseGet(() -> List.of("=> " + ResultView.result(v.call()))));
        }
        data.ifPresent(d -> lines.addAll(DumpView.lines(d)));
        return page(lines, job);
    }
}
