package socklab.lab.strace;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.call.Call;

/** The system calls that concern sockets, descriptors or processes; of all others only the time is read. */
final class Relevant {
    private static final Set<String> CALLS = Stream.of(Call.values())
            .flatMap(c -> Stream.of(c.function(), c.kernelEntry().name()))
            .collect(Collectors.toUnmodifiableSet());

    /** What socklab has no call for, or another name. */
    private static final Set<String> OTHERS = Set.of(
            "ppoll",
            "_newselect",
            "epoll_create",
            "epoll_pwait",
            "epoll_pwait2",
            "fcntl64",
            "readv",
            "writev",
            "preadv",
            "pwritev",
            "sendfile",
            "sendfile64",
            "splice",
            "tee",
            "dup2",
            "dup3",
            "close_range",
            "fork",
            "vfork",
            "clone",
            "clone3",
            "execve",
            "execveat");

    private Relevant() {}

    static boolean is(String name) {
        return CALLS.contains(name) || OTHERS.contains(name);
    }
}
