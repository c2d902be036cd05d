package socklab.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.text.Language;

/** Every topic has its prose in both languages, and no prose is left over. */
class PageLibraryTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "socklab", "explain");
    private static final PageLibrary LIBRARY = new PageLibrary();

    @ParameterizedTest
    @EnumSource
    void everyTopicHasProse(Language language) {
        assertThat(HelpTopic.all().stream()
                        .filter(t -> !(t instanceof HelpTopic.OfWord)) // its declaration says what it is
                        .filter(t -> LIBRARY.prose(t, language)
                                .map(Node::getFirstChild)
                                .isEmpty())
                        .map(HelpTopic::name))
                .isEmpty();
    }

    @Test
    void everyFileBelongsToATopicAndEveryFileOfATopicIsThere() throws IOException {
        Set<String> wanted = new TreeSet<>();
        for (HelpTopic topic : HelpTopic.all()) {
            PageLibrary.file(topic).ifPresent(file -> {
                wanted.add(file + ".en.md");
                wanted.add(file + ".zh.md");
            });
            if (topic instanceof HelpTopic.OfCall) {
                wanted.add(topic.name() + ".code.md");
            }
        }
        wanted.add("ideas.properties");
        wanted.add("words.properties");
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noSectionIsLeftOver(Language language) {
        Set<String> names =
                HelpTopic.all().stream().map(HelpTopic::name).collect(Collectors.toCollection(TreeSet::new));
        Arrays.stream(Errno.values()).map(Errno::name).forEach(names::add);
        Stream.of(
                        "errnos",
                        "flags",
                        "states",
                        "ideas",
                        "options-socket",
                        "options-ip",
                        "options-ipv6",
                        "options-tcp",
                        "options-udp")
                .forEach(file -> {
                    List<String> sections = LIBRARY.sections(file + "." + language.code());
                    assertThat(sections)
                            .as(file)
                            .isNotEmpty()
                            .doesNotHaveDuplicates()
                            .isSubsetOf(names);
                });
    }

    @Test
    void ideasNameLabsThatExistAndNoWordStandsForTwo() {
        assertThat(Idea.all())
                .isNotEmpty()
                .allSatisfy(idea -> assertThat(idea.labs())
                        .allSatisfy(
                                lab -> assertThat(Path.of("labs", lab + ".lab")).isRegularFile()));
        assertThat(Stream.concat(
                                Idea.all().stream().flatMap(i -> i.words().stream()),
                                TopicWords.all().values().stream().flatMap(List::stream))
                        .map(String::toLowerCase))
                .doesNotHaveDuplicates();
        assertThat(TopicWords.all().keySet())
                .isSubsetOf(HelpTopic.all().stream().map(HelpTopic::name).toList());
    }

    @Test
    void bothLanguagesHaveTheSameSections() {
        Stream.of(
                        "errnos",
                        "flags",
                        "states",
                        "ideas",
                        "options-socket",
                        "options-ip",
                        "options-ipv6",
                        "options-tcp",
                        "options-udp")
                .forEach(file ->
                        assertThat(LIBRARY.sections(file + ".zh")).as(file).isEqualTo(LIBRARY.sections(file + ".en")));
    }

    @ParameterizedTest
    @EnumSource
    void everyCallSaysWhenItBlocksAndWhichMistakesAreCommon(Call call) {
        assertThat(headings(
                        LIBRARY.prose(new HelpTopic.OfCall(call), Language.EN).orElseThrow()))
                .containsExactly("When it blocks", "Common mistakes");
        assertThat(headings(
                        LIBRARY.prose(new HelpTopic.OfCall(call), Language.ZH).orElseThrow()))
                .containsExactly("何时阻塞", "常见误解");
    }

    @ParameterizedTest
    @EnumSource
    void everyCallStandsInThreeLanguagesAndNamesItsManPage(Call call) {
        Node code = LIBRARY.code(new HelpTopic.OfCall(call)).orElseThrow();
        assertThat(children(code).filter(FencedCodeBlock.class::isInstance).map(n -> ((FencedCodeBlock) n).getInfo()))
                .containsExactly("c", "python", "java");
        String sources = ((Text) code.getLastChild().getFirstChild()).getLiteral();
        assertThat(sources).contains(call.function() + "(2)");
    }

    @Test
    void chineseIsChineseAndEnglishIsNot() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.filter(f -> f.toString().endsWith(".md")).forEach(f -> {
                boolean han = read(f).codePoints()
                        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
                assertThat(han).as(f.toString()).isEqualTo(f.toString().endsWith(".zh.md"));
            });
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> headings(Node prose) {
        return children(prose)
                .filter(Heading.class::isInstance)
                .map(h -> ((Text) h.getFirstChild()).getLiteral())
                .toList();
    }

    private static Stream<Node> children(Node parent) {
        return Stream.iterate(parent.getFirstChild(), n -> n != null, Node::getNext);
    }
}
