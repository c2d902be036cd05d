package socklab.session;

import socklab.call.Outcome;

/** A host's name that could not be resolved: the call is not made, and that is its outcome. */
final class UnresolvedHost extends Exception {
    private final transient Outcome.Unresolved outcome;

    UnresolvedHost(Outcome.Unresolved outcome) {
        super(outcome.code(), null, false, false);
        this.outcome = outcome;
    }

    Outcome.Unresolved outcome() {
        return outcome;
    }
}
