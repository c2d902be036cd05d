package socklab.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, a {@code complete} command for each option and word. Source: fish's manual, "complete". */
final class FishCompletion {
    private static final String HEAD = "# Made from the declarations of socklab's options.\n";

    private FishCompletion() {}

    static String script(CommandSpec root) {
        List<String> lines = new ArrayList<>();
        for (OptionSpec option : Completions.options(root)) {
            lines.add(option("__fish_use_subcommand", option));
        }
        for (CommandSpec command : Completions.subcommands(root)) {
            lines.add(line("__fish_use_subcommand")
                    + " -a " + quoted(command.name())
                    + " -d " + quoted(Completions.description(command)));
        }
        for (CommandSpec command : Completions.subcommands(root)) {
            String here = "__fish_seen_subcommand_from " + command.name();
            Completions.options(command).forEach(option -> lines.add(option(here, option)));
            List<String> words = command.positionalParameters().stream()
                    .flatMap(p -> Completions.words(p).stream())
                    .toList();
            if (!words.isEmpty()) {
                lines.add(line(here) + " -f -a " + quoted(String.join(" ", words)));
            }
        }
        return HEAD + lines.stream().map(l -> l + "\n").collect(Collectors.joining());
    }

    private static String line(String condition) {
        return "complete -c " + Completions.PROGRAM + " -n " + quoted(condition);
    }

    private static String option(String condition, OptionSpec option) {
        StringBuilder line = new StringBuilder(line(condition));
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (Completions.takesValue(option)) {
            List<String> words = Completions.words(option);
            line.append(
                    !words.isEmpty()
                            ? " -x -a " + quoted(String.join(" ", words))
                            : Completions.isFile(option) ? " -r -F" : " -x");
        }
        return line.append(" -d ")
                .append(quoted(Completions.description(option)))
                .toString();
    }

    /** fish takes backslash and quote in single quotes by a backslash. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
