package socklab.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.shell.ScriptStep;
import socklab.text.Language;

/**
 * A question to the class, {@code #?}: its text, and the choices if there are any. The next line with an expectation
 * answers it.
 *
 * @param choices as shown, in the order of the lab; empty if the result itself is asked for
 */
public record LabQuestion(String text, List<Choice> choices) {
    private static final Pattern BAR = Pattern.compile("\\s[|｜]\\s");
    private static final Pattern STAR = Pattern.compile("[*＊]$");

    /**
     * One of the answers to choose from.
     *
     * @param text as shown
     * @param words the same in every language of the lab
     * @param marked whether the lab marks it as right, with a star
     */
    public record Choice(String text, List<String> words, boolean marked) {}

    /** The question in the comments before a line, for a reader of a language. */
    static Optional<LabQuestion> of(List<LabProse.Piece> block, Language language) {
        List<LabProse.Piece> own = LabProse.of(block, language, LabProse.Kind.QUESTION);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        LabQuestion question = parse(joined(own));
        List<List<Choice>> all = Arrays.stream(Language.values())
                .map(l -> parse(joined(LabProse.of(block, l, LabProse.Kind.QUESTION)))
                        .choices())
                .filter(choices -> choices.size() == question.choices().size())
                .toList();
        return Optional.of(new LabQuestion(
                question.text(),
                IntStream.range(0, question.choices().size())
                        .mapToObj(i -> new Choice(
                                question.choices().get(i).text(),
                                all.stream()
                                        .map(choices -> choices.get(i).text())
                                        .toList(),
                                question.choices().get(i).marked()))
                        .toList()));
    }

    private static String joined(List<LabProse.Piece> pieces) {
        return String.join(" ", LabProse.lines(pieces, Integer.MAX_VALUE));
    }

    /** A question as it stands after {@code #?}: {@code Will it block? | yes | no*}. */
    public static LabQuestion parse(String line) {
        String[] parts = BAR.split(line.strip());
        List<Choice> choices = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String text = STAR.matcher(parts[i].strip()).replaceFirst("").strip();
            choices.add(new Choice(
                    text, List.of(text), STAR.matcher(parts[i].strip()).find()));
        }
        return new LabQuestion(parts[0].strip(), List.copyOf(choices));
    }

    /** Whether a line answers the question before it: it has an expectation, or it waits for a frame. */
    public static boolean answeredBy(ScriptStep.Line line) {
        return !line.expected().isEmpty() || line.command() instanceof Command.Shell s && s.word() == ShellWord.FRAME;
    }

    /** The choice that an answer means: its number, its words in any language, or an unambiguous beginning of them. */
    public Optional<Choice> chosen(String answer) {
        String said = folded(answer);
        if (said.matches("\\d{1,2}") && Integer.parseInt(said) >= 1 && Integer.parseInt(said) <= choices.size()) {
            return Optional.of(choices.get(Integer.parseInt(said) - 1));
        }
        List<Choice> exact = choices.stream()
                .filter(c -> c.words().stream().anyMatch(w -> folded(w).equals(said)))
                .toList();
        List<Choice> begun = choices.stream()
                .filter(c -> !said.isEmpty()
                        && c.words().stream().anyMatch(w -> folded(w).startsWith(said)))
                .toList();
        return exact.size() == 1
                ? exact.stream().findFirst()
                : begun.stream().filter(_ -> begun.size() == 1).findFirst();
    }

    /**
     * Whether an answer is right, once the line has run: it means a marked choice, or what came back.
     *
     * @param result the canonical result; empty if the line made no call
     */
    public boolean isRight(String answer, Optional<String> result) {
        Optional<Choice> chosen = chosen(answer);
        boolean marks = choices.stream().anyMatch(Choice::marked);
        return chosen.isPresent() && marks
                ? chosen.get().marked()
                : result.filter(r ->
                                AnswerMatcher.predicts(chosen.map(Choice::text).orElse(answer), r))
                        .isPresent();
    }

    private static String folded(String text) {
        return AnswerMatcher.plain(text).toLowerCase(Locale.ROOT).replaceAll("[.。!！]$", "");
    }
}
