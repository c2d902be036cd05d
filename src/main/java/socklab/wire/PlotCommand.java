package socklab.wire;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.Chart;
import socklab.session.Event;
import socklab.session.Socket;
import socklab.shell.Interpreter;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.text.Message;
import socklab.wire.ConnectionSampler.Samples;

/** {@code /plot [SOCKET] [cwnd|rtt|seq] [plain]}: a connection of a host over time. */
final class PlotCommand {
    private static final String PLAIN = "plain";

    private final Shell shell;
    private final Supplier<Optional<Wire>> laid;
    private final Supplier<Optional<ConnectionSampler>> sampler;

    /** What is drawn. */
    private enum Kind {
        CWND,
        RTT,
        SEQ;

        static Optional<Kind> of(String word) {
            return Stream.of(values())
                    .filter(k -> k.name().equalsIgnoreCase(word))
                    .findFirst();
        }
    }

    PlotCommand(Shell shell, Supplier<Optional<Wire>> laid, Supplier<Optional<ConnectionSampler>> sampler) {
        this.shell = shell;
        this.laid = laid;
        this.sampler = sampler;
    }

    void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.PLOT, (c, _) -> plot(c));
    }

    private StepResult plot(Command.Shell command) throws ShellWordError {
        Wire wire = laid.get()
                .orElseThrow(() -> ShellWordError.at(
                        command, command.name(), Message.of("wire.fault.wireFirst"), Message.of("wire.cure.noWire")));
        wire.settle();
        sampler.get().ifPresent(ConnectionSampler::sample);
        Kind kind = Kind.CWND;
        Event.Plotted.Form form =
                shell.session().settings().look().plain() ? Event.Plotted.Form.NUMBERS : Event.Plotted.Form.DRAWN;
        Optional<Token> named = Optional.empty();
        for (Token word : command.args()) {
            Optional<Kind> asked = Kind.of(word.text());
            if (asked.isPresent()) {
                kind = asked.get();
            } else if (word.text().equals(PLAIN)) {
                form = Event.Plotted.Form.NUMBERS;
            } else if (named.isEmpty()) {
                named = Optional.of(word);
            } else {
                throw unknown(command, word);
            }
        }
        Chart chart = chart(command, named, kind, wire);
        shell.session().journal().append(new Event.Plotted(System.nanoTime(), chart, form));
        return StepResult.DONE;
    }

    private static ShellWordError unknown(Command.Shell command, Token word) {
        return ShellWordError.at(
                command,
                word,
                Message.of("wire.fault.plotWord", word.text()),
                Message.of("cure.usage", ShellWord.PLOT.usage(), ShellWord.PLOT.example()));
    }

    private Chart chart(Command.Shell command, Optional<Token> named, Kind kind, Wire wire) throws ShellWordError {
        Token at = named.orElse(command.name());
        String name = named.map(Token::text)
                .or(() -> shell.session().current().map(Socket::name))
                .orElseThrow(() -> ShellWordError.usage(command));
        Optional<Samples> samples = sampler.get().flatMap(s -> s.of(name));
        if (samples.isEmpty()) {
            throw named.isPresent() && shell.session().socket(name).isEmpty()
                    ? unknown(command, at)
                    : ShellWordError.at(
                            command, at, Message.of("wire.fault.noPlot", name), Message.of("wire.cure.noPlot"));
        }
        Samples known = samples.get();
        return switch (kind) {
            case CWND -> ConnectionCharts.congestion(name, known);
            case RTT -> ConnectionCharts.roundTrip(name, known);
            case SEQ ->
                SequenceChart.of(wire.log().frames(), known.local(), known.remote())
                        .orElseThrow(() -> ShellWordError.at(
                                command,
                                at,
                                Message.of("wire.fault.noSegments", name),
                                Message.of("wire.cure.noSegments")));
        };
    }
}
