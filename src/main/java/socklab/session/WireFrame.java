package socklab.session;

import socklab.call.Bytes;

/**
 * A frame that came to the wire, as evidence.
 *
 * @param at when it came, by {@link System#nanoTime}
 * @param number its number; frames that only find neighbours, routers or groups are counted apart
 * @param from the host that sent it
 * @param to the host that it is for; {@code *} for all others
 * @param lost whether it went no further
 * @param again whether the same segment was sent before
 */
public record WireFrame(
        long at, long number, String from, String to, Bytes bytes, boolean housekeeping, boolean lost, boolean again) {}
