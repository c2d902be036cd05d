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
    private final Map<String, ProgramVariable> sockets = new HashMap<>();
    private final Map<String, Statement.Produced> values = new HashMap<>();
    private final Map<String, Endpoint> services = new HashMap<>();
    private final Map<ProgramVariable, Endpoint> locals = new HashMap<>();
    private final Map<ProgramVariable, Endpoint> remotes = new HashMap<>();
    private final Set<ProgramVariable> open = new HashSet<>();
    private final List<ProgramVariable> currents = new ArrayList<>();
    private final List<ProgramVariable> epolls = new ArrayList<>();
    private final Map<String, ProgramVariable> given = new HashMap<>();
    private int automatic;

    /** A variable; a name that means another thing already is followed by a number. */
    ProgramVariable unique(ProgramVariable wanted) {
        String name = wanted.name();
        for (int i = 2; given.containsKey(name) && !same(given.get(name), wanted, name); i++) {
            name = wanted.name() + i;
        }
        ProgramVariable unique = new ProgramVariable(name, wanted.kind(), wanted.domain(), wanted.type());
        given.put(name, unique);
        return unique;
    }

    private static boolean same(ProgramVariable known, ProgramVariable wanted, String name) {
        return known.equals(new ProgramVariable(name, wanted.kind(), wanted.domain(), wanted.type()));
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
    void made(String name, ProgramVariable socket, boolean current) {
        sockets.put(name, socket);
        values.remove(name);
        locals.remove(socket);
        remotes.remove(socket);
        open.add(socket);
        if (socket.kind() == ProgramVariable.Kind.EPOLL) {
            epolls.add(socket);
        }
        if (current) {
            use(socket);
        }
    }

    void use(ProgramVariable socket) {
        currents.remove(socket);
        currents.add(socket);
    }

    void closed(ProgramVariable socket) {
        currents.remove(socket);
        epolls.remove(socket);
        open.remove(socket);
    }

    boolean isOpen(ProgramVariable socket) {
        return open.contains(socket);
    }

    void define(String name, Statement.Produced value) {
        values.put(name, value);
    }

    void service(String name, Endpoint address) {
        services.put(name, address);
    }

    Optional<ProgramVariable> socket(String name) {
        return Optional.ofNullable(sockets.get(name));
    }

    Optional<Statement.Produced> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Endpoint> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /** The socket that a token names. */
    ProgramVariable named(Source source, Token name) throws Refusal {
        if (name.text().startsWith("fd:")) {
            throw Refusal.at(
                    source,
                    name.span(),
                    Message.of("export.fault.number", name.text()),
                    Message.of("export.cure.number"));
        }
        Optional<ProgramVariable> socket = socket(name.text());
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
    Optional<ProgramVariable> current(boolean epoll) {
        List<ProgramVariable> all = epoll ? epolls : currents;
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The address of a socket, as far as the lab's calls tell it. */
    Optional<Endpoint> local(ProgramVariable socket) {
        return Optional.ofNullable(locals.get(socket));
    }

    /** The address of a socket's peer, as far as the lab's calls tell it. */
    Optional<Endpoint> remote(ProgramVariable socket) {
        return Optional.ofNullable(remotes.get(socket));
    }

    void local(ProgramVariable socket, Optional<Endpoint> address) {
        address.ifPresentOrElse(a -> locals.put(socket, a), () -> locals.remove(socket));
    }

    void remote(ProgramVariable socket, Optional<Endpoint> address) {
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
