package socklab.wire;

/** What the hand can do with a frame that waits. */
enum HandAction {
    PASS("wire.passed"),
    LOSE("wire.lost"),
    REPEAT("wire.twice"),
    FLIP("wire.flippedByHand");

    private final String fate;

    HandAction(String fate) {
        this.fate = fate;
    }

    /** The message that says so. */
    String fate() {
        return fate;
    }
}
