package socklab.cli;

import static socklab.cli.CommandSpecs.flag;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.lang.Token;
import socklab.launch.ProcessExit;
import socklab.service.ArgumentError;
import socklab.service.LogLine;
import socklab.service.LogListener;
import socklab.service.Service;
import socklab.service.Service.Start;
import socklab.service.ServiceConfig;
import socklab.service.ServiceListener;
import socklab.service.StartFailure;
import socklab.shell.StreamUi;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.Escape;
import socklab.view.OutputLine;
import socklab.view.ProblemView;

/** A subcommand that runs a service until SIGINT, SIGTERM or SIGHUP, and logs what it does to standard output. */
abstract class ServiceSubcommand<C extends ServiceConfig, S extends Service> implements Callable<Integer> {
    private static final Duration REFRESH = Duration.ofMillis(250);

    private final Supplier<CliOptions> options;
    private final String name;

    /** For the options of a subcommand. */
    final OptionSpec quiet = flag("--quiet", "log only start, problems and the counts at the end");

    ServiceSubcommand(String name, Supplier<CliOptions> options) {
        this.name = name;
        this.options = options;
    }

    /** What picocli reads; called once. */
    abstract CommandSpec spec();

    /** The arguments as they would be typed in a session, options last. */
    abstract List<String> arguments();

    abstract C config(List<Token> tokens, Kernel kernel) throws ArgumentError;

    abstract Start<S> start(Kernel kernel, C config, ServiceListener listener);

    /** What the last line of a terminal shows while the service runs; none if nothing. */
    abstract Optional<Message> status(S service);

    @Override
    public Integer call() {
        Messages messages = Messages.in(options.get().readersLanguage());
        BrokenPipeExit output = new BrokenPipeExit(options.get());
        StreamUi ui = Streams.front(options.get(), output);
        Kernel kernel = options.get().kernelSoon();
        C config;
        try {
            config = config(tokens(), kernel);
        } catch (ArgumentError e) {
            String line = name + " " + String.join(" ", arguments());
            SyntaxError error = new SyntaxError(line, e.token().span(), e.fault(), e.cure());
            PrintWriter err = quiet.command().commandLine().getErr();
            ProblemView.lines(error, "", messages).forEach(err::println);
            return ExitCode.USAGE;
        }
        LiveStatusLine live = LiveStatusLine.ifOnTerminal();
        LogListener log = new LogListener(
                quiet.<Boolean>getValue() ? LogListener.Volume.QUIET : LogListener.Volume.ALL,
                REFRESH,
                lines -> live.above(
                        lines.size(),
                        () -> ui.say(
                                lines.stream().map(l -> outputLine(l, messages)).toList())));
        return switch (start(kernel, config, log)) {
            case Start.Failed<S> f -> {
                log.close();
                String why = StartFailure.of(f, config, kernel).lines().stream()
                        .map(messages::say)
                        .collect(Collectors.joining("\n  "));
                throw new UnsupportedEnvironment(Message.of("cannot.start", why));
            }
            case Start.Running<S> r -> {
                if (status(r.service()).isPresent()) {
                    live.show(() -> Escape.printable(
                            status(r.service()).map(messages::say).orElse("")));
                }
                stopOnSignal(r.service(), log, live, ui, output);
                r.service().await();
                yield ExitCode.WELL;
            }
        };
    }

    private List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        int at = name.length() + 1;
        for (String word : arguments()) {
            tokens.add(new Token(word, new Span(at, at + word.length())));
            at += word.length() + 1;
        }
        return tokens;
    }

    private static OutputLine outputLine(LogLine line, Messages messages) {
        OutputLine.Kind kind = switch (line.kind()) {
            case START, STOP -> OutputLine.Kind.PRINTED;
            case TRAFFIC -> OutputLine.Kind.RESULT;
            case CLIENT, CHANGE -> OutputLine.Kind.NOTE;
            case PROBLEM -> OutputLine.Kind.ERROR;
        };
        return new OutputLine(kind, Escape.printable(messages.say(line.text())));
    }

    /**
     * A signal ends the Java program through its shutdown hooks, with 128 and the signal's number as exit code. A
     * service that was asked to stop and did has ended well, so its hook ends the program with 0; or with the code of a
     * log that was not taken.
     */
    private static void stopOnSignal(
            Service service, LogListener log, LiveStatusLine live, StreamUi ui, BrokenPipeExit output) {
        Thread stop = new Thread(
                () -> {
                    live.end();
                    service.close();
                    log.close();
                    output.last(ui::flush);
                    ProcessExit.halt(output.code());
                },
                "stop");
        try {
            Runtime.getRuntime().addShutdownHook(stop);
        } catch (IllegalStateException e) {
            service.close(); // the process is ending: its first output was not taken
        }
    }
}
