package socklab.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.kernel.Kernel;
import socklab.kernel.SocketStatus;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.lang.Suggest;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.session.Event;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.session.Value;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.DumpView;
import socklab.view.HelpView;
import socklab.view.ResultView;
import socklab.view.Said;
import socklab.view.SetOptions;
import socklab.view.SocketsView;
import socklab.view.StateView;
import socklab.view.Table;

/** The words that show something: help, the calls so far, the sockets, a result. */
public final class InfoWords {
    private final Session session;
    private final Kernel kernel;
    private final Front front;

    public InfoWords(Session session, Kernel kernel, Front front) {
        this.session = session;
        this.kernel = kernel;
        this.front = front;
    }

    /** Gives the words to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(Word.HELP, (c, _) -> help(c));
        interpreter.handle(Word.LIST, (_, _) -> list());
        interpreter.handle(Word.HISTORY, (_, _) -> history());
        interpreter.handle(Word.SOCKETS, (_, _) -> sockets());
        interpreter.handle(Word.STATE, (c, _) -> state(c));
        interpreter.handle(Word.SHOW, (c, _) -> show(c));
    }

    private Messages messages() {
        return Messages.in(session.settings().language());
    }

    private Ran say(List<String> lines) {
        front.say(lines.stream().map(l -> new Said(Said.Kind.PRINTED, l)).toList());
        return Ran.DONE;
    }

    private Ran help(Command.Shell command) throws WordError {
        if (command.args().isEmpty()) {
            return say(HelpView.overview(front.room(), messages()));
        }
        Token topic = command.args().getFirst();
        Optional<List<String>> page = HelpView.topic(topic.text(), messages());
        if (page.isPresent()) {
            return say(page.get().stream().flatMap(l -> Table.fold(l, front.room()).stream()).toList());
        }
        Msg cure = Suggest.nearest(topic.text(), Parser.callWords()).map(w -> Msg.of("cure.mean", w)).orElse(Msg.of("cure.help"));
        throw WordError.at(command, topic, Msg.of("fault.topic", topic.text()), cure);
    }

    private Ran list() {
        List<String> lines = new ArrayList<>();
        for (Event event : session.journal().events()) {
            if (event instanceof Event.Finished f && f.id().typed()) {
                lines.add(String.format("%4d  %s", f.id().number(), f.id().line().strip()));
                lines.add("      => " + ResultView.result(f));
            }
        }
        return say(lines.isEmpty() ? List.of(messages().say("list.none")) : lines);
    }

    private Ran history() {
        return say(session.journal().events().stream().flatMap(e -> e.lineTyped().stream()).map(l -> "  " + l).toList());
    }

    private Ran sockets() {
        return say(SocketsView.table(seen(session, kernel), front.room(), messages()));
    }

    /** All open sockets with what the kernel's tables say of them, and the options that were set here. */
    public static List<SocketsView.Seen> seen(Session session, Kernel kernel) {
        Optional<Integer> current = session.current().map(Socket::id);
        List<Socket> sockets = session.sockets();
        if (sockets.isEmpty()) {
            return List.of();
        }
        Map<Integer, SocketStatus> statuses = kernel.observe(sockets.stream().map(Socket::fd).toList());
        SetOptions set = SetOptions.of(session.journal().events());
        return sockets.stream().map(s -> new SocketsView.Seen(s, Optional.ofNullable(statuses.get(s.fd())), set.on(s),
                current.equals(Optional.of(s.id())))).toList();
    }

    private Ran state(Command.Shell command) throws WordError {
        Optional<Token> name = command.args().stream().findFirst();
        Optional<Socket> socket = name.isPresent() ? session.socket(name.get().text()) : session.current();
        if (socket.isEmpty()) {
            Optional<String> near = name.flatMap(n -> Suggest.nearest(n.text(), session.sockets().stream().map(Socket::name).toList()));
            throw WordError.at(command, name.orElse(command.name()),
                    name.map(n -> Msg.of("fault.socket", n.text())).orElse(Msg.of("fault.noCurrent", command.name().text())),
                    near.map(n -> Msg.of("cure.mean", n)).orElse(Msg.of(name.isPresent() ? "cure.socket" : "cure.noCurrent")));
        }
        int room = session.settings().look().plain() ? 0 : front.columns(); // a drawing is no text
        return say(StateView.lines(socket.get(), kernel.observe(socket.get().fd()), room, messages()).stream()
                .flatMap(l -> Table.fold(l, front.room()).stream()).toList());
    }

    private Ran show(Command.Shell command) throws WordError {
        String typed = command.args().isEmpty() ? "$_" : command.args().getFirst().text();
        Token token = command.args().isEmpty() ? command.name() : command.args().getFirst();
        String name = typed.startsWith("$") ? typed.substring(1) : typed;
        Optional<Value> value = session.value(name);
        if (value.isEmpty()) {
            throw WordError.at(command, token, Msg.of("fault.unknown", typed), Msg.of("cure.unknown"));
        }
        Optional<Bytes> data = value.get().data();
        List<String> lines = new ArrayList<>();
        if (value.get() instanceof Value.OfCall v) {
            lines.add("=> " + ResultView.result(v.call()));
        }
        data.ifPresent(d -> lines.addAll(DumpView.lines(d)));
        return say(lines);
    }
}
