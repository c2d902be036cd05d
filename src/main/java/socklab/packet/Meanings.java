package socklab.packet;

import java.util.Optional;
import java.util.function.LongFunction;
import socklab.packet.Checksums.Checksum;
import socklab.text.Message;

/** What the values of fields mean, as messages. */
final class Meanings {
    private Meanings() {}

    /** The same sentence for every value. */
    static LongFunction<Optional<Message>> says(String key) {
        return _ -> Optional.of(Message.of(key));
    }

    /** A sentence with a number that follows from the value. */
    static LongFunction<Optional<Message>> says(String key, LongFunction<Object> argument) {
        return value -> Optional.of(Message.of(key, argument.apply(value)));
    }

    /** A sentence if the bit is set, another if it is not. */
    static LongFunction<Optional<Message>> bit(String set, String clear) {
        return value -> Optional.of(Message.of(value != 0 ? set : clear));
    }

    /** A sentence if the bit is set. */
    static LongFunction<Optional<Message>> ifSet(String key) {
        return value -> value != 0 ? Optional.of(Message.of(key)) : Optional.empty();
    }

    /** A name that needs no translation; nothing for an empty one. */
    static LongFunction<Optional<Message>> name(LongFunction<String> name) {
        return value -> Optional.of(name.apply(value)).filter(n -> !n.isEmpty()).map(n -> Message.of("packet.name", n));
    }

    static LongFunction<Optional<Message>> protocol() {
        return name(value -> IpProtocol.name((int) value));
    }

    static LongFunction<Optional<Message>> checksum(Optional<Checksum> checksum) {
        return _ -> checksum.map(c -> switch (c) {
            case Checksum.Right _ -> Message.of("packet.checksum.right");
            case Checksum.Wrong w -> Message.of("packet.checksum.wrong", String.format("0x%04x", w.expected()));
            case Checksum.Absent _ -> Message.of("packet.checksum.absent");
        });
    }
}
