package socklab.export;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which variables belong to the side of a lab that is exported; without a side all do. */
final class Side {
    private final Optional<String> socket;
    private final Set<ProgramVariable> ours = new HashSet<>();
    private final Set<ProgramVariable> foreign = new HashSet<>();

    Side(Optional<String> socket) {
        this.socket = socket;
    }

    boolean all() {
        return socket.isEmpty();
    }

    /** Notes a socket that is made by itself: ours if it has the side's name. */
    boolean made(String name, ProgramVariable variable) {
        return note(socket.isEmpty() || socket.get().equals(name), variable);
    }

    /** Notes a variable that came of another: it belongs to the same side. */
    boolean note(boolean our, ProgramVariable variable) {
        if (our) {
            ours.add(variable);
            foreign.remove(variable);
        } else if (!ours.contains(variable)) {
            foreign.add(variable);
        }
        return our;
    }

    /** Whether a variable belongs to the exported side. */
    boolean ours(ProgramVariable variable) {
        return !foreign.contains(variable);
    }
}
