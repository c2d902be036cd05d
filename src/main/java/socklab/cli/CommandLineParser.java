package socklab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import socklab.text.Language;
import socklab.text.Messages;

/**
 * The command line's parser, which speaks the user's language.
 *
 * <p>English stands in the declarations of commands and options; another language has it by key, {@code cli.} and
 * what picocli asks for.
 */
public final class CommandLineParser {
    static {
        // its converters of times, paths and databases: it looks for a class of each, and no command takes any
        System.setProperty("picocli.converters.excludes", ".*");
    }

    private CommandLineParser() {}

    /** The parser for a command line, in the language that it asks for or else the environment. */
    public static CommandLine of(String... args) {
        RootCommand command = new RootCommand();
        CommandLine line = CommandSpecs.line(command.spec(args));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Path.class, Path::of);
        line.setColorScheme(scheme());
        line.setOut(new PrintWriter(Streams.output(new CliOptions())));
        localize(line, Messages.in(language(args)));
        tellOfAll(line, command);
        return line;
    }

    /** The command line with all its subcommands, as its help shows it, for those who describe it. */
    public static CommandLine whole(Language language) {
        RootCommand command = new RootCommand();
        CommandLine line = CommandSpecs.line(command.spec());
        command.declareAll();
        localize(line, Messages.in(language));
        return line;
    }

    /** Makes a command line speak the language of the messages; picocli itself speaks English. */
    public static void localize(CommandLine line, Messages messages) {
        if (messages.language() != Language.EN) {
            line.setResourceBundle(new Words(messages));
            line.setParameterExceptionHandler((e, _) -> wrong(e, messages));
        }
    }

    /**
     * Its own help, and what is said of an error of its own, tells of all subcommands; for all else it needs one at
     * most.
     */
    private static void tellOfAll(CommandLine line, RootCommand command) {
        CommandLine.IParameterExceptionHandler say = line.getParameterExceptionHandler();
        line.setParameterExceptionHandler((e, args) -> {
            if (e.getCommandLine() == line) {
                command.declareAll();
            }
            return say.handleParseException(e, args);
        });
        CommandLine.IExecutionStrategy run = line.getExecutionStrategy();
        line.setExecutionStrategy(parsed -> {
            if (parsed.isUsageHelpRequested()) {
                command.declareAll();
            }
            int code = run.execute(parsed);
            line.getOut().flush();
            return code;
        });
    }

    /** The language that a command line asks for; or else, on a terminal, the one kept; or else the environment's. */
    public static Language language(String... args) {
        return asked(args).orElseGet(() -> new CliOptions().readersLanguage());
    }

    /** Bold and underlined, where picocli has yellow and red, which are hard to read on some backgrounds. */
    private static CommandLine.Help.ColorScheme scheme() {
        CommandLine.Help.Ansi ansi = new CliOptions().coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
        return new CommandLine.Help.ColorScheme.Builder(ansi)
                .commands(CommandLine.Help.Ansi.Style.bold)
                .options(CommandLine.Help.Ansi.Style.bold)
                .parameters(CommandLine.Help.Ansi.Style.underline)
                .optionParams(CommandLine.Help.Ansi.Style.underline)
                .errors(CommandLine.Help.Ansi.Style.bold)
                .stackTraces(CommandLine.Help.Ansi.Style.faint)
                .build();
    }

    /** Before all is read: what is wrong with it shall be said in that language too. */
    private static Optional<Language> asked(String... args) {
        for (int i = 0; i < args.length; i++) {
            String value = args[i].startsWith("--lang=")
                    ? args[i].substring("--lang=".length())
                    : args[i].equals("--lang") && i + 1 < args.length ? args[i + 1] : "";
            Optional<Language> language = Arrays.stream(Language.values())
                    .filter(l -> l.code().equalsIgnoreCase(value))
                    .findFirst();
            if (language.isPresent()) {
                return language;
            }
        }
        return Optional.empty();
    }

    private static int wrong(CommandLine.ParameterException e, Messages messages) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println(what(e, messages));
        e.getCommandLine().usage(err);
        return ExitCode.USAGE;
    }

    private static String what(CommandLine.ParameterException e, Messages messages) {
        return switch (e) {
            case CommandLine.UnmatchedArgumentException u ->
                messages.say("cli.error.unmatched", String.join(" ", u.getUnmatched()))
                        + u.getSuggestions().stream()
                                .findFirst()
                                .map(s -> messages.say("cli.error.mean", s))
                                .orElse("");
            case CommandLine.MissingParameterException m ->
                messages.say(
                        "cli.error.missing",
                        m.getMissing().stream()
                                .map(CommandLine.Model.ArgSpec::paramLabel)
                                .collect(Collectors.joining(" ")));
            case CommandLine.OverwrittenOptionException o -> messages.say("cli.error.once", name(o.getOverwritten()));
            case CommandLine.ParameterException p
            when p.getArgSpec() != null && p.getValue() != null ->
                messages.say("cli.error.value", name(p.getArgSpec()), p.getValue(), wanted(p.getArgSpec(), messages));
            case CommandLine.ParameterException p -> messages.say("cli.error.other", p.getMessage());
        };
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    /** What would have done. */
    private static String wanted(ArgSpec arg, Messages messages) {
        if (Arrays.stream(arg.converters()).anyMatch(DurationConverter.class::isInstance)) {
            return messages.say("cli.error.time");
        } else if (arg.type() == int.class) {
            return messages.say("cli.error.number");
        } else if (arg.type() == boolean.class) {
            return messages.say("cli.error.bare");
        }
        return arg.completionCandidates() == null || arg.isMultiValue()
                ? arg.paramLabel()
                : StreamSupport.stream(arg.completionCandidates().spliterator(), false)
                        .map(c -> c.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("|"));
    }

    /** What picocli asks for, among the messages. */
    private static final class Words extends ResourceBundle {
        private final Messages messages;

        Words(Messages messages) {
            this.messages = messages;
        }

        @Override
        protected Object handleGetObject(String key) {
            return messages.find("cli." + key).orElse(null);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(messages.keys().stream()
                    .filter(k -> k.matches("cli[.].*"))
                    .map(k -> k.replaceFirst("^cli[.]", ""))
                    .toList());
        }
    }
}
