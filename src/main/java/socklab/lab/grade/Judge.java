package socklab.lab.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lab.Expectation;
import socklab.lab.ExpectationChecker;
import socklab.lab.LabNetwork;
import socklab.lab.SilentUi;
import socklab.lang.Command;
import socklab.session.SandboxPolicy;
import socklab.session.Settings;
import socklab.session.Socket;
import socklab.shell.Interpreter;
import socklab.shell.ScriptStep;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;

/**
 * Plays a lab as the peer of a student's program, and marks what the program did.
 *
 * <p>The command line names the program; a lab only says where it starts ({@code #! start server}, or
 * {@code #! start tcp 12000} for a program that listens), what it reads ({@code #! input TEXT}), and what it must
 * print or
 * exit with. The program and the lab share a network of their own where this machine allows one.
 */
public final class Judge {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String HOST = "127.0.0.1";

    private final AnswerKey key;
    private final Kernel kernel;
    private final Settings settings;
    private final Duration limit;
    private final BiConsumer<Shell, UserInterface> words;
    private volatile boolean stopped;

    /** A judge with a limit for the lab and the program together. */
    public Judge(
            AnswerKey key, Kernel kernel, Settings settings, Duration limit, BiConsumer<Shell, UserInterface> words) {
        this.key = key;
        this.kernel = kernel;
        this.settings = settings;
        this.limit = limit;
        this.words = words;
    }

    /** The marks of a program, and what it printed. */
    public record Judged(Grade grade, String output) {}

    /** Ends the lab and the program. */
    public void stop() {
        stopped = true;
    }

    /** Plays the lab against a program; {@code {host}} and {@code {port}} in its arguments are replaced. */
    public Judged judge(List<String> command) {
        SilentUi ui = new SilentUi();
        try (LabNetwork network = LabNetwork.open(kernel, key.lab(), false);
                Shell shell = new Shell(
                        network.kernel(), settings, SandboxPolicy.lab(key.lab().folder(), false), ui);
                Peer peer = new Peer(shell, command)) {
            words.accept(shell, ui);
            await(shell.start(key.lab().steps(), peer), peer);
            List<Grade.Mark> marks =
                    key.questions().stream().map(q -> mark(q, peer.results())).toList();
            return new Judged(new Grade(key.lab().file(), name(command), marks, peer.problem()), peer.output());
        }
    }

    /** The name of a program: the file that an interpreter runs, or else the command. */
    private static String name(List<String> command) {
        String program = command.stream()
                .skip(1)
                .filter(argument -> Files.isRegularFile(Path.of(argument)))
                .findFirst()
                .orElse(command.getFirst());
        return String.valueOf(Path.of(program).getFileName());
    }

    private static Grade.Mark mark(Question question, Map<Integer, String> results) {
        Optional<String> actual = Optional.ofNullable(results.get(question.callNumber()));
        boolean met = new ExpectationChecker.Comparison(question.expected(), actual).met();
        return new Grade.Mark(
                question,
                met ? Grade.Status.RIGHT : actual.isPresent() ? Grade.Status.WRONG : Grade.Status.BLANK,
                actual);
    }

    private void await(Shell.Running running, Peer peer) {
        long start = System.nanoTime();
        Duration line = limit.dividedBy(3);
        while (!running.job().await(POLL.toNanos())) {
            if (stopped || System.nanoTime() - start > limit.toNanos()) {
                running.job().cancel();
                running.job().await(PATIENCE.toNanos());
                return;
            } else if (peer.lineTime().compareTo(line) > 0) {
                running.job().interruptCall();
            }
        }
    }

    /** Starts the program where the lab says so, and notes what calls and program came to. */
    private final class Peer implements Interpreter.Observer, AutoCloseable {
        private final Shell shell;
        private final List<String> command;
        private final StringBuilder input = new StringBuilder();
        private final Map<Integer, String> results = new HashMap<>();
        private Optional<JudgedProgram> program = Optional.empty();
        private Optional<Message> problem = Optional.empty();
        private Optional<Long> lineStart = Optional.empty();

        Peer(Shell shell, List<String> command) {
            this.shell = shell;
            this.command = command;
        }

        synchronized Duration lineTime() {
            return lineStart.map(s -> Duration.ofNanos(System.nanoTime() - s)).orElse(Duration.ZERO);
        }

        synchronized Map<Integer, String> results() {
            return Map.copyOf(results);
        }

        synchronized Optional<Message> problem() {
            return problem;
        }

        synchronized String output() {
            return program.map(JudgedProgram::output).orElse("");
        }

        @Override
        public synchronized boolean before(ScriptStep.Line line) {
            lineStart = Optional.of(System.nanoTime());
            return true;
        }

        @Override
        public boolean after(ScriptStep.Line line, StepResult result) {
            synchronized (this) {
                lineStart = Optional.empty();
                result.canonical().ifPresent(actual -> results.put(line.number(), actual));
            }
            if (line.command() instanceof Command.Comment) {
                Directive.in(line.text()).ifPresent(directive -> directive(line, directive));
            }
            return problem().isEmpty();
        }

        private void directive(ScriptStep.Line line, Directive directive) {
            switch (directive) {
                case Directive.Input i -> input.append(i.text()).append('\n');
                case Directive.StartWithSocket s -> start(portOf(s.socket()));
                case Directive.StartListening s -> {
                    start(OptionalInt.of(s.port()));
                    awaitListening(s);
                }
                case Directive.Prints p -> note(line, awaitLine(p.pattern()));
                case Directive.Exits _ -> note(line, program.flatMap(this::exit));
                case Directive.Points _,
                        Directive.Hidden _,
                        Directive.Bonus _,
                        Directive.Hint _,
                        Directive.Accept _,
                        Directive.Yours _,
                        Directive.End _,
                        Directive.Unknown _ -> {}
            }
        }

        private synchronized void note(ScriptStep.Line line, Optional<String> actual) {
            actual.ifPresent(text -> results.put(line.number(), text));
        }

        private OptionalInt portOf(String name) {
            Optional<SocketAddress> local = shell.session()
                    .socket(name)
                    .map(Socket::fd)
                    .flatMap(shell.kernel()::observe)
                    .flatMap(status -> status.local());
            return local.isPresent() && local.get() instanceof SocketAddress.Inet4 a
                    ? OptionalInt.of(a.port())
                    : OptionalInt.empty();
        }

        private synchronized void start(OptionalInt port) {
            if (port.isEmpty() || program.isPresent()) {
                problem = Optional.of(Message.of("judge.noPort"));
                return;
            }
            String number = Integer.toString(port.getAsInt());
            List<String> arguments = new ArrayList<>();
            command.forEach(c -> arguments.add(c.replace("{host}", HOST).replace("{port}", number)));
            try {
                program = Optional.of(JudgedProgram.start(
                        shell.kernel(),
                        arguments,
                        Map.of("SOCKLAB_HOST", HOST, "SOCKLAB_PORT", number),
                        input.toString()));
            } catch (IOException e) {
                problem = Optional.of(Message.of("judge.notStarted", e.getMessage()));
            }
        }

        /** Looks from outside, so that the program sees no connection that the lab does not make. */
        private void awaitListening(Directive.StartListening start) {
            Const type = start.tcp() ? Const.SOCK_STREAM : Const.SOCK_DGRAM;
            long end = System.nanoTime() + limit.dividedBy(3).toNanos();
            while (!isListening(type, start.port())
                    && System.nanoTime() < end
                    && !stopped
                    && program.filter(p -> !p.hasEnded()).isPresent()) {
                pause();
            }
        }

        private boolean isListening(Const type, int port) {
            return shell.kernel().listeningAddresses(type).stream().anyMatch(address -> switch (address) {
                case SocketAddress.Inet4 a -> a.port() == port;
                case SocketAddress.Inet6 a -> a.port() == port;
                case SocketAddress.Unix _, SocketAddress.Unspec _, SocketAddress.Other _ -> false;
            });
        }

        private Optional<String> awaitLine(String pattern) {
            if (program.isEmpty()) {
                return Optional.empty();
            }
            JudgedProgram running = program.get();
            long end = System.nanoTime() + limit.dividedBy(3).toNanos();
            Optional<String> found = running.line(l -> Expectation.matches(pattern, l));
            while (found.isEmpty() && System.nanoTime() < end && !stopped && !running.hasEnded()) {
                pause();
                found = running.line(l -> Expectation.matches(pattern, l));
            }
            OptionalInt _ = running.hasEnded() ? running.exit(POLL) : OptionalInt.empty();
            return running.line(l -> Expectation.matches(pattern, l))
                    .or(() -> running.output().lines().reduce((_, last) -> last));
        }

        private Optional<String> exit(JudgedProgram running) {
            OptionalInt code = running.exit(limit.dividedBy(3));
            return Optional.of(code.isPresent() ? Integer.toString(code.getAsInt()) : "still running");
        }

        private static void pause() {
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            program.ifPresent(JudgedProgram::close);
        }
    }
}
