package socklab.cli;

import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operand;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.kernel.Kernel;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.Reach;
import socklab.service.Service.Start;
import socklab.service.ServiceArguments;
import socklab.service.ServiceListener;
import socklab.service.uppercase.UppercaseConfig;
import socklab.service.uppercase.UppercaseServer;
import socklab.text.Message;

/** {@code run.sh serve}: the uppercase server. */
final class ServeSubcommand extends ServiceSubcommand<UppercaseConfig, UppercaseServer> {
    private final OptionSpec any =
            flag(ServiceArguments.ANY, "reachable from every network, not only from this machine");
    private final OptionSpec iterative = flag(
            UppercaseConfig.ITERATIVE,
            "one client at a time, as a simple server does it: one that sends nothing keeps all others waiting");
    private final PositionalParamSpec protocol =
            operand("0", "1", Protocol.class, "udp|tcp").build();
    private final PositionalParamSpec port = operand(
                    "1", "0..1", int.class, "PORT", "12000 if not given; 0 lets the kernel choose")
            .initialValue(UppercaseConfig.PORT)
            .descriptionKey("port")
            .build();

    ServeSubcommand(Supplier<CliOptions> options) {
        super("serve", options);
    }

    @Override
    CommandSpec spec() {
        CommandSpec spec = command(
                this,
                "serve",
                "Answer in upper case, over UDP or TCP, until Ctrl-C.",
                any,
                iterative,
                quiet,
                protocol,
                port);
        spec.usageMessage().sortOptions(false);
        return spec;
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(
                List.of(protocol.<Protocol>getValue().word(), Integer.toString(port.<Integer>getValue())));
        for (OptionSpec option : List.of(any, iterative)) {
            if (option.<Boolean>getValue()) {
                arguments.add(option.longestName());
            }
        }
        return arguments;
    }

    @Override
    UppercaseConfig config(List<Token> tokens, Kernel kernel) throws ArgumentError {
        return UppercaseConfig.read(tokens, List.of(), Reach.LOOPBACK.at(0));
    }

    @Override
    Start<UppercaseServer> start(Kernel kernel, UppercaseConfig config, ServiceListener listener) {
        return UppercaseServer.start(kernel, config, listener);
    }

    @Override
    Optional<Message> status(UppercaseServer service) {
        return Optional.empty();
    }
}
