package socklab.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.Form;
import socklab.lang.ShellWord;
import socklab.lang.UsageLine;
import socklab.text.Messages;
import socklab.view.reason.DocumentedReasons;

/** Help, read off the declarations. */
public final class HelpView {
    private HelpView() {}

    /** All calls and words, a line each where the columns allow it. */
    public static List<String> overview(int columns, Messages messages) {
        List<String> lines = new ArrayList<>(folded(messages.say("help.intro"), columns));
        lines.add("");
        lines.addAll(folded(messages.say("help.calls"), columns));
        List<List<String>> calls = new ArrayList<>();
        for (Call call : Call.values()) {
            for (Form form : call.forms()) {
                calls.add(List.of(" ", UsageLine.of(form), DeclarationText.summary(call, messages)));
            }
        }
        lines.addAll(TextTable.lines(calls, columns));
        lines.add("");
        lines.addAll(folded(messages.say("help.words"), columns));
        lines.addAll(TextTable.lines(
                Arrays.stream(ShellWord.values())
                        .map(w -> List.of(" ", w.usage(), DeclarationText.summary(w, messages)))
                        .toList(),
                columns));
        lines.add("");
        lines.addAll(folded(messages.say("help.outro"), columns));
        return lines;
    }

    private static List<String> folded(String text, int columns) {
        return text.lines().flatMap(l -> TextTable.fold(l, columns).stream()).toList();
    }

    /** One call, word or errno. */
    public static Optional<List<String>> topic(String topic, Messages messages) {
        String bare = topic.startsWith("/") ? topic.substring(1) : topic;
        List<ShellWord> words = bare.isEmpty() ? List.of() : ShellWord.matching(bare);
        List<Call> calls = topic.startsWith("/") ? List.of() : calls(bare);
        if (!calls.isEmpty()) {
            return Optional.of(
                    calls.stream().flatMap(c -> page(c, messages).stream()).toList());
        } else if (words.size() == 1) {
            ShellWord word = words.getFirst();
            return Optional.of(List.of(
                    word.usage(),
                    "  " + DeclarationText.summary(word, messages),
                    "  " + messages.say("help.example", word.example())));
        }
        return Errno.named(bare.toUpperCase(java.util.Locale.ROOT)).map(e -> errno(e, messages));
    }

    /** Of one call or word how it is typed, and an example. */
    public static Optional<List<String>> brief(String topic, Messages messages) {
        String example = messages.say("help.example", "");
        return topic(topic, messages)
                .map(page -> page.stream()
                        .filter(l -> !l.startsWith("  ") || l.startsWith("  " + example))
                        .toList());
    }

    private static List<Call> calls(String word) {
        return Arrays.stream(Call.values())
                .filter(c -> c.function().equals(word)
                        || c.forms().stream().anyMatch(f -> f.word().equals(word)))
                .toList();
    }

    private static List<String> page(Call call, Messages messages) {
        List<String> lines = new ArrayList<>();
        call.forms().forEach(f -> lines.add(UsageLine.of(f)));
        lines.add("  " + DeclarationText.summary(call, messages));
        lines.add("  " + CallSignature.of(call));
        lines.add("  " + messages.say("help.example", call.example()));
        for (Errno errno : DocumentedReasons.errnos(call, messages)) {
            lines.add("  " + errno.name() + "  "
                    + DocumentedReasons.of(call, errno, messages).orElse(""));
        }
        return lines;
    }

    private static List<String> errno(Errno errno, Messages messages) {
        List<String> lines = new ArrayList<>();
        lines.add(errno.describe() + " = " + errno.number());
        for (Call call : Call.values()) {
            DocumentedReasons.of(call, errno, messages).ifPresent(r -> lines.add("  " + call.function() + "  " + r));
        }
        return lines;
    }
}
