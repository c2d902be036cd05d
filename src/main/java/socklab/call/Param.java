package socklab.call;

import java.util.List;

/**
 * A parameter of a call: the C parameters that it stands for, and the kind of thing typed for it.
 *
 * <p>Lengths are never typed: {@code len} and {@code addrlen} follow from the value. Parsing, passing to
 * the kernel, and printing each switch over these kinds; adding a call needs a new kind only if it takes
 * something that no call took before.
 */
public sealed interface Param {

    /** The man page's name of the (first) C parameter. */
    String name();

    /** The C parameters, in order. */
    List<CType> ctypes();

    /** {@code int sockfd}: the socket that the call is made on. Never typed as a number. */
    record Fd(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT);
        }
    }

    /** {@code int}: a number as typed. */
    record Int(String name, int standard) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT);
        }
    }

    /** {@code int}: one constant of a group, by C's name, by its name less the prefix, or as a number. */
    record Choice(String name, Const.Group group, int standard) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT);
        }
    }

    /** {@code int type}: a socket type with {@code SOCK_NONBLOCK} and {@code SOCK_CLOEXEC} joined to it. */
    record SocketType(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT);
        }
    }

    /** {@code int flags}: constants of a group joined by {@code |}; 0 when left out. */
    record Flags(String name, Const.Group group) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT);
        }
    }

    /** {@code const struct sockaddr *addr, socklen_t addrlen}: one's own address; the host may be left out. */
    record Local(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.CONST_SOCKADDR, CType.SOCKLEN);
        }
    }

    /** {@code const struct sockaddr *dest_addr, socklen_t addrlen}: a peer's address. */
    record Peer(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.CONST_SOCKADDR, CType.SOCKLEN);
        }
    }

    /** {@code struct sockaddr *addr, socklen_t *addrlen}: where the kernel writes an address. Never typed. */
    record AddressOut(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.SOCKADDR, CType.SOCKLEN_POINTER);
        }
    }

    /** {@code const void *buf, size_t len}: bytes to send. */
    record Data(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.CONST_POINTER, CType.SIZE);
        }
    }

    /** {@code void *buf, size_t len}: room for bytes to receive; typed as its size. */
    record Buffer(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.POINTER, CType.SIZE);
        }
    }

    /** {@code int level, int optname, const void *optval, socklen_t optlen}: an option and its new value. */
    record OptionIn(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT, CType.INT, CType.CONST_POINTER, CType.SOCKLEN);
        }
    }

    /** {@code int level, int optname, void *optval, socklen_t *optlen}: an option to read. */
    record OptionOut(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT, CType.INT, CType.POINTER, CType.SOCKLEN_POINTER);
        }
    }
}
