package socklab.service.relay;

import java.util.Locale;

/** Which way something passes a relay. */
public enum Direction {
    /** From a client to the server. */
    UP("→"),
    /** From the server back to a client. */
    DOWN("←");

    private final String arrow;

    Direction(String arrow) {
        this.arrow = arrow;
    }

    /** As shown. */
    public String arrow() {
        return arrow;
    }

    /** As typed, before the words for this direction. */
    public String label() {
        return name().toLowerCase(Locale.ROOT) + ":";
    }

    /** The other way. */
    public Direction opposite() {
        return this == UP ? DOWN : UP;
    }
}
