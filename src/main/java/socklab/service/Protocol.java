package socklab.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.call.Const;

/** The transport protocol of a service. */
public enum Protocol {
    UDP(Const.SOCK_DGRAM),
    TCP(Const.SOCK_STREAM);

    private final Const type;

    Protocol(Const type) {
        this.type = type;
    }

    /** The type of its sockets. */
    public Const type() {
        return type;
    }

    /** As typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The protocol of that word. */
    public static Optional<Protocol> of(String word) {
        return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Protocol::word).toList();
    }
}
