package socklab.view.reason;

import java.util.List;
import java.util.Optional;
import socklab.text.Message;

/**
 * What a kind of failure comes from.
 *
 * <p>A rule returns sentences only where the facts prove them: the first says the cause, the next the evidence, the
 * last the cure. The arguments of a sentence are raw (addresses, names, paths); whoever renders them escapes them.
 */
@FunctionalInterface
interface Rule {
    Optional<List<Message>> explain(EndedCall call);
}
