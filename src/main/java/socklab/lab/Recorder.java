package socklab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.lang.Word;
import socklab.session.Event;
import socklab.view.ResultView;

/** A session as a lab: the lines that were typed, with what came back as expectations. */
public final class Recorder {
    private static final Pattern PORT = Pattern.compile("(?<=[\\d\\]]:)\\d+");

    private Recorder() {}

    /** The lab's lines; ports that nobody typed are left open. */
    public static List<String> lines(List<Event> events) {
        Map<Integer, Event.Finished> finished = new HashMap<>();
        Map<Integer, Boolean> blocked = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Event.Finished f) {
                finished.put(f.id().number(), f);
            } else if (event instanceof Event.Unfinished u) {
                blocked.put(u.call().id().number(), true);
            }
        }
        StringBuilder typed = new StringBuilder();
        List<String> lines = new ArrayList<>();
        for (Event event : events) {
            switch (event) {
                case Event.Typed t when belongs(t.line()) -> {
                    typed.append(' ').append(t.line());
                    lines.add(t.line().strip());
                }
                case Event.Started s when s.id().typed() -> lines.add("=> " + (blocked.containsKey(s.id().number())
                        ? ResultView.BLOCKS : elided(finished.get(s.id().number()), typed.toString())));
                case Event.Typed _, Event.Started _, Event.Served _, Event.Resolved _, Event.Unfinished _, Event.Finished _, Event.Note _,
                        Event.Printed _, Event.Problem _ -> { }
            }
        }
        return lines;
    }

    /** Lines that say nothing of sockets are left out: help, lists, settings, and what did not parse. */
    private static boolean belongs(String line) {
        return switch (Parser.parse(line).command()) {
            case Command.Invoke _, Command.Comment _ -> true;
            case Command.Shell s -> List.of(Word.USE, Word.PRINT, Word.SLEEP, Word.WAIT, Word.KILL, Word.SERVER).contains(s.word());
            case Command.Blank _, Command.Expect _, socklab.lang.SyntaxError _ -> false;
        };
    }

    private static String elided(Event.Finished event, String typed) {
        String result = event == null ? "[..]" : ResultView.result(event);
        Matcher port = PORT.matcher(result);
        return port.replaceAll(m -> Pattern.compile("\\b" + m.group() + "\\b").matcher(typed).find() ? m.group() : "[..]");
    }
}
