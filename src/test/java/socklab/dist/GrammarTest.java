package socklab.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.lab.LabReader;
import socklab.lang.Highlight;
import socklab.lang.Parser;

/**
 * Editors see in every lab of the shelf what the parser sees: each call, shell word, comment and constant. VS Code's
 * own engine (npm's vscode-textmate) and Vim judge.
 */
class GrammarTest {
    /** Where {@code .ci/run} installs the packages of npm that tests need. */
    private static final Path NPM = Path.of("target/npm/node_modules").toAbsolutePath();

    private static final int FIRST_LINES = 8;

    @TempDir
    private Path folder;

    /** A place in a file, and what it is: lines and columns from 1, columns in bytes of UTF-8. */
    private record Place(Path file, int line, int bytes, int characters, Highlight.Role role) {}

    private static List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        try (Stream<Path> labs = Files.walk(Path.of("labs"))) {
            for (Path lab : labs.filter(LabReader::isLab).sorted().toList()) {
                for (LabReader.Source source : LabReader.lines(lab)) {
                    for (Highlight mark : Parser.parse(source.text()).marks()) {
                        String before = source.text().substring(0, mark.span().start());
                        places.add(new Place(
                                lab.toAbsolutePath(),
                                source.number(),
                                before.getBytes(StandardCharsets.UTF_8).length + 1,
                                before.length() + 1,
                                mark.role()));
                    }
                }
            }
        }
        return places.stream().filter(p -> editors(p.role()).isPresent()).toList();
    }

    /** The first comments of each lab, and all else: Vim takes seconds for all prose. */
    private static List<Place> fewComments() throws IOException {
        return places().stream()
                .filter(p -> p.role() != Highlight.Role.COMMENT || p.line() < FIRST_LINES)
                .toList();
    }

    /**
     * What editors call it: Vim's group, and the beginning of TextMate's scope; none where they have one colour for
     * all.
     */
    private static Optional<List<String>> editors(Highlight.Role role) {
        return switch (role) {
            case CALL -> Optional.of(List.of("socklabCall", "entity.name.function"));
            case WORD -> Optional.of(List.of("socklab(Word|Arrow)", "keyword.(control|operator.frame)"));
            case COMMENT -> Optional.of(List.of("socklab(Comment|Question|Needs)", "comment.line"));
            case VALUE -> Optional.of(List.of("socklabValue", "variable.other.value"));
            case NAME, CONSTANT, NUMBER, ADDRESS, DATA, SYNTAX -> Optional.empty();
        };
    }

    private String run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("NODE_PATH", NPM.toString());
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    private Path written(String name) throws IOException {
        for (Product product : new Editors(Path.of("src/dist/vscode"), "1.0").products()) {
            Path file = folder.resolve(product.file());
            Files.createDirectories(file.getParent());
            Files.writeString(file, product.text());
        }
        return folder.resolve(name);
    }

    private static void compare(List<Place> places, List<String> seen, int editor) {
        assertThat(seen).hasSameSizeAs(places);
        for (int i = 0; i < places.size(); i++) {
            assertThat(seen.get(i))
                    .as("%s", places.get(i))
                    .matches(editors(places.get(i).role()).orElseThrow().get(editor) + ".*");
        }
    }

    @Test
    void vimSeesWhatTheParserSees() throws IOException {
        assumeTrue(onPath("vim"), "no vim here");
        Path vim = written("editors/vim");
        List<Place> places = fewComments();
        StringBuilder script = new StringBuilder(
                "set nocompatible noswapfile encoding=utf-8 runtimepath^=%s runtimepath+=%s/after\n".formatted(vim, vim)
                        + "syntax on\nlet out = []\n");
        Path file = Path.of("");
        for (Place place : places) {
            if (!place.file().equals(file)) {
                file = place.file();
                script.append("silent edit ").append(file).append("\nset filetype=socklab\n");
            }
            script.append(
                    "call add(out, synIDattr(synID(%d, %d, 1), 'name'))\n".formatted(place.line(), place.bytes()));
        }
        Path out = folder.resolve("out");
        script.append("call writefile(out, '").append(out).append("')\nqa!\n");

        String said = run(
                "vim",
                "-es",
                "-N",
                "-u",
                "NONE",
                "-i",
                "NONE",
                "-S",
                Files.writeString(folder.resolve("script.vim"), script).toString());

        assertThat(out).as(said).exists();
        compare(places, Files.readAllLines(out), 0);
    }

    @Test
    void theEngineOfVsCodeSeesWhatTheParserSees() throws IOException {
        assumeTrue(onPath("node"), "no node here");
        assumeTrue(Files.isDirectory(NPM.resolve("vscode-textmate")), "no vscode-textmate in " + NPM + ", see .ci/run");
        Path grammar = written("editors/vscode/socklab/syntaxes/socklab.tmLanguage.json");
        List<Place> places = places();
        StringBuilder asked = new StringBuilder();
        places.forEach(p -> asked.append("%s\t%d\t%d\n".formatted(p.file(), p.line(), p.characters())));
        Path list = Files.writeString(folder.resolve("asked"), asked);
        Path out = folder.resolve("out");

        String said = run(
                "node",
                "src/test/resources/socklab/dist/scopes.js",
                grammar.toString(),
                list.toString(),
                out.toString());

        assertThat(out).as(said).exists();
        compare(places, Files.readAllLines(out), 1);
    }

    @Test
    void everyDeclaredWordIsInBothGrammars() {
        LabWords words = LabWords.declared();

        for (String grammar : List.of(TextMateGrammar.lab(words), VimSyntax.lab(words))) {
            Stream.of(words.calls(), words.kinds(), words.constants(), words.errnos(), words.shellWords())
                    .flatMap(List::stream)
                    .forEach(word -> assertThat(grammar).contains(word));
        }
    }
}
