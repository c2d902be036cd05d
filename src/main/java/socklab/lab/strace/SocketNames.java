package socklab.lab.strace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names for the sockets of a log, by what each does: {@code server} listens or is bound, {@code conn} was accepted,
 * {@code client} connects. What a socket does is known when the whole log is; so the log is followed twice.
 */
final class SocketNames {
    /** What a socket does. */
    enum Role {
        SERVER("server"),
        CLIENT("client"),
        ACCEPTED("conn"),
        LOCAL("local"),
        PAIR("pair"),
        EPOLL("ep"),
        INHERITED("inherited"),
        OTHER("s");

        private final String word;

        Role(String word) {
            this.word = word;
        }
    }

    private final Map<Integer, Role> roles;
    private final Map<Integer, Role> learned = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private SocketNames(Map<Integer, Role> roles, Set<String> taken) {
        this.roles = roles;
        this.taken.addAll(taken);
    }

    /** Names before anything is known. */
    static SocketNames unknown() {
        return new SocketNames(Map.of(), Set.of());
    }

    /** Names by what was learned; none of those that are taken. */
    SocketNames known(Set<String> others) {
        return new SocketNames(learned, others);
    }

    /** Learns what a socket does; the first thing that tells counts, and that it listens counts most. */
    void learn(int id, Role role) {
        if (role == Role.SERVER) {
            learned.put(id, role);
        } else {
            learned.putIfAbsent(id, role);
        }
    }

    /** A new name that begins with a word. */
    String free(String word) {
        String name;
        do {
            int number = used.merge(word, 1, Integer::sum);
            name = number == 1 ? word : word + number;
        } while (!taken.add(name));
        return name;
    }

    /** The name that a session gives to a descriptor that came with a message. */
    String automatic() {
        return named(Role.OTHER.word);
    }

    /** A new name for a socket. */
    String name(int id, Role standard) {
        return named(roles.getOrDefault(id, standard).word);
    }

    private String named(String word) {
        String name;
        do {
            int number = used.merge(word, 1, Integer::sum);
            name = number == 1 && !word.equals(Role.OTHER.word) ? word : word + number;
        } while (!taken.add(name));
        return name;
    }
}
