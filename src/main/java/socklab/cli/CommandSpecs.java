package socklab.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Declares commands, options and operands to picocli by calls: annotations would double the time of a start. */
final class CommandSpecs {
    /** Creates the objects that picocli needs; its default factory searches for Groovy first. */
    private static final CommandLine.IFactory FACTORY = new CommandLine.IFactory() {
        @Override
        public <K> K create(Class<K> type) throws ReflectiveOperationException {
            return type.getDeclaredConstructor().newInstance();
        }
    };

    private CommandSpecs() {}

    /** The parser of a command. */
    static CommandLine line(CommandSpec command) {
        return new CommandLine(command, FACTORY);
    }

    /** A command that takes options and operands, and the help that every command has. */
    static CommandSpec command(Callable<Integer> does, String name, String description, ArgSpec... takes) {
        CommandSpec spec =
                CommandSpec.wrapWithoutInspection(does, FACTORY).name(name).interpolateVariables(false);
        spec.usageMessage().description(description);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
        Arrays.stream(takes).forEach(spec::add);
        return spec;
    }

    /** An option that is there or not. */
    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .initialValue(false)
                .description(description)
                .build();
    }

    /** An option with a value of a type, called {@code label} in the help. */
    static OptionSpec.Builder option(String name, Class<?> type, String label, String description) {
        OptionSpec.Builder option =
                OptionSpec.builder(name).type(type).paramLabel(label).description(description);
        // else picocli calls values() of each enum by reflection
        return type.isEnum()
                ? option.completionCandidates(() -> Arrays.stream(type.getEnumConstants())
                        .map(Object::toString)
                        .iterator())
                : option;
    }

    /** One operand, or any number where its arity says so. */
    static PositionalParamSpec.Builder operand(
            String index, String arity, Class<?> type, String label, String... description) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .type(type)
                .paramLabel(label)
                .description(description);
    }

    /** Operands of a type, so many as the arity says. */
    static PositionalParamSpec operands(String arity, Class<?> type, String label, String... description) {
        return operand("0..*", arity, ArrayList.class, label, description)
                .auxiliaryTypes(type)
                .build();
    }

    /** The values of an option or of operands that may be given several times. */
    static <T> List<T> all(ArgSpec of) {
        List<T> values = of.getValue();
        return values == null ? List.of() : values;
    }
}
