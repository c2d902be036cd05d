package socklab.export;

import socklab.call.Const;

/**
 * Something that a program keeps under a name: as the lab calls it; a writer makes an identifier of it.
 *
 * @param domain of a socket or an address the family, {@code AF_…}; else 0
 * @param type of a socket its type, {@code SOCK_…}; else 0
 */
public record ProgramVariable(String name, Kind kind, int domain, int type) {

    /** What it holds. */
    public enum Kind {
        SOCKET,
        /** A file that was opened. */
        FILE,
        /** Another descriptor, a number in every language: an end of a pipe, or the copy of a file's. */
        NUMBER,
        EPOLL,
        /** Bytes received. */
        DATA,
        /** A line that the user typed. */
        TEXT,
        /** The address of a socket. */
        ADDRESS,
        /** A port given to the program as an argument. */
        PORT,
        /** The number of a loop's turn. */
        COUNT,
        /** A call that runs in a thread. */
        THREAD
    }

    static ProgramVariable socket(String name, int domain, int type) {
        return new ProgramVariable(name, Kind.SOCKET, domain, type);
    }

    static ProgramVariable of(Kind kind, String name) {
        return new ProgramVariable(name, kind, 0, 0);
    }

    static ProgramVariable address(String name, int domain) {
        return new ProgramVariable(name, Kind.ADDRESS, domain, 0);
    }

    /** Whether calls on sockets, files and pipes can be made on it. */
    public boolean descriptor() {
        return kind == Kind.SOCKET || kind == Kind.FILE || kind == Kind.NUMBER;
    }

    /** Whether it is a socket with a byte stream. */
    public boolean stream() {
        return type == Const.SOCK_STREAM.value();
    }

    /** Whether it is a socket, or an address, of the Internet. */
    public boolean internet() {
        return domain == Const.AF_INET.value() || domain == Const.AF_INET6.value();
    }
}
