package socklab.export;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import socklab.lab.Lab;
import socklab.lab.LabProse;
import socklab.lang.Command;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.shell.ScriptStep;
import socklab.text.Language;
import socklab.text.Message;

/**
 * Makes a {@link Program} of a lab's lines, and runs none of them.
 *
 * <p>The lines are walked once, in order. {@link SymbolTable} follows the names, {@link CallTranslator} says each call,
 * {@link WordTranslator} each shell word. Comments wait until a statement of the exported side follows them.
 */
final class ProgramBuilder {
    private final Lab lab;
    private final ExportSettings settings;
    private final Emitter out;
    private final CallTranslator calls;
    private final WordTranslator words;
    private Set<ScriptStep.Line> repaired = Set.of();

    private ProgramBuilder(Lab lab, ExportSettings settings) {
        this.lab = lab;
        this.settings = settings;
        this.out = new Emitter(settings.reader());
        Side side = new Side(settings.side());
        this.calls = new CallTranslator(out, side, NumberedResults.in(lab.steps()));
        this.words = new WordTranslator(out, side, calls, settings.reader());
    }

    /**
     * The program that a lab is; {@code recorded} if the lab is the record of a session, whose failures may be
     * mistakes.
     */
    static Program build(Lab lab, ExportSettings settings, boolean recorded) throws Refusal {
        return new ProgramBuilder(lab, settings).program(recorded);
    }

    private Program program(boolean recorded) throws Refusal {
        String title = lab.title(settings.reader());
        repaired = recorded && !settings.mistakes() ? RepairedCalls.in(lab.steps()) : Set.of();
        steps(withoutTitle(lab.steps()));
        words.end();
        List<Statement> body = out.statements();
        Set<ProgramVariable> read = Reads.in(body);
        if (settings.side().isPresent()) {
            body = body.stream()
                    .filter(s -> !(s instanceof Statement.Input i) || read.contains(i.into()))
                    .toList();
            if (calls.none()) {
                throw noSuchSide();
            }
        }
        String name = settings.name().orElseGet(() -> Exporter.name(lab.file()));
        List<Program.Argument> arguments =
                calls.arguments().stream().filter(a -> read.contains(a.port())).toList();
        return new Program(title, name, arguments, body, read, settings.checked());
    }

    private Refusal noSuchSide() {
        String typed = "--socket " + settings.side().orElse("");
        return Refusal.at(
                new Source(0, typed, new Span("--socket ".length(), typed.length())),
                Message.of("export.fault.side", settings.side().orElse("")),
                Message.of("export.cure.side"));
    }

    /** The steps less the comments of the first paragraph that are the title, in any language. */
    private static List<ScriptStep> withoutTitle(List<ScriptStep> steps) {
        List<ScriptStep> rest = new ArrayList<>(steps);
        Set<Language> titled = new LinkedHashSet<>();
        for (ScriptStep step : steps) {
            if (!(step instanceof ScriptStep.Line line) || !(line.command() instanceof Command.Comment)) {
                break;
            }
            Optional<LabProse.Piece> piece = LabProse.piece(line.text().strip().substring(1));
            if (piece.isEmpty() || titled.add(piece.get().language())) {
                rest.remove(step);
            }
        }
        return rest;
    }

    private void steps(List<ScriptStep> steps) throws Refusal {
        for (ScriptStep step : steps) {
            switch (step) {
                case ScriptStep.Line line -> line(line);
                case ScriptStep.Repeat repeat -> loop(repeat);
            }
        }
    }

    private void line(ScriptStep.Line line) throws Refusal {
        switch (line.command()) {
            case Command.Blank _ -> out.gap();
            case Command.Comment _ ->
                LabProse.piece(line.text().strip().substring(1)).ifPresent(out::prose);
            case Command.Expect _ -> {}
            case Command.Invoke c -> {
                if (!repaired.contains(line)) {
                    calls.invoke(line, c);
                }
            }
            case Command.Shell c -> words.shell(line, c);
            case SyntaxError e ->
                throw Refusal.at(new Source(line.number(), line.text(), e.span()), e.fault(), e.cure());
        }
    }

    private void loop(ScriptStep.Repeat repeat) throws Refusal {
        Command.Shell head = (Command.Shell) repeat.head().command();
        Source source = WordTranslator.source(repeat.head(), head);
        Optional<ProgramVariable> counter = repeat.counter().map(t -> calls.counter(t.text()));
        out.enter();
        steps(repeat.body());
        out.leave(body -> calls.beforeLoop(body), body -> new Statement.Loop(source, repeat.times(), counter, body));
    }
}
