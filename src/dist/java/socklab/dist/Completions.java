package socklab.dist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import socklab.cli.CommandLineParser;
import socklab.text.Language;

/**
 * The command line's completions for shells: bash's is picocli's own, zsh's and fish's also show what each option is.
 */
final class Completions {
    static final String PROGRAM = "socklab";

    private Completions() {}

    static List<Product> products() {
        CommandLine line = CommandLineParser.whole(Language.EN);
        return List.of(
                new Product("share/bash-completion/completions/socklab", AutoComplete.bash(PROGRAM, line)),
                new Product("share/zsh/site-functions/_socklab", ZshCompletion.script(line.getCommandSpec())),
                new Product(
                        "share/fish/vendor_completions.d/socklab.fish", FishCompletion.script(line.getCommandSpec())));
    }

    /** The options of a command, those of all commands with them. */
    static List<OptionSpec> options(CommandSpec spec) {
        return spec.options().stream().filter(o -> !o.hidden()).toList();
    }

    /** The subcommands, in their order. */
    static List<CommandSpec> subcommands(CommandSpec root) {
        return root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    /** The words that a value can be; none if it can be anything. */
    static List<String> words(ArgSpec arg) {
        List<String> words = new ArrayList<>();
        if (arg.completionCandidates() != null) {
            StreamSupport.stream(arg.completionCandidates().spliterator(), false)
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .forEach(words::add);
        } else if (arg.type().isEnum()) {
            for (Object constant : arg.type().getEnumConstants()) {
                words.add(constant.toString().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    /** Whether a value is a file. */
    static boolean isFile(ArgSpec arg) {
        return arg.type() == Path.class || List.of(arg.auxiliaryTypes()).contains(Path.class);
    }

    static boolean takesValue(OptionSpec option) {
        return option.type() != boolean.class && option.arity().max() > 0;
    }

    /** A description in one line. */
    static String description(ArgSpec arg) {
        return oneLine(arg.description());
    }

    static String description(CommandSpec spec) {
        return oneLine(spec.usageMessage().description());
    }

    private static String oneLine(String[] lines) {
        return String.join(" ", lines).formatted().replaceAll("\\s+", " ").strip();
    }
}
