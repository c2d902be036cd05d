package socklab.kernel.nio;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import socklab.call.Errno;

/** The table of descriptors: the lowest free number first, each referring to an {@link OpenFileDescription}. */
final class DescriptorTable {
    /** 0, 1 and 2 are standard input, output and error. */
    private static final int FIRST = 3;

    private final Map<Integer, Entry> entries = new TreeMap<>();

    private record Entry(OpenFileDescription description, boolean closeOnExec) {}

    /** Makes a descriptor for a description. */
    synchronized int add(OpenFileDescription description, boolean closeOnExec) {
        int fd = FIRST;
        while (entries.containsKey(fd)) {
            fd++;
        }
        description.hold();
        entries.put(fd, new Entry(description, closeOnExec));
        return fd;
    }

    private Entry entry(int fd) throws ErrnoException {
        Entry entry = entries.get(fd);
        if (entry == null) {
            throw new ErrnoException(Errno.EBADF);
        }
        return entry;
    }

    /** The description of a descriptor, with one more reference; the user releases it. */
    synchronized OpenFileDescription use(int fd) throws ErrnoException {
        OpenFileDescription description = entry(fd).description();
        description.hold();
        return description;
    }

    synchronized Optional<OpenFileDescription> find(int fd) {
        return Optional.ofNullable(entries.get(fd)).map(Entry::description);
    }

    void close(int fd) throws ErrnoException, IOException {
        OpenFileDescription description;
        synchronized (this) {
            description = entry(fd).description();
            entries.remove(fd);
        }
        description.release();
    }

    synchronized boolean closeOnExec(int fd) throws ErrnoException {
        return entry(fd).closeOnExec();
    }

    synchronized void closeOnExec(int fd, boolean on) throws ErrnoException {
        entries.put(fd, new Entry(entry(fd).description(), on));
    }

    synchronized int count() {
        return entries.size();
    }
}
