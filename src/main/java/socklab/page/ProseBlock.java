package socklab.page;

import java.util.ArrayList;
import java.util.List;
import socklab.lab.LabProse;
import socklab.lab.LabQuestion;
import socklab.text.Language;

/** The comments of a lab that stand together, as paragraphs in the languages of a page. */
final class ProseBlock {
    /** A paragraph is one line here: the browser breaks it. */
    private static final int ONE_LINE = Integer.MAX_VALUE / 4;

    private final List<LabProse.Piece> pieces = new ArrayList<>();
    private final Wording words;

    ProseBlock(Wording words) {
        this.words = words;
    }

    /** Takes in a comment, from its {@code #} on. */
    void add(String comment) {
        LabProse.piece(comment.strip().substring(1)).ifPresent(pieces::add);
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Whether a question is in it. */
    boolean asks() {
        return pieces.stream().anyMatch(p -> p.kind() == LabProse.Kind.QUESTION);
    }

    /** Removes the first piece of each language: a lab begins with its title. */
    void removeTitle() {
        for (Language language : Language.values()) {
            pieces.stream()
                    .filter(p -> p.kind() == LabProse.Kind.TEXT && p.language() == language)
                    .findFirst()
                    .ifPresent(pieces::remove);
        }
    }

    /** Its paragraphs. */
    List<Entry.Paragraph> take() {
        List<Entry.Paragraph> paragraphs = new ArrayList<>();
        for (Language language : words.languages()) {
            text(LabProse.of(pieces, language, LabProse.Kind.TEXT), paragraphs);
        }
        for (Language language : words.languages()) {
            List<LabProse.Piece> question = LabProse.of(pieces, language, LabProse.Kind.QUESTION);
            LabProse.lines(question, ONE_LINE).forEach(q -> paragraphs.add(question(shownAs(question), q)));
        }
        pieces.clear();
        return paragraphs.stream().distinct().toList();
    }

    /** The language that a text is in: English where a lab has no Chinese. */
    private static Language shownAs(List<LabProse.Piece> text) {
        return text.getFirst().language();
    }

    private static void text(List<LabProse.Piece> text, List<Entry.Paragraph> paragraphs) {
        int from = 0;
        while (from < text.size()) {
            boolean fixed = text.get(from).fixed();
            int to = from;
            while (to < text.size() && text.get(to).fixed() == fixed) {
                to++;
            }
            List<LabProse.Piece> run = text.subList(from, to);
            Entry.Paragraph.Kind kind = fixed ? Entry.Paragraph.Kind.DRAWING : Entry.Paragraph.Kind.TEXT;
            List<String> lines = LabProse.lines(run, ONE_LINE);
            (fixed ? List.of(String.join("\n", lines)) : lines)
                    .stream()
                            .filter(l -> !l.isBlank())
                            .forEach(l ->
                                    paragraphs.add(new Entry.Paragraph(shownAs(run), kind, Text.shown(l), List.of())));
            from = to;
        }
    }

    private static Entry.Paragraph question(Language language, String text) {
        LabQuestion question = LabQuestion.parse(text);
        List<Entry.Choice> choices = question.choices().stream()
                .map(c -> new Entry.Choice(Text.shown(c.text()), c.marked()))
                .toList();
        return new Entry.Paragraph(language, Entry.Paragraph.Kind.QUESTION, Text.shown(question.text()), choices);
    }
}
