package socklab.export;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which variables belong to the side of a lab that is exported; without a side all do. */
final class Side {
    private final Optional<String> socket;
    private final Set<Variable> ours = new HashSet<>();
    private final Set<Variable> foreign = new HashSet<>();

    Side(Optional<String> socket) {
        this.socket = socket;
    }

    boolean all() {
        return socket.isEmpty();
    }

    /** Notes a socket that is made by itself: ours if it has the side's name. */
    boolean made(String name, Variable variable) {
        return note(socket.isEmpty() || socket.get().equals(name), variable);
    }

    /** Notes a variable that came of another: it belongs to the same side. */
    boolean note(boolean our, Variable variable) {
        if (our) {
            ours.add(variable);
            foreign.remove(variable);
        } else if (!ours.contains(variable)) {
            foreign.add(variable);
        }
        return our;
    }

    /** Whether a variable belongs to the exported side. */
    boolean ours(Variable variable) {
        return !foreign.contains(variable);
    }
}
