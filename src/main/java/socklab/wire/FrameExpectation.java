package socklab.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.Token;
import socklab.packet.Packet;
import socklab.packet.Packet.Transport;
import socklab.shell.ShellWordError;
import socklab.text.Message;

/**
 * A frame that should come: {@code -> a b [S.] ack 1}, {@code -> a b [P.] 1:6 lost}, {@code -> a b [P.] 1:6 again}.
 *
 * @param parts what must stand in tcpdump's line
 * @param kind what it carries; empty for anything
 * @param lost whether it must go no further; otherwise it must arrive
 * @param again whether its host must have sent it before
 * @param interval how long after the time before; empty for any time
 */
record FrameExpectation(
        String from,
        String to,
        List<String> parts,
        Optional<PacketFilter.Kind> kind,
        boolean lost,
        boolean again,
        Optional<Interval> interval) {

    /** A time, and how far from it is still right, as a part of it. */
    record Interval(double seconds, double tolerance) {
        boolean covers(double actual) {
            return Math.abs(actual - seconds) <= seconds * tolerance;
        }
    }

    /** Reads the words after the arrow. */
    static FrameExpectation read(Command.Shell command, List<String> hosts) throws ShellWordError {
        List<Token> words = command.args();
        if (words.size() < 2) {
            throw ShellWordError.usage(command);
        }
        for (Token host : words.subList(0, 2)) {
            if (!hosts.contains(host.text())
                    && !List.of(CableFrame.ALL, CableFrame.CABLE).contains(host.text())) {
                throw ShellWordError.at(
                        command, host, Message.of("wire.fault.wireHost", host.text()), Message.of("cure.oneOf", hosts));
            }
        }
        Reader reader = new Reader(command);
        while (reader.at < words.size()) {
            reader.word();
        }
        return new FrameExpectation(
                words.get(0).text(),
                words.get(1).text(),
                List.copyOf(reader.parts),
                reader.kind,
                reader.lost,
                reader.again || reader.interval.isPresent(),
                reader.interval);
    }

    private static final class Reader {
        private final Command.Shell command;
        private final List<String> parts = new ArrayList<>();
        private Optional<PacketFilter.Kind> kind = Optional.empty();
        private Optional<Interval> interval = Optional.empty();
        private boolean lost;
        private boolean again;
        private int at = 2;

        Reader(Command.Shell command) {
            this.command = command;
        }

        void word() throws ShellWordError {
            Token word = command.args().get(at++);
            String text = word.text();
            if (text.equals("[..]")) {
                return;
            } else if (text.matches("\\[[FSRP.UEW]+]")) {
                parts.add("Flags " + text);
            } else if (text.matches("\\d+:\\d+")) {
                parts.add("seq " + text + ",");
            } else if (text.equals("ack") || text.equals("seq") || text.equals("win") || text.equals("length")) {
                parts.add(text + " " + number());
            } else if (text.equals("lost")) {
                lost = true;
            } else if (text.equals("again")) {
                again = true;
            } else if (text.equals("~")) {
                interval = Optional.of(interval());
            } else {
                kind = Optional.of(PacketFilter.Kind.of(text).orElseThrow(() -> wrong(word)));
            }
        }

        private String number() throws ShellWordError {
            if (at >= command.args().size() || !command.args().get(at).text().matches("\\d+")) {
                throw wrong(command.args().get(at - 1));
            }
            return command.args().get(at++).text();
        }

        /** {@code 200ms ± 50%}. */
        private Interval interval() throws ShellWordError {
            Token sign = command.args().get(at - 1);
            List<Token> words = command.args().subList(at, command.args().size());
            if (words.size() < 3
                    || !words.get(0).text().matches("\\d+(\\.\\d+)?m?s")
                    || !words.get(1).text().equals("±")
                    || !words.get(2).text().matches("\\d+%")) {
                throw wrong(sign);
            }
            String time = words.get(0).text();
            double value = Double.parseDouble(time.replaceAll("m?s$", ""));
            at += 3;
            return new Interval(
                    time.endsWith("ms") ? value / 1000 : value,
                    Double.parseDouble(words.get(2).text().replace("%", "")) / 100);
        }

        private ShellWordError wrong(Token word) {
            return ShellWordError.at(
                    command,
                    word,
                    Message.of("fault.choice", word.text()),
                    Message.of("cure.usage", "-> a b [P.] 1:6 ack 1 lost | again | ~ 200ms ± 50%", "-> a b [S]"));
        }
    }

    /** Whether a frame is the one. */
    boolean met(RecordedFrame recorded) {
        CableFrame frame = recorded.frame();
        if (!frame.from().equals(from) || !frame.to().equals(to) || recorded.lost() != lost) {
            return false;
        }
        Packet packet = Packet.of(frame.bytes());
        String text = recorded.text();
        boolean carries = kind.map(k -> k.matches(packet))
                .orElseGet(() -> parts.isEmpty() || packet.transport() instanceof Transport.Tcp);
        return carries
                && parts.stream().allMatch(p -> contains(text, p))
                && (!again || since(recorded).isPresent())
                && interval.map(i -> since(recorded).filter(i::covers).isPresent())
                        .orElse(true);
    }

    /** Whether a part stands in a line, and is no beginning of a longer number. */
    private static boolean contains(String text, String part) {
        int at = text.indexOf(part);
        int end = at + part.length();
        return at >= 0
                && (end == text.length()
                        || !Character.isDigit(part.charAt(part.length() - 1))
                        || !Character.isDigit(text.charAt(end)));
    }

    /** How many seconds after the same segment a frame came; empty for one that is new. */
    private static Optional<Double> since(RecordedFrame recorded) {
        return recorded.fate().stream()
                .filter(m -> m.key().equals("wire.again"))
                .map(m -> Double.parseDouble(m.args().getFirst().toString()))
                .findFirst();
    }
}
