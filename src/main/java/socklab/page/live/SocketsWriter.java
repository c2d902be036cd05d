package socklab.page.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import socklab.kernel.SocketStatus;
import socklab.session.AddressText;
import socklab.session.Socket;
import socklab.shell.InfoCommands;
import socklab.shell.Shell;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.SocketsView;

/** Writes the sockets, as the kernel's tables show them, and the calls that block into the log when they differ. */
final class SocketsWriter {
    private static final long MILLI = 1_000_000;
    /** The start of a call is rounded to this, so that the same start is reported once. */
    private static final long ROUGH_MILLIS = 100;

    private final Shell shell;
    private final ClassLog log;
    private JsonObject last = new JsonObject();

    SocketsWriter(Shell shell, ClassLog log) {
        this.shell = shell;
        this.log = log;
    }

    void write(List<TranscriptWriter.InFlight> blocked, int viewers) {
        JsonObject json = new JsonObject();
        json.addProperty("t", "room");
        json.addProperty("viewers", viewers);
        JsonArray sockets = new JsonArray();
        InfoCommands.seen(shell.session(), shell.kernel()).forEach(s -> sockets.add(socket(s)));
        json.add("sockets", sockets);
        JsonArray calls = new JsonArray();
        blocked.forEach(c -> calls.add(call(c)));
        json.add("blocked", calls);
        if (!json.equals(last)) {
            last = json;
            log.put(ClassLog.State.SOCKETS, json);
        }
    }

    private JsonObject socket(SocketsView.Seen seen) {
        Messages messages = Messages.in(shell.session().settings().language());
        Socket socket = seen.socket();
        Optional<SocketStatus> status = seen.status();
        JsonObject json = new JsonObject();
        json.addProperty("name", Escape.printable(socket.name()));
        json.addProperty("kind", socket.host().map(h -> h + " ").orElse("") + socket.kind());
        json.addProperty("current", seen.current());
        json.addProperty(
                "state", socket.stream() ? status.flatMap(SocketStatus::state).orElse("CLOSED") : "");
        json.addProperty(
                "local",
                status.flatMap(SocketStatus::local)
                        .or(socket::local)
                        .map(AddressText::show)
                        .orElse(""));
        json.addProperty(
                "remote",
                status.flatMap(SocketStatus::remote).map(AddressText::show).orElse(""));
        json.addProperty(
                "queues",
                status.map(s -> String.join(", ", SocketsView.queues(socket, s, messages)))
                        .orElse(""));
        json.addProperty("waits", status.map(s -> s.receiveQueue() > 0).orElse(false));
        return json;
    }

    private static JsonObject call(TranscriptWriter.InFlight call) {
        long age = (System.nanoTime() - call.since()) / MILLI;
        long since = System.currentTimeMillis() - age;
        JsonObject json = new JsonObject();
        json.addProperty(
                "line", SessionFeed.cut(Escape.printable(call.call().id().line().strip())));
        json.addProperty("since", since - Math.floorMod(since, ROUGH_MILLIS));
        return json;
    }
}
