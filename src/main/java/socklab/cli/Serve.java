package socklab.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine;
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
@Command(name = "serve", description = "Answer in upper case, over UDP or TCP, until Ctrl-C.", mixinStandardHelpOptions = true,
        sortOptions = false)
final class Serve implements Callable<Integer> {
    private static final int MOST_PORT = 65535;

    @ParentCommand
    private SocklabCommand socklab;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--any", description = "reachable from every network, not only from this machine")
    private boolean any;

    @Option(names = "--iterative", description = "one client at a time, as a simple server does it: one that says nothing keeps all others waiting")
    private boolean iterative;

    @Option(names = "--quiet", description = "tell only of start, stop and problems")
    private boolean quiet;

    @Parameters(index = "0", paramLabel = "udp|tcp")
    private Plan.Protocol protocol;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PORT", description = "12000 if not given; 0 lets the kernel choose")
    private int port = Plan.PORT;

    @Override
    public Integer call() {
        if (port < 0 || port > MOST_PORT) {
            throw new CommandLine.ParameterException(spec.commandLine(), Messages.in(socklab.options().streamed().language()).say("fault.port", port));
        }
        Plan plan = new Plan(protocol, port, any ? Plan.Reach.ANY : Plan.Reach.LOOPBACK,
                iterative ? Plan.Manner.ITERATIVE : Plan.Manner.CONCURRENT);
        Messages messages = Messages.in(socklab.options().streamed().language());
        StreamFront front = Streams.front(socklab.options());
        Kernel kernel = socklab.options().kernel();
        LogWitness log = new LogWitness(quiet ? LogWitness.Volume.QUIET : LogWitness.Volume.ALL,
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
