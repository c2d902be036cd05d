package socklab.cli;

import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operand;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.service.uppercase.UppercaseConfig;
import socklab.service.uppercase.UppercaseLogLine;
import socklab.service.uppercase.UppercaseLogListener;
import socklab.service.uppercase.UppercaseServer;
import socklab.service.uppercase.UppercaseServer.Start;
import socklab.service.uppercase.UppercaseStartFailure;
import socklab.shell.StreamUi;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;

/** {@code run.sh serve}: the uppercase server, until SIGINT or SIGTERM. */
final class ServeSubcommand implements Callable<Integer> {
    private static final int MOST_PORT = 65535;

    private final Supplier<CliOptions> options;
    private final OptionSpec any = flag("--any", "reachable from every network, not only from this machine");
    private final OptionSpec iterative = flag(
            "--iterative",
            "one client at a time, as a simple server does it: one that says nothing keeps all others waiting");
    private final OptionSpec quiet = flag("--quiet", "tell only of start, stop and problems");
    private final PositionalParamSpec protocol =
            operand("0", "1", UppercaseConfig.Protocol.class, "udp|tcp").build();
    private final PositionalParamSpec port = operand(
                    "1", "0..1", int.class, "PORT", "12000 if not given; 0 lets the kernel choose")
            .initialValue(UppercaseConfig.PORT)
            .build();
    private final CommandSpec spec = command(
            this,
            "serve",
            "Answer in upper case, over UDP or TCP, until Ctrl-C.",
            any,
            iterative,
            quiet,
            protocol,
            port);

    ServeSubcommand(Supplier<CliOptions> options) {
        this.options = options;
        spec.usageMessage().sortOptions(false);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        int asked = port.getValue();
        if (asked < 0 || asked > MOST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    Messages.in(options.get().readersLanguage()).say("fault.port", asked));
        }
        UppercaseConfig plan = new UppercaseConfig(
                protocol.getValue(),
                asked,
                any.getValue() ? UppercaseConfig.Reach.ANY : UppercaseConfig.Reach.LOOPBACK,
                iterative.getValue() ? UppercaseConfig.Manner.ITERATIVE : UppercaseConfig.Manner.CONCURRENT);
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamUi front = Streams.front(options.get());
        Kernel kernel = options.get().kernelSoon();
        UppercaseLogListener log = new UppercaseLogListener(
                quiet.getValue() ? UppercaseLogListener.Volume.QUIET : UppercaseLogListener.Volume.ALL,
                line -> front.say(List.of(said(line, messages))));
        return switch (UppercaseServer.start(kernel, plan, log)) {
            case Start.Refused r -> {
                log.close();
                throw new UnsupportedEnvironment(Message.of(
                        "cannot.start",
                        String.join(
                                "\n  ",
                                UppercaseStartFailure.of(r, plan, kernel).lines().stream()
                                        .map(messages::say)
                                        .toList())));
            }
            case Start.Running r -> {
                stopOnSignal(r.server(), log);
                r.server().await();
                yield 0;
            }
        };
    }

    private static OutputLine said(UppercaseLogLine line, Messages messages) {
        OutputLine.Kind kind = switch (line.kind()) {
            case START, STOP -> OutputLine.Kind.PRINTED;
            case EXCHANGE -> OutputLine.Kind.RESULT;
            case MISTAKE -> OutputLine.Kind.NOTE;
            case PROBLEM -> OutputLine.Kind.ERROR;
        };
        return new OutputLine(kind, Escape.printable(messages.say(line.text())));
    }

    /**
     * SIGINT, SIGTERM and SIGHUP end the virtual machine by way of its shutdown hooks, with 128 and the signal's
     * number as exit code; a server that was asked to stop and did has ended well.
     */
    private static void stopOnSignal(UppercaseServer server, UppercaseLogListener log) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            log.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
    }
}
