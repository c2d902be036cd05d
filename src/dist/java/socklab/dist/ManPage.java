package socklab.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.cli.CommandLineParser;
import socklab.text.Language;

/**
 * The man page, in English and Chinese: a text with {@code @OPTIONS@} and {@code @COMMANDS@}, which follow from the
 * declarations that the command line is parsed by. Source: man(7).
 */
final class ManPage {
    private final Path texts;
    private final String version;
    private final Instant time;

    /** The page of a version of a day, around the texts {@code en.1} and {@code zh.1} in a folder. */
    ManPage(Path texts, String version, Instant time) {
        this.texts = texts;
        this.version = version;
        this.time = time;
    }

    List<Product> products() throws IOException {
        return List.of(
                new Product("share/man/man1/socklab.1", page(Language.EN)),
                new Product("share/man/zh_CN/man1/socklab.1", page(Language.ZH)));
    }

    /** The page in a language. */
    String page(Language language) throws IOException {
        CommandSpec root = CommandLineParser.whole(language).getCommandSpec();
        return Files.readString(texts.resolve(language.code() + ".1"))
                .replace("@VERSION@", version)
                .replace("@DATE@", time.atZone(ZoneOffset.UTC).toLocalDate().toString())
                .replace("@OPTIONS@\n", options(root))
                .replace(
                        "@COMMANDS@\n",
                        root.subcommands().values().stream()
                                .map(line -> command(line.getCommandSpec()))
                                .collect(Collectors.joining()));
    }

    private static String command(CommandSpec spec) {
        String operands = spec.positionalParameters().stream()
                .filter(p -> !p.hidden())
                .map(ManPage::operand)
                .collect(Collectors.joining(" "));
        String options = own(spec).isEmpty() ? "" : "[\\fI" + escaped("OPTION") + "\\fR...] ";
        List<String> footer = Arrays.stream(spec.usageMessage().footer())
                .map(String::formatted)
                .map(ManPage::line)
                .toList();
        return ".SS \"" + escaped(spec.name()) + "\"\n\\fB" + escaped(spec.name()) + "\\fR " + options + operands
                + "\n.PP\n" + text(spec.usageMessage().description())
                + described(spec.positionalParameters())
                + options(spec)
                + (footer.isEmpty() ? "" : ".PP\n.nf\n" + String.join("\n", footer) + "\n.fi\n");
    }

    private static String described(List<PositionalParamSpec> operands) {
        return operands.stream()
                .filter(p -> p.description().length > 0 && !p.hidden())
                .map(p -> ".TP\n" + operand(p) + "\n" + text(p.description()))
                .collect(Collectors.joining());
    }

    private static String operand(PositionalParamSpec operand) {
        String label = "\\fI" + escaped(operand.paramLabel()) + "\\fR";
        String many = operand.arity().max() > 1 ? label + "..." : label;
        return operand.arity().min() == 0 ? "[" + many + "]" : many;
    }

    private static String options(CommandSpec spec) {
        return (spec.parent() == null ? spec.options() : own(spec))
                .stream().map(ManPage::option).collect(Collectors.joining());
    }

    /** The options of a subcommand that are not those of all. */
    private static List<OptionSpec> own(CommandSpec spec) {
        return spec.options().stream()
                .filter(o -> !o.inherited() && !o.usageHelp() && !o.versionHelp() && !o.hidden())
                .toList();
    }

    private static String option(OptionSpec option) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            String value = takesValue(option)
                    ? (name.startsWith("--") ? "=" : " ") + "\\fI" + escaped(option.paramLabel()) + "\\fR"
                    : "";
            names.add("\\fB" + escaped(name) + "\\fR" + value);
        }
        return ".TP\n" + String.join(", ", names) + "\n" + text(option.description());
    }

    private static boolean takesValue(ArgSpec option) {
        return option.arity().max() > 0 && option.type() != boolean.class;
    }

    private static String text(String... lines) {
        return Stream.of(lines)
                .map(String::formatted)
                .flatMap(String::lines)
                .map(ManPage::line)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** A line of text: not a request, even if it begins like one. */
    private static String line(String text) {
        String escaped = escaped(text);
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
