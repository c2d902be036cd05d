package socklab.help;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import socklab.text.DisplayWidth;
import socklab.view.OutputLine;
import socklab.view.TextTable;

/**
 * Markdown as lines of a terminal, at most so many columns wide: headings, paragraphs, lists, quotations and code.
 * What else Markdown has stands as its text.
 */
public final class MarkdownText {
    private static final int LEAST_COLUMNS = 20;
    private static final Pattern REMARK = Pattern.compile("(?<=\\S)\\s{2,}(?=//|#)");

    private final int columns;
    private final List<OutputLine> lines = new ArrayList<>();

    private MarkdownText(int columns) {
        this.columns = Math.max(columns, LEAST_COLUMNS);
    }

    /** The lines of a document. */
    public static List<OutputLine> of(Node document, int columns) {
        MarkdownText out = new MarkdownText(columns);
        out.blocks(document, "");
        return List.copyOf(out.lines);
    }

    private void blocks(Node parent, String indent) {
        boolean first = true;
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (!first) {
                say(OutputLine.Kind.PRINTED, "");
            }
            first = false;
            block(node, indent);
        }
    }

    private void block(Node node, String indent) {
        switch (node) {
            case Heading h -> say(OutputLine.Kind.PROSE, indent + inline(h));
            case Paragraph p -> wrapped(inline(p), indent, indent);
            case FencedCodeBlock c -> code(c.getLiteral(), indent);
            case IndentedCodeBlock c -> code(c.getLiteral(), indent);
            case BulletList list -> items(list, indent);
            case OrderedList list -> items(list, indent);
            case BlockQuote quote -> blocks(quote, indent + "  ");
            case ThematicBreak _ -> say(OutputLine.Kind.PRINTED, "");
            default -> wrapped(inline(node), indent, indent); // Markdown is open: extensions bring nodes of their own
        }
    }

    private void items(Node list, String indent) {
        int number = list instanceof OrderedList o && o.getMarkerStartNumber() != null ? o.getMarkerStartNumber() : 1;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String mark = list instanceof OrderedList ? number++ + ". " : "- ";
            if (item instanceof ListItem) {
                item(item, indent, mark);
            }
        }
    }

    private void item(Node item, String indent, String mark) {
        String inner = indent + " ".repeat(mark.length());
        for (Node node = item.getFirstChild(); node != null; node = node.getNext()) {
            if (node == item.getFirstChild() && node instanceof Paragraph p) {
                wrapped(inline(p), indent + mark, inner);
            } else {
                block(node, inner);
            }
        }
    }

    private void code(String literal, String indent) {
        String inner = indent + "  ";
        int room = columns - inner.length();
        for (String line : literal.stripTrailing().lines().toList()) {
            // where a line does not fit, its remark goes below it, and what still does not is broken between words
            Stream<String> parts = DisplayWidth.of(line) <= room ? Stream.of(line) : Stream.of(REMARK.split(line, 2));
            parts.flatMap(p -> TextTable.fold(p, room).stream()).forEach(l -> say(OutputLine.Kind.CALL, inner + l));
        }
    }

    private void wrapped(String text, String first, String rest) {
        String indent = first;
        for (String part : text.split("\n")) {
            for (String line : fit(part, columns - rest.length())) {
                say(OutputLine.Kind.PRINTED, indent + line);
                indent = rest;
            }
        }
    }

    /** A text in lines of at most so many columns: broken between words, and where one word is wider, inside it. */
    static List<String> fit(String text, int columns) {
        return DisplayWidth.wrap(text, columns).stream()
                .flatMap(l -> cut(l, columns).stream())
                .toList();
    }

    /** A line too wide for the screen, in pieces; alternatives, {@code a|b}, are cut between them. */
    private static List<String> cut(String line, int columns) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int c : line.codePoints().toArray()) {
            if (DisplayWidth.of(piece.toString()) + DisplayWidth.of(c) > columns) {
                int between = piece.indexOf(" ") < 0 ? piece.lastIndexOf("|") + 1 : 0;
                int end = between > 0 ? between : piece.length();
                pieces.add(piece.substring(0, end));
                piece.delete(0, end);
            }
            piece.appendCodePoint(c);
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private void say(OutputLine.Kind kind, String text) {
        lines.add(new OutputLine(kind, text.stripTrailing()));
    }

    private static String inline(Node parent) {
        StringBuilder text = new StringBuilder();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text t -> text.append(t.getLiteral());
                case Code c -> text.append(c.getLiteral());
                case HardLineBreak _ -> text.append('\n');
                case SoftLineBreak _ -> text.append(betweenWide(node) ? "" : " ");
                default -> text.append(inline(node)); // emphasis, strong, links: their text
            }
        }
        return text.toString();
    }

    /** Chinese has no blanks between words: a line that the author broke between two characters joins without one. */
    private static boolean betweenWide(Node lineBreak) {
        return lineBreak.getPrevious() instanceof Text before
                && lineBreak.getNext() instanceof Text after
                && !before.getLiteral().isEmpty()
                && !after.getLiteral().isEmpty()
                && DisplayWidth.of(before.getLiteral()
                                .codePointBefore(before.getLiteral().length()))
                        == 2
                && DisplayWidth.of(after.getLiteral().codePointAt(0)) == 2;
    }
}
