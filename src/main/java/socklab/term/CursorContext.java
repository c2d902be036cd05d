package socklab.term;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.call.Call;
import socklab.call.Form;
import socklab.call.Param;

/**
 * Where in a line the cursor stands: what is typed there belongs to a slot of the call's form. Read from the
 * declarations, more generously than the parser reads a line: half of it is still missing.
 */
final class CursorContext {
    private static final String NAME = "[\\p{L}\\p{N}_-]+";
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(" + NAME + ")(?:\\s+" + NAME + ")?\\s*[=＝]\\s*");

    private CursorContext() {}

    /** The slots from the cursor on; {@code part} counts the words already typed for the first of them. */
    record Wanted(List<Form.Slot> left, int part, List<String> typed) {
        /** The slot itself; the others come behind it. */
        Form.Slot slot() {
            return left.getFirst();
        }
    }

    /**
     * A call's line cut where the cursor is: the socket named, the call's word, the words behind it, the one being
     * typed.
     */
    record Cut(String socket, String word, int wordStart, List<String> words, String partial, boolean atWord) {}

    /** Cuts the part of a call's line that stands before the cursor. */
    static Cut cut(String head) {
        int from = 0;
        Matcher assignment = ASSIGNMENT.matcher(head);
        if (assignment.lookingAt() && Call.typedAs(assignment.group(1)).isEmpty()) {
            from = assignment.end();
        }
        String rest = head.substring(from);
        int blanks = rest.length() - rest.stripLeading().length();
        from += blanks;
        String[] words =
                rest.strip().isEmpty() ? new String[] {""} : rest.strip().split("\\s+");
        int dot = words[0].indexOf('.');
        String socket = dot > 0 ? words[0].substring(0, dot) : "";
        String word = words[0].substring(dot + 1);
        boolean open = !rest.isEmpty() && Character.isWhitespace(rest.charAt(rest.length() - 1));
        boolean atWord = words.length == 1 && (!open || rest.isBlank());
        List<String> args = new ArrayList<>(List.of(words).subList(1, words.length));
        String partial = atWord ? word : open || args.isEmpty() ? "" : args.removeLast();
        return new Cut(socket, word, from + dot + 1, List.copyOf(args), partial, atWord);
    }

    /** What may be typed behind a call's word and these words, for every form of that word. */
    static List<Wanted> wanted(String word, List<String> typed) {
        List<Wanted> wanted = new ArrayList<>();
        for (Call call : Call.typedAs(word)) {
            call.forms().stream().filter(f -> f.word().equals(word)).forEach(f -> walk(f, 0, typed, 0, wanted));
        }
        return wanted;
    }

    private static void walk(Form form, int slot, List<String> typed, int at, List<Wanted> wanted) {
        if (slot == form.slots().size()) {
            return;
        }
        Form.Slot here = form.slots().get(slot);
        List<Form.Slot> rest = form.slots().subList(slot, form.slots().size());
        List<String> left = typed.subList(at, typed.size());
        if (optional(here) && (left.isEmpty() || !flagged(here, left.getFirst()))) {
            if (left.isEmpty()) {
                wanted.add(new Wanted(rest, 0, List.of()));
            }
            walk(form, slot + 1, typed, at, wanted);
            return;
        }
        int words = words(here, left);
        if (left.size() < words) {
            wanted.add(new Wanted(rest, left.size(), List.copyOf(left)));
        } else {
            walk(form, slot + 1, typed, at + words, wanted);
        }
    }

    private static boolean optional(Form.Slot slot) {
        return slot instanceof Form.Typed t && t.optional();
    }

    private static boolean flagged(Form.Slot slot, String word) {
        return slot instanceof Form.Typed t
                && (!(t.param() instanceof Param.Flags p)
                        || word.toUpperCase(Locale.ROOT).startsWith(p.group().prefix()));
    }

    /** How many words a slot takes; without bound for what takes the rest of the line. */
    private static int words(Form.Slot slot, List<String> left) {
        return switch (slot) {
            case Form.Preset _ -> 1;
            case Form.Typed t ->
                switch (t.param()) {
                    case Param.Fd _, Param.AddressOut _, Param.PairOut _, Param.EpollFd _, Param.EpollReady _ -> 0;
                    case Param.Int _,
                            Param.Choice _,
                            Param.SocketType _,
                            Param.Flags _,
                            Param.Buffer _,
                            Param.OptionOut _,
                            Param.Ioctl _,
                            Param.OtherFd _,
                            Param.Millis _,
                            Param.Timeval _,
                            Param.Timespec _,
                            Param.Timeout _,
                            Param.SignalMask _,
                            Param.FilePath _,
                            Param.Count _,
                            Param.Offset _,
                            Param.NoOffset _,
                            Param.EpollInterest _ -> 1;
                    case Param.Local _ ->
                        left.isEmpty()
                                        || alone(left.getFirst())
                                        || left.getFirst().matches("\\d+")
                                ? 1
                                : 2;
                    case Param.Peer _ -> left.isEmpty() || alone(left.getFirst()) ? 1 : 2;
                    case Param.Fcntl _ -> 2;
                    case Param.Data _,
                            Param.OptionIn _,
                            Param.MessageIn _,
                            Param.MessageOut _,
                            Param.MessagesIn _,
                            Param.MessagesOut _,
                            Param.PollSet _,
                            Param.SelectSets _ -> time(left) ? left.size() - 1 : Integer.MAX_VALUE;
                };
        };
    }

    /** A word that is an address by itself. */
    private static boolean alone(String word) {
        return word.startsWith("@")
                || word.contains("/")
                || word.equals("unspec")
                || word.startsWith("$") && word.contains(".");
    }

    /** Whether the last word is a time, behind which no more sockets stand. */
    private static boolean time(List<String> left) {
        return left.size() > 1 && left.getLast().matches("\\d+(ms|us|ns|s)");
    }
}
