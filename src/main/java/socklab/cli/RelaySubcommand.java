package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operands;
import static socklab.cli.CommandSpecs.option;

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
import socklab.service.Reach;
import socklab.service.Service.Start;
import socklab.service.ServiceArguments;
import socklab.service.ServiceListener;
import socklab.service.relay.Relay;
import socklab.service.relay.RelayConfig;
import socklab.service.relay.UpstreamParser;
import socklab.text.Message;

/** {@code run.sh relay}: a network that misbehaves, between clients and a server. */
final class RelaySubcommand extends ServiceSubcommand<RelayConfig, Relay> {
    private static final List<String> FOOTER = List.of(
            "",
            "The words are tc-netem(8)'s: loss P%% [CORR%%] | loss gemodel P%% [R%% [1-H%% [1-K%%]]], delay TIME"
                    + " [JITTER [CORR%%]]",
            "[distribution uniform|normal|pareto|paretonormal], duplicate P%%, corrupt P%%, reorder P%% [CORR%%] [gap"
                    + " N], rate 100kbit,",
            "limit N, seed N; and drop 2,5,9, first N. For TCP: delay, rate, reset after 4kb, stall after 2s,"
                    + " half-open, slice 1.",
            "up: and down: before words: only in that direction.",
            "",
            "socklab relay udp 12001 localhost 12000 loss 30%% delay 50ms 10ms up: drop 2,5");

    private final OptionSpec any =
            flag(ServiceArguments.ANY, "reachable from every network, not only from this machine");
    private final OptionSpec idle = option(
                    RelayConfig.IDLE, String.class, "TIME", "forget a UDP client that was silent so long; default 60s")
            .build();
    private final PositionalParamSpec words = operands("1..*", String.class, "udp|tcp PORT HOST PORT [WORDS]");

    RelaySubcommand(Supplier<CliOptions> options) {
        super("relay", options);
    }

    @Override
    CommandSpec spec() {
        CommandSpec spec = command(
                this,
                "relay",
                "Stand between clients and a server and lose, delay, duplicate what passes, until Ctrl-C.",
                any,
                idle,
                quiet,
                words);
        spec.usageMessage().sortOptions(false).footer(FOOTER.toArray(String[]::new));
        return spec;
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(all(words));
        if (any.<Boolean>getValue()) {
            arguments.add(ServiceArguments.ANY);
        }
        Optional.<String>ofNullable(idle.getValue())
                .ifPresent(time -> arguments.addAll(List.of(RelayConfig.IDLE, time)));
        return arguments;
    }

    @Override
    RelayConfig config(List<Token> tokens, Kernel kernel) throws ArgumentError {
        return RelayConfig.read(
                tokens,
                List.of(),
                new UpstreamParser((name, family) -> Optional.of(kernel.resolve(name, family))),
                Reach.LOOPBACK.at(0));
    }

    @Override
    Start<Relay> start(Kernel kernel, RelayConfig config, ServiceListener listener) {
        return Relay.start(kernel, config, listener);
    }

    @Override
    Optional<Message> status(Relay service) {
        return Optional.of(service.brief());
    }
}
