package socklab.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import socklab.cli.CommandLineParser;
import socklab.text.Language;

/** The man page and the completions tell of every command and option; mandoc and the shells themselves judge them. */
class DescriptionsTest {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private static String run(Map<String, String> environment, String... command) throws IOException {
        assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(f -> Files.isExecutable(Path.of(f, command[0]))),
                "no " + command[0] + " here");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String page(Language language) throws IOException {
        return new ManPage(Path.of("src/dist/man"), "1.0", DAY).page(language);
    }

    private static String completion(String place) {
        return Completions.products().stream()
                .filter(p -> p.file().contains(place))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** All commands, the program itself first. */
    private static List<CommandSpec> commands(Language language) {
        CommandLine line = CommandLineParser.whole(language);
        List<CommandSpec> commands = new ArrayList<>(List.of(line.getCommandSpec()));
        line.getSubcommands().values().forEach(c -> commands.add(c.getCommandSpec()));
        return commands;
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theManPageTellsOfEveryCommandAndOption(Language language) throws IOException {
        String page = page(language);

        assertThat(page).doesNotContainPattern("@[A-Z]+@");
        for (CommandSpec command : commands(language)) {
            assertThat(page).containsPattern("(\\\\fB|\\.B )" + command.name());
            for (OptionSpec option : command.options()) {
                assertThat(page).contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void mandocFindsNothingWrongWithTheManPage(Language language) throws IOException {
        Path page = file("socklab.1", page(language));

        assertThat(run(Map.of(), "mandoc", "-T", "lint", "-W", "warning", page.toString()))
                .isEmpty();
    }

    @Test
    void manShowsThePage() throws IOException {
        Path page = file("socklab.1", page(Language.EN));

        String shown =
                run(Map.of("MANWIDTH", "100", "LC_ALL", "C.UTF-8", "MAN_KEEP_FORMATTING", ""), "man", page.toString());

        assertThat(shown).contains("EXIT STATUS", "socklab serve udp 12000").doesNotContain("warning");
    }

    @Test
    void bashCompletesCommandsAndValues() throws IOException {
        Path script = file("socklab", completion("bash"));
        String ask = "source '%s'; COMP_WORDS=(socklab %s); COMP_CWORD=%d; _complete_socklab; echo \"${COMPREPLY[*]}\"";

        assertThat(run(Map.of(), "bash", "-c", ask.formatted(script, "che", 1))).contains("check");
        assertThat(run(Map.of(), "bash", "-c", ask.formatted(script, "--feed", 1)))
                .contains("--feedback");
        assertThat(run(Map.of(), "bash", "-c", ask.formatted(script, "check --stri", 2)))
                .contains("--strict");
    }

    @Test
    void fishCompletesCommandsOptionsAndValues() throws IOException {
        Path script = file("socklab.fish", completion("fish"));
        String ask = "source '%s'; complete -C'socklab %s'";
        Map<String, String> home = Map.of("HOME", folder.toString());

        assertThat(run(home, "fish", "-c", ask.formatted(script, "che"))).contains("check\t");
        assertThat(run(home, "fish", "-c", ask.formatted(script, "check --stri")))
                .contains("--strict\t");
        assertThat(run(home, "fish", "-c", ask.formatted(script, "--feedback ")))
                .contains("concise");
        assertThat(run(home, "fish", "-c", ask.formatted(script, "serve "))).contains("udp", "tcp");
    }

    @Test
    void zshTakesItsFunctionAndKnowsEveryOption() throws IOException {
        String function = completion("zsh");
        Path script = file("_socklab", function);

        assertThat(run(Map.of(), "zsh", "-f", "-n", script.toString())).isEmpty();
        for (CommandSpec command : commands(Language.EN)) {
            command.options().forEach(o -> assertThat(function).contains(o.longestName()));
        }
    }
}
