package socklab.dist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for zsh, by its function {@code _arguments}. Source: zshcompsys(1). */
final class ZshCompletion {
    private static final String SCRIPT = """
        #compdef socklab
        # Made from the declarations of socklab's options.

        local -a commands
        commands=(
        %s
        )
        local context state state_descr line
        typeset -A opt_args
        _arguments -C \\
        %s
            '1: :->command' \\
            '*:: :->rest' && return
        case $state in
            command) _describe command commands; _files ;;
            rest)
                case $words[1] in
        %s
                    *) _files ;;
                esac ;;
        esac
        """;

    private ZshCompletion() {}

    static String script(CommandSpec root) {
        String commands = Completions.subcommands(root).stream()
                .map(c -> "    " + quoted(c.name() + ":" + escaped(Completions.description(c), ":")))
                .collect(Collectors.joining("\n"));
        String cases = Completions.subcommands(root).stream()
                .map(ZshCompletion::branch)
                .collect(Collectors.joining("\n"));
        String options = Completions.options(root).stream()
                .map(option -> "    " + option(option) + " \\")
                .collect(Collectors.joining("\n"));
        return SCRIPT.formatted(commands, options, cases);
    }

    private static String branch(CommandSpec command) {
        List<String> arguments = new ArrayList<>();
        Completions.options(command).forEach(option -> arguments.add(option(option)));
        command.positionalParameters().forEach(operand -> arguments.add(operand(operand)));
        String indent = " ".repeat(16);
        return " ".repeat(12) + command.name() + ") _arguments \\\n" + indent + String.join(" \\\n" + indent, arguments)
                + " ;;";
    }

    /** As {@code '(-h --help)'{-h,--help}'[what it is]:LABEL:action'}. */
    private static String option(OptionSpec option) {
        List<String> names = Arrays.asList(option.names());
        boolean value = Completions.takesValue(option);
        List<String> typed = names.stream()
                .map(name -> value && name.startsWith("--") ? name + "=" : name)
                .toList();
        String repeated = option.isMultiValue() ? "*" : "";
        String what = "[" + escaped(Completions.description(option), "[]:") + "]"
                + (value ? ":" + escaped(option.paramLabel(), ":") + ":" + action(option) : "");
        return names.size() == 1
                ? quoted(repeated + typed.getFirst() + what)
                : quoted("(" + String.join(" ", names) + ")") + "{" + String.join(",", typed) + "}" + quoted(what);
    }

    private static String operand(PositionalParamSpec operand) {
        String place =
                operand.isMultiValue() ? "*" : Integer.toString(operand.index().min() + 1);
        return quoted(place + ":" + escaped(operand.paramLabel(), ":") + ":" + action(operand));
    }

    private static String action(ArgSpec arg) {
        List<String> words = Completions.words(arg);
        return !words.isEmpty() ? "(" + String.join(" ", words) + ")" : Completions.isFile(arg) ? "_files" : " ";
    }

    private static String escaped(String text, String special) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(special.indexOf(c) < 0 ? "" : "\\").append(c);
        }
        return escaped.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
