package socklab.kernel.netns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import socklab.call.Errno;
import socklab.kernel.UnsupportedEnvironment;
import socklab.text.Message;

/**
 * Finds out why the kernel refuses a network namespace.
 *
 * <p>Source: unshare(2), ERRORS; user_namespaces(7); namespaces(7), /proc/sys/user; seccomp(2); Debian and Ubuntu,
 * kernel.unprivileged_userns_clone and kernel.apparmor_restrict_unprivileged_userns.
 */
final class NamespaceRefusal {
    private static final Path PROC = Path.of("/proc");

    private NamespaceRefusal() {}

    static UnsupportedEnvironment of(Errno errno) {
        return new UnsupportedEnvironment(reason(errno, PROC, ThreadNamespace.inInitialUserNamespace()));
    }

    /**
     * The reason for an errno of unshare(2).
     *
     * @param proc the folder /proc
     * @param initial whether the process is in the initial user namespace
     */
    static Message reason(Errno errno, Path proc, boolean initial) {
        if (errno == Errno.ENOSPC) {
            return Message.of("cannot.namespaceLimit");
        } else if (errno != Errno.EPERM) {
            return Message.of("cannot.namespace", errno.describe());
        } else if (read(proc.resolve("sys/kernel/unprivileged_userns_clone")).equals(Optional.of("0"))) {
            return Message.of("cannot.namespaceSysctl");
        } else if (read(proc.resolve("sys/user/max_user_namespaces")).equals(Optional.of("0"))) {
            return Message.of("cannot.namespaceLimit");
        } else if (read(proc.resolve("sys/kernel/apparmor_restrict_unprivileged_userns"))
                .equals(Optional.of("1"))) {
            return Message.of("cannot.namespaceAppArmor");
        } else if (read(proc.resolve("self/status"))
                .filter(s -> s.contains("Seccomp:\t2"))
                .isPresent()) {
            return Message.of("cannot.namespaceSeccomp");
        }
        return Message.of(initial ? "cannot.namespaceUser" : "cannot.namespace", errno.describe());
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
