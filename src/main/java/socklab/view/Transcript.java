package socklab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import socklab.call.OptionValue;
import socklab.call.Outcome;
import socklab.kernel.Kernel;
import socklab.session.AddressText;
import socklab.session.Event;
import socklab.session.Session;
import socklab.session.Settings;
import socklab.text.Messages;

/** What a reader is told of each event, by how much feedback is wanted. */
public final class Transcript {
    private final Settings settings;
    private final Messages messages;
    private final StraceView strace;
    private final ReasonView why;

    /** @param before the events so far, for what a sentence must know of them */
    public Transcript(Settings settings, Messages messages, Supplier<List<Event>> before) {
        this.settings = settings;
        this.messages = messages;
        this.strace = new StraceView(settings.names());
        this.why = new ReasonView(messages, before);
    }

    /** What a reader of a session is told, as the session is set now. */
    public static Transcript of(Session session) {
        return new Transcript(
                session.settings(), Messages.in(session.settings().language()), session.journal()::events);
    }

    /** Whether it tells what readers with these settings are told. */
    public boolean suits(Settings now) {
        return settings == now; // they are replaced, never changed
    }

    /**
     * Whether what it says of an event is the same however late it is asked; else it must be before anything else
     * happens.
     */
    public boolean mayWait(Event event) {
        // verbose sentences look back at the events before
        return settings.feedback() != Settings.Feedback.VERBOSE
                && event instanceof Event.Finished e
                && DeferrableCalls.is(e);
    }

    /**
     * Whether a reader is told anything of an event; asked before a transcript is made, for most often there is
     * nothing.
     */
    public static boolean tells(Settings settings, Event event) {
        return switch (event) {
            case Event.Typed _, Event.Started _, Event.Served _, Event.Observed _ -> false;
            case Event.Finished e ->
                settings.feedback() != Settings.Feedback.SILENT
                        || e.id().typed() && !(e.outcome() instanceof Outcome.Returned);
            case Event.Resolved _, Event.Unfinished _, Event.Note _ -> settings.feedback() != Settings.Feedback.SILENT;
            case Event.Frame _ -> settings.feedback() != Settings.Feedback.SILENT;
            case Event.Printed _, Event.Plotted _, Event.Problem _ -> true;
        };
    }

    /** The lines that tell of an event; none if the feedback wanted leaves it out. */
    public List<OutputLine> said(Event event) {
        return switch (event) {
            case Event.Typed _, Event.Started _, Event.Served _, Event.Observed _ -> List.of();
            case Event.Resolved e ->
                callLines() ? List.of(new OutputLine(OutputLine.Kind.CALL, resolved(e))) : List.of();
            case Event.Unfinished e -> unfinished(e);
            case Event.Finished e -> finished(e);
            case Event.Frame e ->
                tells(settings, e)
                        ? List.of(new OutputLine(OutputLine.Kind.FRAME, FrameView.line(e, messages)))
                        : List.of();
            case Event.Note e ->
                settings.feedback() == Settings.Feedback.SILENT
                        ? List.of()
                        : List.of(new OutputLine(OutputLine.Kind.NOTE, Escape.printable(messages.say(e.text()))));
            case Event.Printed e -> List.of(new OutputLine(OutputLine.Kind.PRINTED, Escape.printable(e.text())));
            case Event.Plotted e -> plotted(e);
            case Event.Problem e ->
                ProblemView.lines(e.error(), "", messages).stream()
                        .map(l -> new OutputLine(OutputLine.Kind.ERROR, l))
                        .toList();
        };
    }

    private List<OutputLine> plotted(Event.Plotted e) {
        List<String> lines = e.form() == Event.Plotted.Form.NUMBERS
                ? ChartTable.lines(e.chart(), messages)
                : ChartView.lines(e.chart(), messages);
        return lines.stream()
                .map(l -> new OutputLine(OutputLine.Kind.PRINTED, Escape.printable(l)))
                .toList();
    }

    private boolean callLines() {
        return settings.feedback() == Settings.Feedback.NORMAL || settings.feedback() == Settings.Feedback.VERBOSE;
    }

    /** {@code getaddrinfo("localhost") = 127.0.0.1}: a look-up is shown for what it is. */
    private static String resolved(Event.Resolved e) {
        String name = "getaddrinfo(\"" + Escape.printable(e.host()) + "\") = ";
        return name
                + switch (e.resolution()) {
                    case Kernel.Resolution.Found r ->
                        r.addresses().stream()
                                .map(AddressText::show)
                                .map(a -> a.endsWith(":0") ? a.substring(0, a.length() - 2) : a)
                                .map(a -> a.startsWith("[") ? a.substring(1, a.length() - 1) : a)
                                .distinct()
                                .collect(Collectors.joining(" "));
                    case Kernel.Resolution.NotFound r -> r.code() + " (" + r.text() + ")";
                };
    }

    private List<OutputLine> unfinished(Event.Unfinished e) {
        List<OutputLine> lines = new ArrayList<>();
        if (callLines()) {
            lines.add(new OutputLine(
                    OutputLine.Kind.CALL,
                    e.java()
                            .map(JavaCallView::unfinished)
                            .orElseGet(() -> strace.unfinished(e.call().invocation()))));
        }
        if (settings.feedback() != Settings.Feedback.SILENT) {
            lines.add(new OutputLine(OutputLine.Kind.RESULT, "=> " + ResultView.BLOCKS));
        }
        if (settings.feedback() == Settings.Feedback.VERBOSE) {
            lines.add(new OutputLine(OutputLine.Kind.WHY, messages.say("note.job", e.job())));
        }
        return lines;
    }

    private List<OutputLine> finished(Event.Finished e) {
        List<OutputLine> lines = new ArrayList<>();
        boolean failed = !(e.outcome() instanceof Outcome.Returned);
        if (callLines() && !(e.outcome() instanceof Outcome.Unresolved)) {
            lines.add(new OutputLine(OutputLine.Kind.CALL, strace.line(e)));
        }
        if (e.id().typed() && (settings.feedback() != Settings.Feedback.SILENT || failed)) {
            Optional<OptionValue.Fields> structure = TcpInfoTable.structure(e);
            lines.add(new OutputLine(
                    failed ? OutputLine.Kind.FAILURE : OutputLine.Kind.RESULT,
                    "=> " + structure.map(TcpInfoTable::result).orElseGet(() -> ResultView.result(e))));
            structure.ifPresent(s -> TcpInfoTable.lines(s, messages)
                    .forEach(l -> lines.add(new OutputLine(OutputLine.Kind.PRINTED, l))));
        }
        if (e.id().typed() && settings.feedback() == Settings.Feedback.VERBOSE) {
            lines.addAll(why(e));
        }
        return lines;
    }

    private List<OutputLine> why(Event.Finished e) {
        List<OutputLine> lines = new ArrayList<>();
        lines.add(new OutputLine(OutputLine.Kind.WHY, "   " + why.sentence(e)));
        e.changes()
                .forEach(c -> lines.add(new OutputLine(
                        OutputLine.Kind.WHY,
                        "   " + c.socket() + ": "
                                + c.before().map(b -> b + " → ").orElse("") + c.after())));
        return lines;
    }
}
