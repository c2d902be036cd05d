package socklab.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A Markdown note as the lines of a lab: {@code socklab} blocks are the lines, headings, paragraphs and list items
 * around them the prose; other code is left alone.
 */
final class MarkdownLab {
    private static final String BLOCK = "socklab";
    private static final Pattern EMBEDDED = Pattern.compile("!\\[\\[[^\\]\\n]*]]");
    private static final Pattern WIKI_LINK = Pattern.compile("\\[\\[(?:[^\\]|\\n]*\\|)?([^\\]\\n]*)]]");

    /** More signs of markup than that between two blank lines take quadratic time to parse. */
    static final int MOST_SIGNS = 2_000;

    private static final String SIGNS = "[]!*_`<>&\\~";

    private final String[] lines;
    private final List<LabReader.Source> sources = new ArrayList<>();
    private final TextContentRenderer renderer = TextContentRenderer.builder().build();

    private MarkdownLab(String[] lines) {
        this.lines = lines;
    }

    /** The first line of a paragraph with too many signs of markup, if there is one. */
    static Optional<LabReader.Source> tooDense(String text) {
        int number = 0;
        int signs = 0;
        LabReader.Source first = new LabReader.Source(1, 0, "");
        for (String line : text.split("\r\n|\n|\r", -1)) {
            number++;
            if (line.isBlank()) {
                signs = 0;
            } else if (signs == 0) {
                first = new LabReader.Source(number, 0, line);
            }
            signs += (int) line.chars().filter(c -> SIGNS.indexOf(c) >= 0).count();
            if (signs > MOST_SIGNS) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    /** The lines of a note. */
    static List<LabReader.Source> sources(String text) {
        String[] lines = text.split("\r\n|\n|\r", -1);
        blankFrontMatter(lines);
        Node note = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build()
                .parse(String.join("\n", lines));
        MarkdownLab lab = new MarkdownLab(lines);
        lab.children(note);
        return lab.sources;
    }

    /** Removes front matter: the lines between two {@code ---} at the beginning are no prose. */
    private static void blankFrontMatter(String[] lines) {
        if (!lines[0].equals("---")) {
            return;
        }
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].equals("---") || lines[i].equals("...")) {
                Arrays.fill(lines, 0, i + 1, "");
                return;
            }
        }
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case FencedCodeBlock code when isOurs(code) -> code(code);
                case FencedCodeBlock _,
                        IndentedCodeBlock _,
                        HtmlBlock _,
                        ThematicBreak _,
                        LinkReferenceDefinition _ -> {}
                case Heading heading -> prose(heading, "");
                case Paragraph paragraph ->
                    prose(
                            paragraph,
                            paragraph.getParent() instanceof ListItem && paragraph.getPrevious() == null ? "- " : "");
                case Block block -> children(block);
                default -> {}
            }
        }
    }

    private static boolean isOurs(FencedCodeBlock code) {
        return code.getInfo() != null
                && code.getInfo().strip().split("\\s", 2)[0].equals(BLOCK);
    }

    private void code(FencedCodeBlock code) {
        int number = firstLine(code) + 1;
        String literal = code.getLiteral();
        for (String line : literal.isEmpty()
                ? new String[0]
                : literal.substring(0, literal.length() - 1).split("\n", -1)) {
            number++;
            int indent = number <= lines.length ? lines[number - 1].indexOf(line) : 0;
            sources.add(new LabReader.Source(number, Math.max(0, indent), line));
        }
    }

    /** The first line of a block, from 0. */
    private static int firstLine(Block block) {
        List<SourceSpan> spans = block.getSourceSpans();
        return spans.isEmpty() ? 0 : spans.getFirst().getLineIndex();
    }

    private void prose(Block block, String mark) {
        String text = EMBEDDED.matcher(renderer.render(block)).replaceAll("");
        text = WIKI_LINK.matcher(text).replaceAll("$1").strip();
        if (text.isEmpty()) {
            return;
        }
        int number = firstLine(block) + 1;
        boolean table = text.lines().allMatch(l -> l.startsWith("|"));
        for (String line : table ? text.lines().toList() : List.of(text.replaceAll("\\s*\n\\s*", " "))) {
            sources.add(new LabReader.Source(number++, 0, "# " + mark + line));
        }
        sources.add(new LabReader.Source(number - 1, 0, ""));
    }
}
