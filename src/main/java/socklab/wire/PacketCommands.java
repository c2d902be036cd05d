package socklab.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.packet.Dissection;
import socklab.packet.PacketDrawing;
import socklab.packet.PcapngWriter;
import socklab.session.Event;
import socklab.session.WireHost;
import socklab.shell.Interpreter;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.text.Message;
import socklab.text.Messages;

/** {@code /packets}, {@code /packet} and {@code /capture}: the frames that came to the wire. */
final class PacketCommands {
    private final Shell shell;
    private final Supplier<Optional<Wire>> laid;
    private final long clockOffset = System.currentTimeMillis() * 1_000_000 - System.nanoTime();

    PacketCommands(Shell shell, Supplier<Optional<Wire>> laid) {
        this.shell = shell;
        this.laid = laid;
    }

    void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.PACKETS, (c, _) -> packets(c));
        interpreter.handle(ShellWord.PACKET, (c, _) -> packet(c));
        interpreter.handle(ShellWord.CAPTURE, (c, _) -> capture(c));
    }

    private Messages messages() {
        return Messages.in(shell.session().settings().language());
    }

    private void print(List<String> lines) {
        lines.forEach(l -> shell.session().journal().append(new Event.Printed(System.nanoTime(), l)));
    }

    private Wire wire(Command.Shell command) throws ShellWordError {
        Wire wire = laid.get()
                .orElseThrow(() -> ShellWordError.at(
                        command, command.name(), Message.of("wire.fault.wireFirst"), Message.of("wire.cure.noWire")));
        wire.settle();
        return wire;
    }

    private StepResult packets(Command.Shell command) throws ShellWordError {
        Wire wire = wire(command);
        PacketFilter filter = PacketFilter.read(
                command, wire.hosts().stream().map(WireHost::name).toList());
        List<RecordedFrame> all = wire.log().frames();
        List<String> lines = new ArrayList<>();
        if (all.isEmpty()) {
            lines.add(messages().say("wire.noFrames"));
        } else {
            filter.of(all).forEach(r -> lines.add(line(r)));
            if (lines.isEmpty()) {
                lines.add(messages().say("wire.noMatch"));
            }
        }
        if (wire.log().gone() > 0) {
            lines.addFirst(messages().say("wire.gone", wire.log().gone()));
        }
        print(lines);
        return StepResult.DONE;
    }

    private String line(RecordedFrame recorded) {
        CableFrame frame = recorded.frame();
        String fate = messages().joined(recorded.fate());
        return frame.from() + " → " + frame.to() + "  " + (frame.housekeeping() ? "#h" : "#") + frame.number() + "  "
                + recorded.text().lines().findFirst().orElse("") + (fate.isEmpty() ? "" : "   " + fate);
    }

    private StepResult packet(Command.Shell command) throws ShellWordError {
        Wire wire = wire(command);
        if (command.args().size() != 1) {
            throw ShellWordError.usage(command);
        }
        Token word = command.args().getFirst();
        String name = word.text().startsWith("#") ? word.text().substring(1) : word.text();
        boolean housekeeping = name.startsWith("h");
        String digits = housekeeping ? name.substring(1) : name;
        if (!digits.matches("[1-9]\\d{0,17}")) {
            throw ShellWordError.at(
                    command,
                    word,
                    Message.of("wire.fault.frameNumber", word.text()),
                    Message.of("wire.cure.frameNumber"));
        }
        RecordedFrame recorded = wire.log()
                .find(housekeeping, Long.parseLong(digits))
                .orElseThrow(() -> ShellWordError.at(
                        command, word, Message.of("wire.fault.frame", word.text()), Message.of("wire.cure.frame")));
        List<String> lines = new ArrayList<>();
        lines.add(line(recorded));
        lines.add("");
        lines.addAll(new PacketDrawing(messages())
                .lines(Dissection.of(recorded.frame().bytes())));
        print(lines);
        return StepResult.DONE;
    }

    private StepResult capture(Command.Shell command) throws ShellWordError {
        Wire wire = wire(command);
        if (command.args().size() != 1) {
            throw ShellWordError.usage(command);
        }
        Token name = command.args().getFirst();
        List<RecordedFrame> frames = wire.log().frames();
        if (frames.isEmpty()) {
            throw ShellWordError.at(
                    command, command.name(), Message.of("wire.fault.noCapture"), Message.of("wire.cure.noCapture"));
        }
        try (OutputStream out = Files.newOutputStream(Path.of(name.text()))) {
            write(frames, out);
        } catch (IOException | InvalidPathException e) {
            throw ShellWordError.at(
                    command,
                    name,
                    Message.of("wire.fault.captureFile", name.text(), String.valueOf(e.getMessage())),
                    Message.of("wire.cure.captureFile"));
        }
        print(List.of(messages().say("wire.captured", frames.size(), name.text())));
        return StepResult.DONE;
    }

    /**
     * One interface for each host and direction; the comment has the line that caused a frame, and what became of it.
     */
    private void write(List<RecordedFrame> frames, OutputStream out) throws IOException {
        List<String> ways = frames.stream()
                .map(r -> r.frame().from() + ">" + r.frame().to())
                .distinct()
                .sorted()
                .toList();
        PcapngWriter writer = new PcapngWriter(
                out,
                "socklab",
                ways.stream().map(w -> new PcapngWriter.Interface(w, w)).toList());
        for (RecordedFrame recorded : frames) {
            CableFrame frame = recorded.frame();
            List<String> comment = new ArrayList<>();
            if (!recorded.cause().isEmpty()) {
                comment.add(recorded.cause());
            }
            comment.addAll(recorded.fate().stream().map(messages()::say).toList());
            writer.write(
                    ways.indexOf(frame.from() + ">" + frame.to()),
                    frame.at() + clockOffset,
                    frame.bytes(),
                    comment.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", comment)));
        }
    }
}
