package socklab.cli;

import static socklab.cli.CommandSpecs.option;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import socklab.session.Settings;

/** The options that every command has; they may stand before its name or behind it. */
final class CommonOptions {
    private final OptionSpec feedback =
            inherited(option("--feedback", Settings.Feedback.class, "MODE", "silent, concise, normal or verbose"));
    private final OptionSpec language = inherited(option(
            "--lang",
            LanguageChoice.class,
            "en|zh|both",
            "the language of messages, first from the locale; both is for reports"));
    private final OptionSpec names = inherited(option(
            "--names",
            Settings.Names.class,
            "libc|kernel",
            "call lines by the function typed, or by the system call as strace shows it"));
    private final OptionSpec colour =
            inherited(option("--color", CliOptions.Colour.class, "auto|always|never", "when to use colour")
                    .initialValue(CliOptions.Colour.auto));
    private final OptionSpec kernel = inherited(option(
            "--kernel",
            CliOptions.Maker.class,
            "libc|nio",
            "who makes the calls: Linux's C library, or Java's channels (everywhere else)"));
    private final OptionSpec network = inherited(OptionSpec.builder("--allow-net")
            .type(boolean.class)
            .initialValue(false)
            .description("labs may send off this machine"));

    private final OptionSpec json = inherited(OptionSpec.builder("--json")
            .type(boolean.class)
            .initialValue(false)
            .description("print each event as a JSON object a line; with -e, standard input, play and check"));

    private static OptionSpec inherited(OptionSpec.Builder option) {
        return option.scopeType(ScopeType.INHERIT).build();
    }

    /** Their declarations. */
    ArgSpec[] all() {
        return List.of(feedback, language, names, colour, kernel, network, json).toArray(ArgSpec[]::new);
    }

    /** What was given, whichever command it stood with. */
    CliOptions given() {
        return new CliOptions(
                Optional.ofNullable(feedback.getValue()),
                Optional.<LanguageChoice>ofNullable(language.getValue()),
                Optional.ofNullable(names.getValue()),
                colour.getValue(),
                Optional.ofNullable(kernel.getValue()),
                network.getValue(),
                json.<Boolean>getValue() ? CliOptions.Output.JSON : CliOptions.Output.TEXT);
    }
}
