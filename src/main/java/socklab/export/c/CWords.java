package socklab.export.c;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import socklab.call.Call;

/** The words that no variable of a program may have. */
final class CWords {
    private static final String KEYWORDS =
            "auto break case char const continue default do double else enum extern float for goto if inline int long"
                    + " register restrict return short signed sizeof static struct switch typedef union unsigned void"
                    + " volatile while linux unix asm typeof";

    /** Functions, types and macros that the headers declare, and what programs call things themselves. */
    private static final String USED = "main argc argv die check upper fill max pause_ms interrupted resolve n result"
            + " errno perror exit printf puts fgets fflush stdin stdout stderr fprintf snprintf malloc free atoi memcpy"
            + " memcmp memset strlen strcspn toupper htons ntohs htonl ntohl inet_addr inet_ntoa inet_pton getaddrinfo"
            + " freeaddrinfo gai_strerror action signal sigaction raise pause alarm sleep nanosleep pthread_create"
            + " pthread_join pthread_kill link unlink index time clock remove rename pipe fork exec wait kill abort"
            + " abs div rand signal send_ EOF NULL stat access log exp y0 y1 yn j0 j1 jn gamma";

    private CWords() {}

    static Set<String> reserved() {
        Set<String> all = new TreeSet<>(Set.of(KEYWORDS.split(" ")));
        Stream.of(USED.split(" ")).forEach(all::add);
        Stream.of(Call.values()).map(Call::function).forEach(all::add);
        return all;
    }
}
