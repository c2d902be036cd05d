package socklab.wire;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import socklab.lang.Command;
import socklab.lang.Token;
import socklab.packet.Packet;
import socklab.packet.Packet.Transport;
import socklab.shell.ShellWordError;
import socklab.text.Message;

/**
 * Which frames {@code /packets} lists.
 *
 * @param host sends them, or they are for it
 * @param last how many of the newest
 */
record PacketFilter(Optional<String> host, Optional<Kind> kind, OptionalInt port, OptionalInt last) {
    private static final int MOST_PORT = 65535;

    /** What a frame carries. */
    enum Kind {
        TCP,
        UDP,
        ARP,
        ICMP;

        /** The kind of a word. */
        static Optional<Kind> of(String word) {
            return Stream.of(values())
                    .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }

        boolean matches(Packet packet) {
            return switch (this) {
                case TCP -> packet.transport() instanceof Transport.Tcp;
                case UDP -> packet.transport() instanceof Transport.Udp;
                case ARP -> packet.etherType() == Packet.ARP;
                case ICMP ->
                    packet.transport() instanceof Transport.Icmp || packet.transport() instanceof Transport.Icmpv6;
            };
        }
    }

    /** Reads the words after {@code /packets}. */
    static PacketFilter read(Command.Shell command, List<String> hosts) throws ShellWordError {
        Optional<String> host = Optional.empty();
        Optional<Kind> kind = Optional.empty();
        OptionalInt port = OptionalInt.empty();
        OptionalInt last = OptionalInt.empty();
        List<Token> words = command.args();
        for (int i = 0; i < words.size(); i++) {
            Token word = words.get(i);
            String text = word.text();
            if (hosts.contains(text)) {
                host = Optional.of(text);
            } else if (List.of("tcp", "udp", "arp", "icmp").contains(text)) {
                kind = Optional.of(Kind.valueOf(text.toUpperCase(Locale.ROOT)));
            } else if (text.equals("last") && i + 1 < words.size()) {
                last = OptionalInt.of(number(command, words.get(++i)));
            } else {
                port = OptionalInt.of(number(command, word));
            }
        }
        return new PacketFilter(host, kind, port, last);
    }

    private static int number(Command.Shell command, Token word) throws ShellWordError {
        int number = word.text().matches("\\d{1,5}") ? Integer.parseInt(word.text()) : -1;
        if (number < 0 || number > MOST_PORT) {
            throw ShellWordError.at(
                    command,
                    word,
                    Message.of("fault.choice", word.text()),
                    Message.of(
                            "cure.usage", command.word().usage(), command.word().example()));
        }
        return number;
    }

    /** Those of frames that it is about. */
    List<RecordedFrame> of(List<RecordedFrame> frames) {
        List<RecordedFrame> matching = frames.stream().filter(this::matches).toList();
        int skipped = Math.max(0, matching.size() - last.orElse(matching.size()));
        return matching.subList(skipped, matching.size());
    }

    private boolean matches(RecordedFrame recorded) {
        CableFrame frame = recorded.frame();
        Packet packet = Packet.of(frame.bytes());
        return host.map(h -> frame.from().equals(h) || frame.to().equals(h)).orElse(true)
                && kind.map(k -> k.matches(packet)).orElse(true)
                && (port.isEmpty() || hasPort(packet, port.getAsInt()));
    }

    private static boolean hasPort(Packet packet, int wanted) {
        return switch (packet.transport()) {
            case Transport.Tcp t -> t.sourcePort() == wanted || t.destinationPort() == wanted;
            case Transport.Udp u -> u.sourcePort() == wanted || u.destinationPort() == wanted;
            case Transport.Icmp _, Transport.Icmpv6 _, Transport.Other _ -> false;
        };
    }
}
