package socklab.kernel.netns;

import static socklab.kernel.ffm.CStructs.USER_CAP_DATA;
import static socklab.kernel.ffm.CStructs.USER_CAP_HEADER;
import static socklab.kernel.ffm.StructFields.offset;
import static socklab.kernel.ffm.StructFields.size;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import socklab.call.Errno;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.ffm.Libc;
import socklab.kernel.ffm.NativeMemory;
import socklab.text.Message;

/**
 * The namespaces and capabilities of the current thread.
 *
 * <p>Source: unshare(2), capset(2), capabilities(7), gettid(2).
 */
final class ThreadNamespace {
    private static final int CLONE_NEWNET = 0x40000000;
    /** {@code _LINUX_CAPABILITY_VERSION_3}: 64 capabilities in two structures. */
    private static final int CAPABILITY_VERSION = 0x20080522;

    private static final int CAPABILITY_STRUCTURES = 2;
    /** A row that maps all user IDs to themselves: the initial user namespace. */
    private static final String INITIAL_UID_MAP = "0 0 4294967295";

    private static final Path UID_MAP = Path.of("/proc/self/uid_map");

    private ThreadNamespace() {}

    /**
     * Moves the thread into a new network namespace.
     *
     * @throws UnsupportedEnvironment if the kernel refuses; the message says why
     */
    static void unshareNetwork() {
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            if ((int) Libc.call(Libc.function("unshare"), state, CLONE_NEWNET) != 0) {
                throw NamespaceRefusal.of(Errno.of(state.errno()).orElse(Errno.EPERM));
            }
        }
    }

    /**
     * Drops the capabilities that the thread has only because its process is in a user namespace. Afterwards the
     * kernel lets it do what it lets the user do elsewhere.
     */
    static void dropNamespaceCapabilities() {
        if (inInitialUserNamespace()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            Libc.State state = new Libc.State(arena);
            NativeMemory header = NativeMemory.in(arena, size(USER_CAP_HEADER));
            header.putInt(offset(USER_CAP_HEADER, "version"), CAPABILITY_VERSION);
            NativeMemory none = NativeMemory.in(arena, (long) CAPABILITY_STRUCTURES * size(USER_CAP_DATA));
            if ((int) Libc.call(Libc.function("capset"), state, header.address(), none.address()) != 0) {
                String errno = Errno.of(state.errno()).map(Errno::describe).orElse("errno " + state.errno());
                throw new UnsupportedEnvironment(Message.of("cannot.call", "capset", errno));
            }
        }
    }

    /** Whether the process is in the user namespace that the system started with. */
    static boolean inInitialUserNamespace() {
        try {
            return Files.readString(UID_MAP).strip().replaceAll("\\s+", " ").equals(INITIAL_UID_MAP);
        } catch (IOException e) {
            return true;
        }
    }

    /** The kernel's number of the thread. */
    static int threadId() {
        return number("gettid");
    }

    /** The real group ID of the process. */
    static int groupId() {
        return number("getgid");
    }

    private static int number(String function) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) Libc.call(Libc.function(function), new Libc.State(arena));
        }
    }
}
