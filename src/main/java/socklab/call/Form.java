package socklab.call;

import java.util.List;
import java.util.Map;

/**
 * A way to type a call: its word and what follows, in the order typed.
 *
 * <p>A call may have several: {@code open udp} and {@code socket AF_INET SOCK_DGRAM} are one call.
 */
public record Form(String word, List<Slot> slots) {

    /** One thing typed. */
    public sealed interface Slot {}

    /** The value of one parameter; an optional one has its standard value when left out. */
    public record Typed(Param param, boolean optional) implements Slot {}

    /** A word that stands for the values of all parameters. */
    public record Preset(String name, Map<String, List<Arg>> values) implements Slot {}
}
