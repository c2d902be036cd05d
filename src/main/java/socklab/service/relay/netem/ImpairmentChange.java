package socklab.service.relay.netem;

import java.util.Map;
import java.util.Set;
import socklab.service.relay.Direction;

/**
 * Impairments that are to hold from now on.
 *
 * @param typed the words that were typed for each direction: their counting starts again, even if they are the same
 */
public record ImpairmentChange(Impairments impairments, Map<Direction, Set<ImpairmentWord>> typed) {}
