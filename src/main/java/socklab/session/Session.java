package socklab.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import socklab.call.Bytes;
import socklab.kernel.Kernel;
import socklab.text.Message;

/**
 * The sockets, names and settings of one run: the only mutable state.
 *
 * <p>Sockets are replaced, never changed; each is told apart by its id, so that a call that ends late cannot
 * touch a newer socket of the same name.
 *
 * <p>Its lock is never held while the journal is asked or told: a journal's listeners ask for settings.
 */
public final class Session {
    private final Journal journal = new Journal();
    private final Tables tables = new Tables();
    private final Map<String, Socket> sockets = new LinkedHashMap<>();
    /** Closed sockets by name, until the name is given again. */
    private final Map<String, Socket> closed = new HashMap<>();

    private final Map<String, Variable> values = new HashMap<>();
    private final List<Integer> currents = new ArrayList<>();
    private final Set<Integer> closing = new HashSet<>();
    private volatile Settings settings;
    private volatile SandboxPolicy policy;
    private final AtomicReference<Optional<Event.Finished>> last = new AtomicReference<>(Optional.empty());
    private volatile List<WireHost> hosts = List.of();
    private volatile Optional<String> currentHost = Optional.empty();
    private volatile Runnable settling = () -> {};
    private volatile Supplier<List<WireFrame>> frames = List::of;
    private volatile long revision;
    private int autoNames;
    private final ObservedStates observed = new ObservedStates();
    private long kept;

    public Session(Settings settings, SandboxPolicy policy) {
        this.settings = settings;
        this.policy = policy;
    }

    /** The record of all that happened. */
    public Journal journal() {
        return journal;
    }

    /** What was counted. */
    public Tables tables() {
        return tables;
    }

    public Settings settings() {
        return settings;
    }

    /** Changes the settings. */
    public synchronized void set(UnaryOperator<Settings> change) {
        settings = change.apply(settings);
    }

    public SandboxPolicy policy() {
        return policy;
    }

    public synchronized void policy(SandboxPolicy newPolicy) {
        policy = newPolicy;
    }

    /** What the kernel's tables showed of TCP sockets. */
    ObservedStates observed() {
        return observed;
    }

    /** A number that is another whenever the sockets, or which of them is the current one, may have changed. */
    long revision() {
        return revision;
    }

    /** All open sockets, oldest name first. */
    public synchronized List<Socket> sockets() {
        return List.copyOf(sockets.values());
    }

    /** The open socket of that name. */
    public synchronized Optional<Socket> socket(String name) {
        return Optional.ofNullable(sockets.get(name));
    }

    /** The closed socket that had that name last, until the name is given again. */
    public synchronized Optional<Socket> closed(String name) {
        return sockets.containsKey(name) ? Optional.empty() : Optional.ofNullable(closed.get(name));
    }

    /** The open socket with that descriptor. */
    synchronized Optional<Socket> withDescriptor(int fd) {
        return sockets.values().stream().filter(s -> s.fd() == fd).findFirst();
    }

    /** Whether a socket is open. */
    synchronized boolean open(Socket socket) {
        return byId(socket.id()).isPresent();
    }

    /** The socket that calls go to when none is named. */
    public synchronized Optional<Socket> current() {
        return currents.isEmpty() ? Optional.empty() : byId(currents.getLast());
    }

    /** The epoll instance that calls go to when none is named: the newest. */
    public synchronized Optional<Socket> currentEpoll() {
        return sockets.values().stream().filter(Socket::epoll).reduce((_, newer) -> newer);
    }

    private Optional<Socket> byId(int id) {
        for (Socket socket : sockets.values()) {
            if (socket.id() == id) {
                return Optional.of(socket);
            }
        }
        return Optional.empty();
    }

    /** The hosts on the wire, in their order; none without a wire. */
    public List<WireHost> hosts() {
        return hosts;
    }

    /** The host of that name. */
    public Optional<WireHost> host(String name) {
        return hosts.stream().filter(h -> h.name().equals(name)).findFirst();
    }

    /** The kernel of the host in which a descriptor's socket was made; none for the network of the process. */
    public Optional<Kernel> kernelOf(int fd) {
        return hosts.isEmpty()
                ? Optional.empty()
                : sockets().stream()
                        .filter(s -> s.fd() == fd)
                        .findFirst()
                        .flatMap(Socket::host)
                        .flatMap(this::host)
                        .map(WireHost::kernel);
    }

    /**
     * Lays or takes up the wire.
     *
     * @param newHosts its hosts
     * @param settle waits until frames that are on their way have been recorded
     * @param kept the frames that are kept, oldest first
     */
    public void wire(List<WireHost> newHosts, Runnable settle, Supplier<List<WireFrame>> kept) {
        hosts = List.copyOf(newHosts);
        currentHost = Optional.empty();
        settling = settle;
        frames = kept;
    }

    /** The frames that came to the wire and are kept, oldest first; none without a wire. */
    public List<WireFrame> frames() {
        return frames.get();
    }

    /** The host in which sockets are made when none is named; none for the network of the process. */
    public Optional<String> currentHost() {
        return currentHost;
    }

    /** Makes sockets in that host when none is named. */
    public void useHost(Optional<String> name) {
        currentHost = name;
    }

    /** Waits until the frames that a call caused have been recorded. */
    void settle() {
        settling.run();
    }

    /** Makes a socket the current one. */
    public synchronized void use(Socket socket) {
        currents.remove((Integer) socket.id());
        currents.add(socket.id());
        revision++;
    }

    /**
     * Takes in a new socket under the name given or the next free {@code s1}, {@code s2}, …. An open socket that had
     * the name is given a free one, and the journal says so.
     */
    Socket add(Socket unnamed, Optional<String> name) {
        Socket socket;
        Optional<Message> note = Optional.empty();
        synchronized (this) {
            String given = name.orElseGet(this::freeName);
            Socket former = sockets.remove(given);
            if (former != null) {
                Socket renamed = former.renamed(freeName());
                sockets.put(renamed.name(), renamed);
                note = Optional.of(Message.of("note.renamed", given, renamed.name()));
            }
            socket = unnamed.renamed(given);
            Optional.ofNullable(values.remove(given)).ifPresent(v -> kept -= size(v));
            sockets.put(given, socket);
            closed.remove(given);
            revision++;
        }
        note.ifPresent(n -> journal.append(new Event.Note(System.nanoTime(), n)));
        return socket;
    }

    private String freeName() {
        String name;
        do {
            name = "s" + ++autoNames;
        } while (sockets.containsKey(name) || closed.containsKey(name) || values.containsKey(name));
        return name;
    }

    /** Replaces what is known of a socket, if it is still open. */
    synchronized void update(Socket socket, UnaryOperator<Socket> change) {
        byId(socket.id()).ifPresent(now -> sockets.put(now.name(), change.apply(now)));
        revision++;
    }

    /**
     * Notes that a socket's descriptor is about to be given back; returns false if that was so already, or has
     * happened.
     */
    synchronized boolean closing(Socket socket) {
        return byId(socket.id()).isPresent() && closing.add(socket.id());
    }

    /** Lets a socket go. */
    synchronized void remove(Socket socket) {
        closing.remove(socket.id());
        currents.remove((Integer) socket.id());
        byId(socket.id()).ifPresent(now -> {
            sockets.remove(now.name());
            closed.put(now.name(), observed.close(now));
        });
        revision++;
    }

    /** Gives a value a name. A socket of that name keeps it: the value is then only known by its number. */
    public synchronized boolean define(String name, Variable value) {
        if (sockets.containsKey(name)) {
            return false;
        }
        closed.remove(name);
        kept += size(value)
                - Optional.ofNullable(values.put(name, value))
                        .map(Session::size)
                        .orElse(0);
        return true;
    }

    /** Lets a value's name go, if it still stands for that value. */
    public synchronized void forget(String name, Variable value) {
        if (values.remove(name, value)) {
            kept -= size(value);
        }
    }

    private static int size(Variable value) {
        return value instanceof Variable.OfClock
                ? 0
                : value.data().map(Bytes::length).orElse(0); // a clock's length changes
    }

    /** How many bytes of data named values keep. */
    synchronized long kept() {
        return kept;
    }

    /** Remembers a call's end as the last result; other threads may see it a moment later. */
    void finished(Event.Finished call) {
        last.setRelease(Optional.of(call));
    }

    /** The value of a name or a number; {@code _} is the last result. */
    public Optional<Variable> value(String name) {
        synchronized (this) {
            if (name.equals("_")) {
                return last.getAcquire().map(Variable.OfCall::new);
            }
            if (values.containsKey(name)) {
                return Optional.of(values.get(name));
            }
        }
        return name.matches("\\d{1,9}") ? call(Integer.parseInt(name)).map(Variable.OfCall::new) : Optional.empty();
    }

    /** The end of the call of that number, if the journal still has it. */
    public Optional<Event.Finished> call(int number) {
        return journal.events().reversed().stream()
                .filter(e -> e instanceof Event.Finished f && f.id().number() == number && number > 0)
                .map(e -> (Event.Finished) e)
                .findFirst();
    }

    /** Names in use, of sockets and of values. */
    public synchronized List<String> names() {
        List<String> names = new ArrayList<>(sockets.keySet());
        names.addAll(values.keySet());
        return names;
    }

    /** Forgets names, values and the record; open sockets must be closed first. */
    public void clear() {
        synchronized (this) {
            values.clear();
            closed.clear();
            observed.clear();
            kept = 0;
            last.setRelease(Optional.empty());
            autoNames = 0;
        }
        journal.clear();
    }
}
