package socklab.export.nio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which variables are declared where. */
final class JavaScope {
    private final Deque<Set<String>> declared = new ArrayDeque<>(List.of(new HashSet<>()));

    void enter() {
        declared.addLast(new HashSet<>());
    }

    void leave() {
        declared.removeLast();
    }

    /** The left side of an assignment: with the type if the name is not visible yet. */
    String assigned(String type, String name) {
        if (declared.stream().anyMatch(d -> d.contains(name))) {
            return name;
        }
        declared.getLast().add(name);
        return type + " " + name;
    }
}
