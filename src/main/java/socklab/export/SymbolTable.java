package socklab.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.Const;
import socklab.lang.Token;
import socklab.text.Message;

/** The names of a lab as its lines give and use them: what a session would know, found out without running anything. */
final class SymbolTable {
    private final Map<String, Variable> sockets = new HashMap<>();
    private final Map<String, Statement.Produced> values = new HashMap<>();
    private final Map<String, Endpoint> services = new HashMap<>();
    private final Map<Variable, Endpoint> locals = new HashMap<>();
    private final Map<Variable, Endpoint> remotes = new HashMap<>();
    private final Set<Variable> open = new HashSet<>();
    private final List<Variable> currents = new ArrayList<>();
    private final List<Variable> epolls = new ArrayList<>();
    private final Map<String, Variable> given = new HashMap<>();
    private int automatic;

    /** A variable; a name that means another thing already is followed by a number. */
    Variable unique(Variable wanted) {
        String name = wanted.name();
        for (int i = 2; given.containsKey(name) && !same(given.get(name), wanted, name); i++) {
            name = wanted.name() + i;
        }
        Variable unique = new Variable(name, wanted.kind(), wanted.domain(), wanted.type());
        given.put(name, unique);
        return unique;
    }

    private static boolean same(Variable known, Variable wanted, String name) {
        return known.equals(new Variable(name, wanted.kind(), wanted.domain(), wanted.type()));
    }

    /** The next free {@code s1}, {@code s2}, …, as a session names sockets. */
    String freeName() {
        String name;
        do {
            name = "s" + ++automatic;
        } while (sockets.containsKey(name) || values.containsKey(name));
        return name;
    }

    /** Takes in a new socket; {@code current} if calls without a name go to it from now on. */
    void made(String name, Variable socket, boolean current) {
        sockets.put(name, socket);
        values.remove(name);
        locals.remove(socket);
        remotes.remove(socket);
        open.add(socket);
        if (socket.kind() == Variable.Kind.EPOLL) {
            epolls.add(socket);
        }
        if (current) {
            use(socket);
        }
    }

    void use(Variable socket) {
        currents.remove(socket);
        currents.add(socket);
    }

    void closed(Variable socket) {
        currents.remove(socket);
        epolls.remove(socket);
        open.remove(socket);
    }

    boolean isOpen(Variable socket) {
        return open.contains(socket);
    }

    void define(String name, Statement.Produced value) {
        values.put(name, value);
    }

    void service(String name, Endpoint address) {
        services.put(name, address);
    }

    Optional<Variable> socket(String name) {
        return Optional.ofNullable(sockets.get(name));
    }

    Optional<Statement.Produced> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Endpoint> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /** The socket that a token names. */
    Variable named(Source source, Token name) throws Refusal {
        if (name.text().startsWith("fd:")) {
            throw Refusal.at(
                    source,
                    name.span(),
                    Message.of("export.fault.number", name.text()),
                    Message.of("export.cure.number"));
        }
        Optional<Variable> socket = socket(name.text());
        if (socket.isEmpty()) {
            throw Refusal.at(
                    source,
                    name.span(),
                    Message.of("export.fault.socket", name.text()),
                    Message.of("export.cure.socket"));
        }
        return socket.get();
    }

    /** The socket that a call without a name is made on. */
    Optional<Variable> current(boolean epoll) {
        List<Variable> all = epoll ? epolls : currents;
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The address of a socket, as far as the lab's calls tell it. */
    Optional<Endpoint> local(Variable socket) {
        return Optional.ofNullable(locals.get(socket));
    }

    /** The address of a socket's peer, as far as the lab's calls tell it. */
    Optional<Endpoint> remote(Variable socket) {
        return Optional.ofNullable(remotes.get(socket));
    }

    void local(Variable socket, Optional<Endpoint> address) {
        address.ifPresentOrElse(a -> locals.put(socket, a), () -> locals.remove(socket));
    }

    void remote(Variable socket, Optional<Endpoint> address) {
        address.ifPresentOrElse(a -> remotes.put(socket, a), () -> remotes.remove(socket));
    }

    /** An address that will not change by itself: none whose port the kernel has still to choose. */
    static Optional<Endpoint> certain(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Literal l ->
                l.address().family() == Const.AF_UNSPEC
                                || l.address().family() != Const.AF_UNIX
                                        && l.address().port() == 0
                        ? Optional.empty()
                        : Optional.of(endpoint);
            case Endpoint.Named n ->
                n.port() instanceof Endpoint.Port.Number p && p.port() == 0 ? Optional.empty() : Optional.of(endpoint);
            case Endpoint.Kept _ -> Optional.of(endpoint);
        };
    }
}
