package socklab.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sockets of a program by the names that expectations use. */
public final class SocketNames {
    private SocketNames() {}

    /** All sockets that statements make. */
    public static Map<String, Variable> in(List<Statement> statements) {
        Map<String, Variable> sockets = new HashMap<>();
        statements.forEach(s -> SocketScopes.produced(s).stream()
                .filter(v -> v.kind() == Variable.Kind.SOCKET)
                .forEach(v -> sockets.put(v.name(), v)));
        return sockets;
    }
}
