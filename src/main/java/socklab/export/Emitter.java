package socklab.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import socklab.lab.LabProse;
import socklab.text.Language;

/** Collects statements, block by block; comments and gaps wait for the statement that they belong to. */
final class Emitter {
    private final Language reader;
    private final Deque<List<Statement>> blocks = new ArrayDeque<>(List.of(new ArrayList<>()));
    private final List<List<LabProse.Piece>> prose = new ArrayList<>();
    private boolean gap;
    private boolean open;

    Emitter(Language reader) {
        this.reader = reader;
    }

    /** A paragraph ends. */
    void gap() {
        gap = true;
        open = false;
    }

    /** A comment: one paragraph with the comments right above it. */
    void prose(LabProse.Piece piece) {
        if (!open) {
            prose.add(new ArrayList<>());
        }
        open = true;
        prose.getLast().add(piece);
    }

    /** A statement, after the comments that wait for it. */
    void add(Statement statement) {
        flush();
        blocks.getLast().add(statement);
    }

    /** Forgets the comments that wait: they belong to a statement that is not exported. */
    void skip() {
        prose.clear();
        open = false;
    }

    /** A comment of the exporter's own. */
    void note(List<String> lines) {
        add(new Statement.Comment(lines));
    }

    void enter() {
        flush();
        blocks.addLast(new ArrayList<>());
    }

    /**
     * Ends a block; one without a statement is left out.
     *
     * @param before takes out of the block what shall stand before it
     */
    void leave(Function<List<Statement>, List<Statement>> before, Function<List<Statement>, Statement> made) {
        skip();
        gap = false;
        List<Statement> body = blocks.removeLast();
        blocks.getLast().addAll(before.apply(body));
        if (body.stream().anyMatch(s -> !(s instanceof Statement.Comment) && !(s instanceof Statement.Gap))) {
            blocks.getLast().add(made.apply(body));
        }
    }

    List<Statement> statements() {
        flush();
        return blocks.getFirst();
    }

    private void flush() {
        List<Statement> block = blocks.getLast();
        if (gap && !block.isEmpty()) {
            block.add(new Statement.Gap());
        }
        for (List<LabProse.Piece> paragraph : prose) {
            List<String> lines = lines(paragraph);
            if (!lines.isEmpty()) {
                if (!block.isEmpty() && block.getLast() instanceof Statement.Comment) {
                    block.add(new Statement.Gap()); // else two paragraphs would be one
                }
                block.add(new Statement.Comment(lines));
            }
        }
        prose.clear();
        gap = false;
        open = false;
    }

    private List<String> lines(List<LabProse.Piece> paragraph) {
        List<String> lines = new ArrayList<>();
        for (LabProse.Kind kind : LabProse.Kind.values()) {
            LabProse.of(paragraph, reader, kind).stream()
                    .map(p -> kind == LabProse.Kind.QUESTION ? question(p.text()) : p.text())
                    .forEach(lines::add);
        }
        return lines;
    }

    /** A question without the answers to choose from. */
    private static String question(String text) {
        return Optional.of(text.indexOf(" | "))
                .filter(i -> i > 0)
                .map(i -> text.substring(0, i))
                .orElse(text)
                .strip();
    }
}
