package socklab.export.nio;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import socklab.call.Const;
import socklab.call.Param;
import socklab.call.Result;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Statement;

/** Which class of channels each socket is: Java has one for sockets that listen and one for those that connect. */
final class JavaRoles {
    /** A class of channels. */
    enum Role {
        DATAGRAM("DatagramChannel"),
        SERVER("ServerSocketChannel"),
        STREAM("SocketChannel");

        private final String type;

        Role(String type) {
            this.type = type;
        }

        String type() {
            return "java.nio.channels." + type;
        }
    }

    private final Set<ProgramVariable> listening = new HashSet<>();
    private final Map<ProgramVariable, Statement.Invoke> other = new HashMap<>();

    JavaRoles(List<Statement> program) {
        program.forEach(this::look);
    }

    private void look(Statement statement) {
        switch (statement) {
            case Statement.Invoke s when s.on().isPresent() -> on(s);
            case Statement.Start s -> look(s.call());
            case Statement.Loop s -> s.body().forEach(this::look);
            default -> {}
        }
    }

    private void on(Statement.Invoke call) {
        ProgramVariable socket = call.on().orElseThrow();
        if (call.call().result() == Result.ACCEPTED
                || call.value(Param.Int.class).isPresent()) {
            listening.add(socket);
        } else if (call.call().result() == Result.SENT
                || call.call().result() == Result.RECEIVED
                || call.value(Param.Peer.class).isPresent()
                || call.value(Param.Choice.class).isPresent()) {
            other.putIfAbsent(socket, call);
        }
    }

    Role of(Statement.Invoke call, ProgramVariable socket) throws Refusal {
        if (!socket.internet() || socket.type() == Const.SOCK_RAW.value()) {
            throw Refusal.of(call.source(), "java.kind");
        }
        if (socket.type() == Const.SOCK_DGRAM.value()) {
            if (listening.contains(socket)) {
                throw Refusal.of(call.source(), "java.kind");
            }
            return Role.DATAGRAM;
        }
        if (listening.contains(socket) && other.containsKey(socket)) {
            throw Refusal.of(other.get(socket).source(), "java.both");
        }
        return listening.contains(socket) ? Role.SERVER : Role.STREAM;
    }
}
