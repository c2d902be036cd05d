package socklab.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.Out;
import socklab.call.Outcome;
import socklab.kernel.Kernel;
import socklab.session.AddressText;
import socklab.session.Chart;
import socklab.session.Event;
import socklab.session.Settings;
import socklab.session.Socket;
import socklab.text.Messages;

/**
 * Events as JSON objects, for programs. The schema is {@code events.schema.json} in this program's resources.
 *
 * <p>Times are nanoseconds since a moment that the user of this class chooses. Texts are those of the transcript: bytes
 * that are not printable are escaped in them; received data stands in {@code data}, as text if it is UTF-8, else in
 * hexadecimal.
 */
public final class EventJson {
    /** The most bytes of data that an event shows; of more it shows the beginning. */
    static final int MOST_DATA = 65_536;

    private final Settings settings;
    private final Messages messages;
    private final StraceView strace;
    private final long origin;

    /** @param origin the moment that times count from, by {@link System#nanoTime} */
    public EventJson(Settings settings, long origin) {
        this.settings = settings;
        this.messages = Messages.in(settings.language());
        this.strace = new StraceView(settings.names());
        this.origin = origin;
    }

    /** Whether it shows events as that session is set now. */
    public boolean suits(Settings now) {
        return settings == now; // they are replaced, never changed
    }

    /** An event. */
    public JsonObject of(Event event) {
        return switch (event) {
            case Event.Typed e -> object("typed").with("line", e.line()).json();
            case Event.Resolved e -> resolved(e);
            case Event.Started e ->
                call(object("started"), e.id(), e.socket())
                        .with("call", e.invocation().call().function())
                        .with("strace", strace.unfinished(e.invocation()))
                        .json();
            case Event.Unfinished e ->
                call(
                                at(object("unfinished"), e.since()),
                                e.call().id(),
                                e.call().socket())
                        .with("call", e.call().invocation().call().function())
                        .with("job", e.job())
                        .json();
            case Event.Finished e -> finished(object("finished"), e).json();
            case Event.Served e -> {
                JsonObject json = object("served").with("server", e.server()).json();
                json.add("of", finished(new Members(new JsonObject()), e.call()).json());
                yield json;
            }
            case Event.Frame e -> frame(e);
            case Event.Observed e -> observed(at(object("observed"), e.at()), e).json();
            case Event.Note e ->
                at(object("note"), e.at()).with("text", messages.say(e.text())).json();
            case Event.Printed e ->
                at(object("printed"), e.at()).with("text", e.text()).json();
            case Event.Plotted e -> plotted(e);
            case Event.Problem e -> problem(e);
        };
    }

    /** A line that is no event: the answer of a shell word, prose, a mistake in a file. */
    public static JsonObject output(OutputLine line) {
        return object("output")
                .with("kind", line.kind().name().toLowerCase(java.util.Locale.ROOT))
                .with("text", line.text())
                .json();
    }

    private static Members object(String event) {
        return new Members(new JsonObject()).with("event", event);
    }

    /** Adds members to an object; those without a value are left out. */
    private record Members(JsonObject json) {
        Members with(String name, String value) {
            json.addProperty(name, value);
            return this;
        }

        Members with(String name, long value) {
            json.addProperty(name, value);
            return this;
        }

        Members with(String name, Optional<String> value) {
            value.ifPresent(v -> json.addProperty(name, v));
            return this;
        }

        Members with(String name, JsonElement value) {
            json.add(name, value);
            return this;
        }
    }

    /** When it happened. */
    private Members at(Members members, long moment) {
        return members.with("at", moment - origin);
    }

    private static JsonArray array(Collection<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(t -> array.add(new JsonPrimitive(t)));
        return array;
    }

    private Members call(Members members, Event.CallId id, Optional<Socket> socket) {
        members.with("number", id.number()).with("line", id.line());
        socket.ifPresent(
                s -> members.with("socket", s.name()).with("kind", s.kind()).with("fd", s.fd()));
        return members;
    }

    private Members finished(Members members, Event.Finished e) {
        call(at(members, e.at()), e.id(), e.socket())
                .with("call", e.invocation().call().function())
                .with("strace", strace.line(e))
                .with("result", ResultView.result(e));
        switch (e.outcome()) {
            case Outcome.Returned r -> {
                members.with("value", r.value()).with("nanos", r.nanos());
                Out.data(r.outs()).ifPresent(d -> members.with("data", data(d)));
                members.with("from", Out.address(r.outs()).map(ResultView::show));
            }
            case Outcome.Failed f -> members.with("errno", f.errno().name()).with("nanos", f.nanos());
            case Outcome.Unsupported u -> members.with("unsupported", u.why());
            case Outcome.Unresolved u -> members.with("unresolved", u.name()).with("code", u.code());
        }
        if (!e.made().isEmpty()) {
            members.with("made", array(e.made()));
        }
        members.with("name", e.name());
        e.job().ifPresent(j -> members.with("job", j));
        return e.changes().isEmpty() ? members : members.with("changes", changes(e));
    }

    private static Members observed(Members members, Event.Observed e) {
        e.after().ifPresent(number -> members.with("after", number));
        JsonArray sockets = new JsonArray();
        e.sockets().forEach(s -> {
            Members socket =
                    new Members(new JsonObject()).with("socket", s.socket()).with("state", s.state());
            s.timer().ifPresent(t -> socket.with("timer", t.kind().name()).with("millis", t.millis()));
            sockets.add(socket.json());
        });
        return members.with("sockets", sockets);
    }

    private static JsonArray changes(Event.Finished e) {
        JsonArray changes = new JsonArray();
        e.changes()
                .forEach(c -> changes.add(new Members(new JsonObject())
                        .with("socket", c.socket())
                        .with("before", c.before())
                        .with("after", c.after())
                        .json()));
        return changes;
    }

    /** Bytes: how many, and what they are. */
    private static JsonObject data(Bytes bytes) {
        Bytes shown = bytes.slice(0, Math.min(bytes.length(), MOST_DATA));
        Members members = new Members(new JsonObject()).with("bytes", bytes.length());
        Optional<String> text = shown.wellFormedText();
        return members.with("text", text)
                .with("hex", text.isPresent() ? Optional.empty() : Optional.of(hex(shown)))
                .json();
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }

    private JsonObject resolved(Event.Resolved e) {
        Members members = at(object("resolved"), e.at()).with("host", e.host());
        return switch (e.resolution()) {
            case Kernel.Resolution.Found f ->
                members.with(
                                "addresses",
                                array(f.addresses().stream()
                                        .map(AddressText::show)
                                        .toList()))
                        .json();
            case Kernel.Resolution.NotFound n ->
                members.with("code", n.code()).with("text", n.text()).json();
        };
    }

    private JsonObject frame(Event.Frame e) {
        Members members = at(object("frame"), e.at())
                .with("name", FrameView.name(e))
                .with("from", e.from())
                .with("to", e.to())
                .with("text", e.text())
                .with("hex", hex(e.bytes().slice(0, Math.min(e.bytes().length(), MOST_DATA))));
        e.arrived().ifPresent(a -> members.with("arrived", a - origin));
        members.json().addProperty("lost", e.lost());
        return members.with("fate", array(e.fate().stream().map(messages::say).toList()))
                .json();
    }

    private JsonObject plotted(Event.Plotted e) {
        JsonArray all = new JsonArray();
        for (Chart.Series series : e.chart().series()) {
            JsonArray points = new JsonArray();
            for (Chart.Point point : series.points()) {
                JsonArray values = new JsonArray();
                values.add(point.nanos());
                values.add(point.low());
                values.add(point.high());
                points.add(values);
            }
            all.add(new Members(new JsonObject())
                    .with("name", messages.say(series.name()))
                    .with("points", points)
                    .json());
        }
        return at(object("plotted"), e.at())
                .with("title", messages.say(e.chart().title()))
                .with("unit", messages.say(e.chart().unit()))
                .with("series", all)
                .json();
    }

    private JsonObject problem(Event.Problem e) {
        return at(object("problem"), e.at())
                .with("line", e.error().line())
                .with("start", e.error().span().start())
                .with("end", e.error().span().end())
                .with("fault", messages.say(e.error().fault()))
                .with("cure", messages.say(e.error().cure()))
                .json();
    }
}
