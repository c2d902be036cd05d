package socklab.cli;

import static socklab.cli.Declared.command;
import static socklab.cli.Declared.flag;
import static socklab.cli.Declared.operand;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import socklab.kernel.CannotRun;
import socklab.kernel.Kernel;
import socklab.server.Line;
import socklab.server.LogWitness;
import socklab.server.Plan;
import socklab.server.Refusal;
import socklab.server.UppercaseServer.Start;
import socklab.server.UppercaseServer;
import socklab.shell.StreamFront;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Escape;
import socklab.view.Said;

/** {@code run.sh serve}: the uppercase server, until SIGINT or SIGTERM. */
final class Serve implements Callable<Integer> {
    private static final int MOST_PORT = 65535;

    private final Supplier<Options> options;
    private final OptionSpec any = flag("--any", "reachable from every network, not only from this machine");
    private final OptionSpec iterative = flag("--iterative", "one client at a time, as a simple server does it: one that says nothing keeps all others waiting");
    private final OptionSpec quiet = flag("--quiet", "tell only of start, stop and problems");
    private final PositionalParamSpec protocol = operand("0", "1", Plan.Protocol.class, "udp|tcp").build();
    private final PositionalParamSpec port = operand("1", "0..1", int.class, "PORT", "12000 if not given; 0 lets the kernel choose")
            .initialValue(Plan.PORT).build();
    private final CommandSpec spec = command(this, "serve", "Answer in upper case, over UDP or TCP, until Ctrl-C.", any, iterative, quiet, protocol, port);

    Serve(Supplier<Options> options) {
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
            throw new ParameterException(spec.commandLine(), Messages.in(options.get().readersLanguage()).say("fault.port", asked));
        }
        Plan plan = new Plan(protocol.getValue(), asked, any.getValue() ? Plan.Reach.ANY : Plan.Reach.LOOPBACK,
                iterative.getValue() ? Plan.Manner.ITERATIVE : Plan.Manner.CONCURRENT);
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamFront front = Streams.front(options.get());
        Kernel kernel = options.get().kernelSoon();
        LogWitness log = new LogWitness(quiet.getValue() ? LogWitness.Volume.QUIET : LogWitness.Volume.ALL,
                line -> front.say(List.of(said(line, messages))));
        return switch (UppercaseServer.start(kernel, plan, log)) {
            case Start.Refused r -> {
                log.close();
                throw new CannotRun(Msg.of("cannot.start", String.join("\n  ", Refusal.of(r, plan, kernel).lines().stream().map(messages::say).toList())));
            }
            case Start.Running r -> {
                stopOnSignal(r.server(), log);
                r.server().await();
                yield 0;
            }
        };
    }

    private static Said said(Line line, Messages messages) {
        Said.Kind kind = switch (line.kind()) {
            case START, STOP -> Said.Kind.PRINTED;
            case EXCHANGE -> Said.Kind.RESULT;
            case MISTAKE -> Said.Kind.NOTE;
            case PROBLEM -> Said.Kind.ERROR;
        };
        return new Said(kind, Escape.printable(messages.say(line.text())));
    }

    /**
     * SIGINT, SIGTERM and SIGHUP end the virtual machine by way of its shutdown hooks, with 128 and the signal's
     * number as exit code; a server that was asked to stop and did has ended well.
     */
    private static void stopOnSignal(UppercaseServer server, LogWitness log) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            log.close();
            Runtime.getRuntime().halt(0);
        }, "stop"));
    }
}
