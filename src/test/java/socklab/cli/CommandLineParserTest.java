package socklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import socklab.text.Language;
import socklab.text.Messages;

/** The command line speaks the language that it asks for, wherever in it that stands. */
class CommandLineParserTest {
    private static final Messages ZH = Messages.in(Language.ZH);

    private static List<CommandLine> all(CommandLine root) {
        List<CommandLine> all = new ArrayList<>(List.of(root));
        all.addAll(root.getSubcommands().values());
        return all;
    }

    /** With all subcommands, for it names them all. */
    private static CommandLine every(String language) {
        return CommandLineParser.of(
                "--lang", language, "play", "step", "check", "report", "import", "export", "handout", "grade", "judge",
                "serve", "relay", "bench");
    }

    private static boolean chinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    @Test
    void allHelpIsThereInChinese() {
        for (CommandLine line : all(every("zh"))) {
            CommandLine.Model.CommandSpec spec = line.getCommandSpec();
            assertThat(String.join("", spec.usageMessage().description()))
                    .as(spec.qualifiedName())
                    .matches(CommandLineParserTest::chinese);
            spec.options()
                    .forEach(o -> assertThat(String.join("", o.description()) + o.longestName())
                            .as(spec.name() + " " + o.longestName())
                            .matches(t -> chinese(t) || o.longestName().equals("--feedback")));
            spec.positionalParameters().stream()
                    .filter(p -> p.description().length > 0)
                    .forEach(p -> assertThat(String.join("", p.description()))
                            .as(spec.name() + " " + p.paramLabel())
                            .matches(CommandLineParserTest::chinese));
        }
    }

    @Test
    void noneOfTheChineseIsLeftOver() {
        StringBuilder said = new StringBuilder();
        all(every("zh")).forEach(l -> said.append(l.getUsageMessage(CommandLine.Help.Ansi.OFF)));
        String text = said.toString().replaceAll("\\s", "");
        assertThat(ZH.keys().stream()
                        .filter(k -> k.startsWith("cli.") && !k.startsWith("cli.error."))
                        .filter(k -> !text.contains(ZH.say(k).replace("%n", "").replaceAll("\\s", ""))))
                .isEmpty();
    }

    @Test
    void englishIsAsDeclared() {
        all(every("en"))
                .forEach(l -> assertThat(l.getUsageMessage(CommandLine.Help.Ansi.OFF))
                        .doesNotMatch(CommandLineParserTest::chinese));
    }

    @Test
    void onlyTheCommandsThatAreNamedAreDeclared() {
        assertThat(every("en").getSubcommands()).isNotEmpty().allSatisfy((name, line) -> {
            assertThat(line.getCommandName()).isEqualTo(name);
            CommandLine alone = CommandLineParser.of(name, "--help");
            assertThat(alone.getSubcommands().keySet()).containsExactly(name);
            assertThat(alone.getSubcommands().get(name).getUsageMessage()).isEqualTo(line.getUsageMessage());
            assertThat(CommandLineParser.of("--feedback", "silent", name, "x")
                            .getSubcommands()
                            .keySet())
                    .containsExactly(name);
        });
        assertThat(CommandLineParser.of("--lang", "en", "labs/check.lab", "-e", "check it")
                        .getSubcommands())
                .isEmpty();
    }

    /** Its help and what is said of an error are as if all had been declared from the start. */
    @ParameterizedTest
    @CsvSource({
        "en, --help, 0",
        "zh, --help, 0",
        "zh, -Vh, 0",
        "en, --nosuch, 2",
        "zh, --nosuch, 2",
        "zh, --feedback check, 2",
        "en, --feedback, 2"
    })
    void whatIsToldIsToldOfAll(String language, String typed, int code) {
        String[] args = ("--lang " + language + " " + typed).split(" ");
        StringWriter said = new StringWriter();
        CommandLine line = CommandLineParser.of(args);
        line.setErr(new PrintWriter(said, true));
        line.setOut(new PrintWriter(said, true));
        assertThat(line.execute(args)).isEqualTo(code);
        assertThat(said.toString()).endsWith(every(language).getUsageMessage());
        assertThat(List.copyOf(line.getSubcommands().keySet()))
                .isEqualTo(List.copyOf(every(language).getSubcommands().keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--lang zh check x", "check --lang zh x", "check x --lang=zh", "--lang=ZH play x"})
    void optionsCountWhereverTheyStand(String typed) {
        CommandLine line = CommandLineParser.of(typed.split(" "));
        line.parseArgs(typed.split(" "));
        RootCommand socklab = line.getCommand();
        assertThat(socklab.options().settings().language()).isEqualTo(Language.ZH);
    }

    @Test
    void theOneNearerToTheLineCounts() {
        String[] args = {"--feedback", "silent", "check", "x"};
        CommandLine line = CommandLineParser.of(args);
        line.parseArgs(args);
        assertThat(((RootCommand) line.getCommand())
                        .options()
                        .settings()
                        .feedback()
                        .name())
                .isEqualTo("SILENT");
    }

    @ParameterizedTest
    @CsvSource({
        "--lang zh --nosuch,无法识别：--nosuch",
        "--lang zh check,缺少：LAB|DIR",
        "--lang zh check -j x labs,-j 不能是 x：应为 整数",
        "--lang zh check -j 0 labs,-j 取 1 到 64",
        "--lang en --nosuch,Unknown option: '--nosuch'",
        "--lang zh check --timeout 5 labs,--timeout 不能是 5：应为 数字加单位",
        "--lang zh --color blue,--color 不能是 blue：应为 auto|always|never",
        "--lang zh check --report foo=x labs,--report 不能是 foo：应为 junit|tap|tap14|json=FILE",
        "--lang zh --feedback loud,--feedback 不能是 loud：应为 silent|concise|normal|verbose",
        "--lang zh serve --quiet=5 udp,--quiet 不能是 5：应为 单独的一个词",
        "--lang zh --kernel nio --kernel nio,--kernel 只能给出一次",
        "--lang zh serve udp --anny,无法识别：--anny。你是想输入 --any 吗？",
    })
    void mistakesAreSaidInThatLanguage(String typed, String said) {
        StringWriter err = new StringWriter();
        CommandLine line = CommandLineParser.of(typed.split(" "));
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute(typed.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(said);
    }
}
