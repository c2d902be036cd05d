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

    /** Whether the kernel puts received data there. */
    default boolean receives() {
        return false;
    }

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

        @Override
        public boolean receives() {
            return true;
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

    /** {@code int fd}: an open descriptor, typed by its name. */
    record OtherFd(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT);
        }
    }

    /** {@code int epfd}: the epoll instance that the call is made on; without a name, the newest. */
    record EpollFd(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT);
        }
    }

    /** {@code int sv[2]}: where the kernel writes two descriptors. Never typed. */
    record PairOut(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT_PAIR);
        }
    }

    /** {@code int cmd, ...}: a command of fcntl, and its argument if it takes one. */
    record Fcntl(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT, CType.VARARGS);
        }
    }

    /** {@code unsigned long request, ...}: a request of ioctl that answers with one {@code int}. */
    record Ioctl(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.UNSIGNED_LONG, CType.VARARGS);
        }
    }

    /** {@code const struct msghdr *msg}: address, pieces of data, descriptors to pass. */
    record MessageIn(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.CONST_MSGHDR);
        }
    }

    /** {@code struct msghdr *msg}: room for an address, pieces of data, control messages; typed as the pieces' sizes. */
    record MessageOut(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.MSGHDR);
        }

        @Override
        public boolean receives() {
            return true;
        }
    }

    /** {@code struct mmsghdr *msgvec, unsigned int vlen}: several messages to send. */
    record MessagesIn(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.MMSGHDR, CType.UNSIGNED);
        }
    }

    /** {@code struct mmsghdr *msgvec, unsigned int vlen}: room for several messages; typed as their sizes. */
    record MessagesOut(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.MMSGHDR, CType.UNSIGNED);
        }

        @Override
        public boolean receives() {
            return true;
        }
    }

    /** {@code struct pollfd *fds, nfds_t nfds}: sockets and what to wait for. */
    record PollSet(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.POLLFD, CType.UNSIGNED_LONG);
        }
    }

    /** {@code int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds}: sockets to wait for, by what for. */
    record SelectSets(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT, CType.FD_SET, CType.FD_SET, CType.FD_SET);
        }
    }

    /** {@code int timeout}: milliseconds; -1, for ever, when left out. */
    record Millis(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.INT);
        }
    }

    /** {@code struct timeval *timeout}: NULL, for ever, when left out; the kernel writes what is left. */
    record Timeval(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.TIMEVAL);
        }
    }

    /** {@code struct timespec *timeout}: NULL, for ever, when left out; the kernel writes what is left. */
    record Timespec(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.TIMESPEC);
        }
    }

    /** {@code struct epoll_event *event}: what to wait for; none when a descriptor is taken out. */
    record EpollInterest(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.EPOLL_EVENT);
        }
    }

    /** {@code struct epoll_event *events, int maxevents}: where the kernel writes what is ready. Never typed. */
    record EpollReady(String name) implements Param {
        @Override
        public List<CType> ctypes() {
            return List.of(CType.EPOLL_EVENT, CType.INT);
        }
    }
}
