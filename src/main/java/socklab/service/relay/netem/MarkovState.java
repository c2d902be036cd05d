package socklab.service.relay.netem;

import socklab.service.relay.netem.ImpairmentModel.MarkovLoss;

/**
 * The state of {@code loss state}'s chain, which says whether the last datagram was lost.
 *
 * <p>Source: Linux, net/sched/sch_netem.c, loss_4state; tc-netem(8).
 */
enum MarkovState {
    /** State 1. */
    RECEIVED_IN_GAP,
    /** State 2. */
    RECEIVED_IN_BURST,
    /** State 3. */
    LOST_IN_BURST,
    /** State 4. */
    LOST_IN_GAP;

    boolean lost() {
        return switch (this) {
            case RECEIVED_IN_GAP, RECEIVED_IN_BURST -> false;
            case LOST_IN_BURST, LOST_IN_GAP -> true;
        };
    }

    /** @param u32 a random number of 32 bits, unsigned */
    MarkovState next(MarkovLoss m, long u32) {
        return switch (this) {
            case RECEIVED_IN_GAP -> {
                if (u32 < m.p14().scaled()) {
                    yield LOST_IN_GAP;
                }
                yield u32 < m.p14().scaled() + m.p13().scaled() ? LOST_IN_BURST : RECEIVED_IN_GAP;
            }
            case RECEIVED_IN_BURST -> u32 < m.p23().scaled() ? LOST_IN_BURST : RECEIVED_IN_BURST;
            case LOST_IN_BURST -> {
                if (u32 < m.p32().scaled()) {
                    yield RECEIVED_IN_BURST;
                }
                yield u32 < m.p32().scaled() + m.p31().scaled() ? RECEIVED_IN_GAP : LOST_IN_BURST;
            }
            case LOST_IN_GAP -> RECEIVED_IN_GAP;
        };
    }
}
