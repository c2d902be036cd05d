package socklab.export;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the C library and CPython do by themselves, so that a program's calls are not the lab's to the letter. Each was
 * seen in a trace, and the test fails if one of them is seen no more.
 *
 * <p>Source: strace of glibc 2.36 and CPython 3.11.
 */
enum RuntimeAdditions {
    /** The module selectors, which socket imports, tries whether there is epoll: the close comes right after. */
    SELECTORS("epoll_create1\\(EPOLL_CLOEXEC\\) += (\\d+)\\nclose\\(\\1\\) += 0", ""),
    /** perror writes to a copy of standard error. */
    PERROR("dup\\(2\\) += \\d+", ""),
    /** CPython makes every descriptor close-on-exec. Source: PEP 446. */
    CLOSE_ON_EXEC("(socket(?:pair)?\\(\\w+, \\w+(?:\\|SOCK_NONBLOCK)?)\\|SOCK_CLOEXEC(.*)", "$1$2"),
    ACCEPT4("accept4\\((.*), SOCK_CLOEXEC\\)( +=.*)", "accept($1)$2"),
    EPOLL_CLOEXEC("epoll_create1\\(EPOLL_CLOEXEC\\)(.*)", "epoll_create1(0)$1"),
    PIPE_CLOEXEC("pipe2\\((.*), O_CLOEXEC\\)(.*)", "pipe2($1, 0)$2"),
    DUP("fcntl\\((\\d+), F_DUPFD_CLOEXEC, 0\\)(.*)", "dup($1)$2"),
    /** A socket object made of a descriptor asks for the family. Its room is that of any address. */
    FAMILY("getsockname\\(\\d+, .*\\[128 => \\d+]\\) += 0", ""),
    /** A copy of a socket is made blocking or not, as the first one is. */
    COPIED_MODE("ioctl\\(\\d+, FIONBIO, \\[0]\\) += 0", ""),
    /** epoll.poll has room for FD_SETSIZE - 1 events, a session for 64. */
    EPOLL_ROOM("(epoll_wait\\(.*), 1023, (-?\\d+\\).*)", "$1, 64, $2"),
    /** recv_fds has room for the descriptors to the byte, a session for the structure's padding, too. */
    CONTROL_ROOM("(?<room>recvmsg\\(.*cmsg_len=20, .*msg_controllen=)20(, .*)", "${room}24$2"),
    /** A socket object made of a descriptor asks for what else it must know. */
    TYPE("getsockopt\\((\\d+), SOL_SOCKET, SO_TYPE, .*\\ngetsockopt\\(\\1, SOL_SOCKET, SO_PROTOCOL, .*", ""),
    /** A socket that the program leaves open is described for a warning. */
    LEFT_OPEN("getsockname\\((\\d+), .*\\ngetpeername\\(\\1, .*", "");

    /** Those of a program in C. */
    static final Set<RuntimeAdditions> OF_C = Set.of(PERROR);

    private final Pattern seen;
    private final String lab;

    RuntimeAdditions(String seen, String lab) {
        this.seen = Pattern.compile(seen);
        this.lab = lab;
    }

    /** The lines as the lab would have them; what was found is noted. */
    static List<String> without(List<String> lines, Set<RuntimeAdditions> found) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            Optional<RuntimeAdditions> two =
                    i + 1 < lines.size() ? two(text + "\n" + lines.get(i + 1)) : Optional.empty();
            if (two.isPresent()) {
                found.add(two.get());
                i++;
                continue;
            }
            for (RuntimeAdditions addition : EnumSet.allOf(RuntimeAdditions.class)) {
                Matcher matcher = addition.seen.matcher(text);
                if (matcher.matches()) {
                    found.add(addition);
                    text = matcher.replaceFirst(addition.lab);
                }
            }
            rest.add(text);
        }
        return rest;
    }

    /** An addition of two calls, one right after the other. */
    private static Optional<RuntimeAdditions> two(String lines) {
        return EnumSet.allOf(RuntimeAdditions.class).stream()
                .filter(a -> a.seen.pattern().contains("\\n"))
                .filter(a -> a.seen.matcher(lines).matches())
                .findFirst();
    }
}
