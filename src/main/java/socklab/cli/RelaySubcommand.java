package socklab.cli;

import static socklab.cli.CommandSpecs.all;
import static socklab.cli.CommandSpecs.command;
import static socklab.cli.CommandSpecs.flag;
import static socklab.cli.CommandSpecs.operands;
import static socklab.cli.CommandSpecs.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.lang.Token;
import socklab.service.relay.Relay;
import socklab.service.relay.Relay.Start;
import socklab.service.relay.RelayConfig;
import socklab.service.relay.RelayConfigParser;
import socklab.service.relay.RelayLogLine;
import socklab.service.relay.RelayLogListener;
import socklab.service.relay.RelayStartFailure;
import socklab.service.relay.netem.WordMistake;
import socklab.shell.StreamUi;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.ProblemView;

/** {@code run.sh relay}: a misbehaving network between client and server, until SIGINT or SIGTERM. */
final class RelaySubcommand implements Callable<Integer> {
    private static final List<String> FOOTER = List.of(
            "",
            "The words are tc-netem(8)'s: loss P%% [CORR%%] | loss gemodel P%% [R%% [1-H%% [1-K%%]]], delay TIME"
                    + " [JITTER [CORR%%]]",
            "[distribution uniform|normal|pareto|paretonormal], duplicate P%%, corrupt P%%, reorder P%% [CORR%%] [gap"
                    + " N], rate 100kbit,",
            "limit N, seed N; and drop 2,5,9, first N. For TCP: delay, rate, reset after 4kb, stall after 2s,"
                    + " half-open, slice 1.",
            "up: and down: stand before the words for one direction.",
            "",
            "socklab relay udp 12001 localhost 12000 loss 30%% delay 50ms 10ms up: drop 2,5");

    private final Supplier<CliOptions> options;
    private final OptionSpec any = flag("--any", "reachable from every network, not only from this machine");
    private final OptionSpec idle = option(
                    "--idle", String.class, "TIME", "forget a UDP client that was silent so long; 60s if not given")
            .build();
    private final OptionSpec quiet = flag("--quiet", "tell only of start, problems and the summary");
    private final PositionalParamSpec words = operands("1..*", String.class, "udp|tcp PORT HOST PORT [WORDS]");

    RelaySubcommand(Supplier<CliOptions> options) {
        this.options = options;
    }

    CommandSpec spec() {
        CommandSpec spec = command(
                this,
                "relay",
                "Stand between client and server and lose, delay, repeat what passes, until Ctrl-C.",
                any,
                idle,
                quiet,
                words);
        spec.usageMessage().sortOptions(false).footer(FOOTER.toArray(String[]::new));
        return spec;
    }

    @Override
    public Integer call() {
        Messages messages = Messages.in(options.get().readersLanguage());
        StreamUi front = Streams.front(options.get());
        Kernel kernel = options.get().kernelSoon();
        RelayConfig plan;
        try {
            plan = RelayConfigParser.read(tokens(), kernel, (_, _) -> {});
        } catch (WordMistake e) {
            SyntaxError error = new SyntaxError(line(), e.token().span(), e.fault(), e.cure());
            front.say(ProblemView.lines(error, "", messages).stream()
                    .map(l -> new OutputLine(OutputLine.Kind.ERROR, l))
                    .toList());
            return ExitCode.USAGE;
        }
        LiveStatusLine live = LiveStatusLine.ifOnTerminal();
        RelayLogListener log = new RelayLogListener(
                quiet.getValue() ? RelayLogListener.Volume.QUIET : RelayLogListener.Volume.ALL,
                lines -> live.above(() ->
                        front.say(lines.stream().map(l -> said(l, messages)).toList())));
        return switch (Relay.start(kernel, plan, log)) {
            case Start.Refused r -> {
                log.close();
                throw new UnsupportedEnvironment(Message.of(
                        "cannot.start",
                        String.join(
                                "\n  ",
                                RelayStartFailure.of(r, plan, kernel).lines().stream()
                                        .map(messages::say)
                                        .toList())));
            }
            case Start.Running r -> {
                live.show(() -> Escape.printable(messages.say(r.relay().briefly())));
                stopOnSignal(r.relay(), log, live);
                r.relay().await();
                yield ExitCode.WELL;
            }
        };
    }

    private List<String> typed() {
        List<String> typed = new ArrayList<>(all(words));
        if (any.getValue()) {
            typed.add("--any");
        }
        Optional.<String>ofNullable(idle.getValue()).ifPresent(time -> typed.addAll(List.of("--idle", time)));
        return typed;
    }

    private String line() {
        return "relay " + String.join(" ", typed());
    }

    private List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        int at = "relay ".length();
        for (String word : typed()) {
            tokens.add(new Token(word, new Span(at, at + word.length())));
            at += word.length() + 1;
        }
        return tokens;
    }

    private static OutputLine said(RelayLogLine line, Messages messages) {
        OutputLine.Kind kind = switch (line.kind()) {
            case START, STOP -> OutputLine.Kind.PRINTED;
            case FATE -> OutputLine.Kind.RESULT;
            case CLIENT, CHANGE -> OutputLine.Kind.NOTE;
            case PROBLEM -> OutputLine.Kind.ERROR;
        };
        return new OutputLine(kind, Escape.printable(messages.say(line.text())));
    }

    /** SIGINT, SIGTERM and SIGHUP end the virtual machine by way of its shutdown hooks; to be asked to stop is to end well. */
    private static void stopOnSignal(Relay relay, RelayLogListener log, LiveStatusLine live) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            live.end();
                            relay.close();
                            log.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
    }
}
