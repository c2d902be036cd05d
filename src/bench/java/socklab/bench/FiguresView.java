package socklab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.TextTable;

/** Figures as text: a table for each thing measured. */
public final class FiguresView {
    private final Messages messages;

    public FiguresView(Messages messages) {
        this.messages = messages;
    }

    /** What all figures depend on. */
    public String head(MachineInfo machine) {
        return messages.say(
                "bench.machine",
                machine.processor(),
                machine.cores(),
                machine.system(),
                machine.java(),
                machine.load());
    }

    /** The title and the rows. */
    public List<String> lines(Figures figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "",
                figures.unit(),
                messages.say("bench.spread"),
                messages.say("bench.runs"),
                messages.say(figures.ratio()),
                messages.say("bench.goal")));
        figures.rows().forEach(r -> rows.add(row(r)));
        List<String> lines = new ArrayList<>(List.of(messages.say(figures.title())));
        TextTable.lines(rows).forEach(l -> lines.add("  " + l));
        return lines;
    }

    private List<String> row(Figures.Row row) {
        return switch (row) {
            case Figures.Row.LeftOut r ->
                List.of(
                        messages.say(r.name()),
                        "-",
                        messages.say("bench.leftOut", Escape.printable(messages.say(r.why()))),
                        "",
                        "",
                        "");
            case Figures.Row.Measured r ->
                List.of(
                        messages.say(r.name()),
                        number(r.figure().median()),
                        range(r.figure()),
                        Integer.toString(r.figure().runs()),
                        r.ratio()
                                .map(s -> number(s.median()) + " (" + range(s) + ")")
                                .orElse(""),
                        r.goal()
                                .map(g -> goal(g, r.ratio().orElse(r.figure()).median()))
                                .orElse(""));
        };
    }

    private String goal(Goal goal, double median) {
        Message wanted = switch (goal) {
            case Goal.AtMost g -> Message.of("bench.atMost", number(g.limit()));
            case Goal.AtLeast g -> Message.of("bench.atLeast", number(g.limit()));
            case Goal.Between g -> Message.of("bench.between", number(g.least()), number(g.most()));
        };
        Message verdict = goal.met(median)
                ? Message.of("bench.met", messages.say(wanted))
                : Message.of("bench.missed", messages.say(wanted));
        return messages.say(verdict);
    }

    private static String range(Spread spread) {
        return number(spread.least()) + ".." + number(spread.most());
    }

    /** Three digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "-"; // the other side did nothing at all
        }
        return String.format(
                Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
