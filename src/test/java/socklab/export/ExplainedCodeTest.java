package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.call.Call;
import socklab.text.Language;

/**
 * The code that {@code /explain} shows of a call is what the writers of programs write of it, and compiles.
 * {@code -Dtest=ExplainedCodeTest -Dbless=true} writes it into the pages. Where a language cannot say a call, the page
 * says by hand what comes nearest.
 */
class ExplainedCodeTest {
    private static final Path LABS = Path.of("src/test/resources/socklab/export/snippets.txt");
    private static final Path PAGES = Path.of("src/main/resources/socklab/explain");
    private static final String BEGIN = "snippet begins";
    private static final String END = "snippet ends";

    /** What the code that is written by hand takes from its surroundings. */
    private static final String HAND = """
        import java.nio.ByteBuffer;
        @SuppressWarnings("unused")
        abstract class ByHand {
            java.nio.channels.Selector selector; ByteBuffer a; ByteBuffer b; byte[][] pieces; java.net.DatagramSocket d;
            java.net.Socket s;
        """;

    @TempDir
    private static Path folder;

    /** Of each call and language the whole program, unless that is refused. */
    private static final Map<Call, Map<TargetLanguage, String>> PROGRAMS = new LinkedHashMap<>();

    @BeforeAll
    static void write() throws IOException {
        for (String section : Files.readString(LABS).replaceFirst("^#.*\n", "").split("(?m)^== ")) {
            if (section.isBlank()) {
                continue;
            }
            String[] head = section.lines().findFirst().orElseThrow().split(" ");
            Set<TargetLanguage> languages = head.length > 1
                    ? Set.of(TargetLanguage.of(head[1]).orElseThrow())
                    : EnumSet.allOf(TargetLanguage.class);
            Arrays.stream(Call.values())
                    .filter(c -> c.function().equals(head[0]))
                    .forEach(c -> PROGRAMS.computeIfAbsent(c, _ -> new EnumMap<>(TargetLanguage.class))
                            .putAll(programs(head[0], section, languages)));
        }
    }

    private static Map<TargetLanguage, String> programs(String name, String section, Set<TargetLanguage> languages) {
        List<String> lines = new ArrayList<>(List.of("# " + name, ""));
        section.lines().skip(1).forEach(line -> {
            boolean shown = line.startsWith("> ");
            if (shown && !lines.getLast().equals("# " + END)) {
                lines.add("# " + BEGIN);
            } else if (shown) {
                lines.removeLast();
            }
            lines.add(shown ? line.substring(2) : line);
            if (shown) {
                lines.add("# " + END);
            }
        });
        Map<TargetLanguage, String> programs = new LinkedHashMap<>();
        for (TargetLanguage language : languages) {
            try {
                programs.put(
                        language,
                        Exports.write(
                                String.join("\n", lines),
                                language,
                                new ExportSettings(Language.EN, Optional.empty(), false, false, Optional.of(name))));
            } catch (Refusal _) {
                // the page says what comes nearest
            }
        }
        return programs;
    }

    /** The lines between the two comments, moved to the left. */
    private static List<String> snippet(String program) {
        List<String> lines = program.lines()
                .dropWhile(l -> !l.contains(BEGIN))
                .skip(1)
                .takeWhile(l -> !l.contains(END))
                .toList();
        assertThat(lines).as(program).isNotEmpty();
        int indent = lines.stream()
                .filter(l -> !l.isBlank())
                .mapToInt(l -> l.length() - l.stripLeading().length())
                .min()
                .orElse(0);
        List<String> code = new ArrayList<>(lines.stream()
                .map(l -> l.substring(Math.min(indent, l.length())))
                .toList());
        if (code.getLast().endsWith(":")) {
            code.add("    ...");
        } else if (code.getLast().endsWith("{")) {
            code.addAll(List.of("    ...", "}"));
        }
        return code.stream().map(l -> l.replace("die(\"", "perror(\"")).toList();
    }

    private static List<String> page(Path file, Map<TargetLanguage, String> programs) throws IOException {
        List<String> page = Files.readAllLines(file);
        List<String> now = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            now.add(page.get(i));
            Optional<TargetLanguage> language = page.get(i).startsWith("```")
                    ? TargetLanguage.of(page.get(i).substring(3))
                    : Optional.empty();
            if (language.isPresent() && programs.containsKey(language.get())) {
                now.addAll(snippet(programs.get(language.get())));
                while (!page.get(i + 1).equals("```")) {
                    i++;
                }
            }
        }
        return now;
    }

    @Test
    void eachCallHasCodeAndItIsTheWriters() throws IOException {
        assertThat(PROGRAMS).containsOnlyKeys(Call.values());
        for (Call call : Call.values()) {
            Path file = PAGES.resolve(call.function() + ".code.md");
            List<String> now = page(file, PROGRAMS.get(call));
            if (Boolean.getBoolean("bless")) {
                Files.write(file, now);
            }
            assertThat(Files.readAllLines(file)).as(file.toString()).isEqualTo(now);
        }
    }

    /** What the pages say by hand, because the language has no such call. */
    private static Map<String, String> byHand(TargetLanguage language) throws IOException {
        Map<String, String> code = new LinkedHashMap<>();
        for (Call call : Call.values()) {
            if (!PROGRAMS.get(call).containsKey(language)) {
                String page = Files.readString(PAGES.resolve(call.function() + ".code.md"));
                String opens = "```" + language.word() + "\n";
                int from = page.indexOf(opens) + opens.length();
                code.put(call.function(), page.substring(from, page.indexOf("```", from)));
            }
        }
        return code;
    }

    private static List<Path> files(TargetLanguage language) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<Call, Map<TargetLanguage, String>> program : PROGRAMS.entrySet()) {
            Optional<String> text = Optional.ofNullable(program.getValue().get(language));
            if (text.isPresent()) {
                Path own = Files.createDirectories(folder.resolve(language.ending())
                        .resolve(program.getKey().function()));
                files.add(Files.writeString(own.resolve("Program." + language.ending()), text.get()));
            }
        }
        return files;
    }

    @Test
    void theProgramsInCCompile() throws IOException {
        assumeTrue(Exports.installed("gcc", "--version"), "gcc is not installed");
        List<String> gcc = Stream.concat(
                        Stream.concat(Exports.GCC.stream(), Stream.of("-fsyntax-only")),
                        files(TargetLanguage.C).stream().map(Path::toString))
                .toList();
        assertThat(Exports.run(folder, gcc).text()).isEmpty();
    }

    @Test
    void theProgramsInPythonCompile() throws IOException {
        assumeTrue(Exports.installed("python3", "--version"), "python3 is not installed");
        List<String> python = new ArrayList<>(
                List.of("python3", "-c", "import sys\nfor f in sys.argv[1:]: compile(open(f).read(), f, 'exec')"));
        files(TargetLanguage.PYTHON).forEach(f -> python.add(f.toString()));
        for (String code : byHand(TargetLanguage.PYTHON).values()) {
            python.add(Files.writeString(folder.resolve("byhand" + python.size() + ".py"), code)
                    .toString());
        }
        assertThat(Exports.run(folder, python).text()).isEmpty();
    }

    @Test
    void theProgramsInJavaCompile() throws IOException {
        assumeTrue(ToolProvider.getSystemJavaCompiler() != null, "this Java has no compiler");
        Map<Path, String> texts = new LinkedHashMap<>();
        List<String> javac = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none", "-d", folder.toString()));
        for (Path file : files(TargetLanguage.JAVA)) {
            texts.put(file, Files.readString(file));
            javac.add(file.toString());
        }
        StringBuilder hand = new StringBuilder(HAND);
        byHand(TargetLanguage.JAVA)
                .forEach((name, code) -> hand.append("void f_")
                        .append(name)
                        .append(code.contains("channel.accept") ? "(java.nio.channels.Server" : "(java.nio.channels.")
                        .append("SocketChannel channel) throws Exception {\n")
                        .append(code)
                        .append("}\n"));
        javac.add(Files.writeString(folder.resolve("ByHand.java"), hand.append("}\n"))
                .toString());
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, javac.toArray(String[]::new));
        assertThat(exit).as(texts.toString()).isZero();
    }
}
