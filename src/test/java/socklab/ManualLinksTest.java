package socklab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The links of README and manual lead somewhere, the site's pages are all in its menu, and README stays short. */
class ManualLinksTest {
    private static final Path README = Path.of("README.md");
    private static final Path RESOURCES = Path.of("src/site/resources");
    private static final int MOST_LINES = 130;
    private static final int MOST_COLUMNS = 120;

    static Stream<Path> pages() throws IOException {
        return ManualPages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesAndHeadings(Path page) throws IOException {
        for (String link : links(page)) {
            if (link.matches("https?://.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(target).as(page + " links to " + link).isRegularFile();
            if (!page.equals(README)) {
                assertThat(target.startsWith(ManualPages.FOLDER) || target.startsWith(RESOURCES))
                        .as(page + " links to " + link + ", which is no part of the site")
                        .isTrue();
            }
            if (parts.length == 2) {
                assertThat(anchors(target)).as(page + " links to " + link).contains(parts[1]);
            }
        }
    }

    @Test
    void everyPageOfTheManualIsInTheSitesMenu() throws IOException {
        String menu = Files.readString(Path.of("src/site/site.xml"));
        for (Path page : ManualPages.all()) {
            if (!page.equals(README)) {
                String html = ManualPages.FOLDER.relativize(page).toString().replace(".md", ".html");
                assertThat(menu).contains("href=\"" + html + "\"");
            }
        }
    }

    @Test
    void readmeFitsOnAPageAndLinksToChineseFirst() throws IOException {
        List<String> lines = Files.readAllLines(README);
        assertThat(lines).hasSizeLessThanOrEqualTo(MOST_LINES);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                        .as(line)
                        .isLessThanOrEqualTo(MOST_COLUMNS));
        assertThat(lines.getFirst()).contains("(src/site/markdown/zh/index.md)");
        assertThat(lines).contains("```sh tests", "mvn -B verify");
    }

    private static Node parse(Path page) throws IOException {
        return Parser.builder().build().parse(Files.readString(page));
    }

    private static List<String> links(Path page) throws IOException {
        List<String> links = new ArrayList<>();
        parse(page).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }

    /** The headings' anchors, as forges and the site make them: lower case, blanks to hyphens, no punctuation. */
    private static List<String> anchors(Path page) throws IOException {
        List<String> anchors = new ArrayList<>();
        parse(page).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(textOf(heading)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
            }
        });
        return anchors;
    }

    private static String textOf(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }
}
