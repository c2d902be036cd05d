package socklab.call;

import java.util.List;

/**
 * A parameter of a call: the C parameters that it stands for, and the kind of thing typed for it.
 *
 * <p>Lengths are never typed: {@code len} and {@code addrlen} follow from the value. A kind says in its
 * {@link ParamShape} what its C declaration, its usage line and its completion show; only the parser switches over all
 * kinds. A call needs a new kind only if it takes something that no call took before.
 */
public sealed interface Param {

    /** The man page's name of the (first) C parameter. */
    String name();

    /** Its C declaration, usage and completion. */
    ParamShape shape();

    /** {@code int sockfd}: the socket that the call is made on. Never typed as a number. */
    record Fd(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT);
        }
    }

    /** {@code int}: a number as typed. */
    record Int(String name, int standard) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT).usage(name).offer(new Offer.Standard(standard));
        }
    }

    /** {@code int}: one constant of a group, by C's name, by its name less the prefix, or as a number. */
    record Choice(String name, Const.Group group, int standard) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT)
                    .usage(group == Const.Group.HOW ? "rd|wr|rdwr" : name)
                    .offer(new Offer.Constants(group));
        }
    }

    /** {@code int type}: a socket type with {@code SOCK_NONBLOCK} and {@code SOCK_CLOEXEC} joined to it. */
    record SocketType(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT)
                    .usage("TYPE")
                    .offer(new Offer.Flags(List.of(Const.Group.TYPE, Const.Group.TYPE_FLAG)))
                    .joints("|");
        }
    }

    /** {@code int flags}: constants of a group joined by {@code |}; 0 when left out. */
    record Flags(String name, Const.Group group) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, group == Const.Group.SPLICE ? CType.UNSIGNED : CType.INT)
                    .usage("FLAGS")
                    .offer(new Offer.Flags(List.of(group)))
                    .joints("|");
        }
    }

    /** {@code const struct sockaddr *addr, socklen_t addrlen}: the own address; the host may be left out. */
    record Local(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.CONST_SOCKADDR, CType.SOCKLEN)
                    .names("addrlen")
                    .usage("[HOST] PORT")
                    .offer(new Offer.LocalAddress());
        }
    }

    /** {@code const struct sockaddr *dest_addr, socklen_t addrlen}: a peer's address. */
    record Peer(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.CONST_SOCKADDR, CType.SOCKLEN)
                    .names("addrlen")
                    .usage("HOST PORT")
                    .offer(new Offer.PeerAddress());
        }
    }

    /** {@code struct sockaddr *addr, socklen_t *addrlen}: where the kernel writes an address. Never typed. */
    record AddressOut(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.SOCKADDR, CType.SOCKLEN_POINTER)
                    .names("addrlen")
                    .written();
        }
    }

    /** {@code const void *buf, size_t len}: bytes to send. */
    record Data(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.CONST_POINTER, CType.SIZE)
                    .names("len")
                    .usage("DATA");
        }
    }

    /** {@code void *buf, size_t len}: room for bytes to receive; typed as its size. */
    record Buffer(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.POINTER, CType.SIZE)
                    .names("len")
                    .usage("N")
                    .offer(new Offer.Size())
                    .received();
        }
    }

    /** {@code int level, int optname, const void *optval, socklen_t optlen}: an option and its new value. */
    record OptionIn(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of("level", CType.INT, CType.INT, CType.CONST_POINTER, CType.SOCKLEN)
                    .names(name, "optval", "optlen")
                    .usage("NAME VALUE")
                    .offer(new Offer.OptionToSet());
        }
    }

    /** {@code int level, int optname, void *optval, socklen_t *optlen}: an option to read. */
    record OptionOut(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of("level", CType.INT, CType.INT, CType.POINTER, CType.SOCKLEN_POINTER)
                    .names(name, "optval", "optlen")
                    .usage("NAME")
                    .offer(new Offer.OptionToRead())
                    .written();
        }
    }

    /** {@code int fd}: an open descriptor, typed by its name. */
    record OtherFd(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT).usage("SOCKET").offer(new Offer.Sockets());
        }
    }

    /** {@code int epfd}: the epoll instance that the call is made on; without a name, the newest. */
    record EpollFd(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT);
        }
    }

    /** {@code int sv[2]}: where the kernel writes two descriptors. Never typed. */
    record PairOut(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT_PAIR).written();
        }
    }

    /** {@code int cmd, ...}: a command of fcntl, and its argument if it takes one. */
    record Fcntl(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT, CType.VARARGS)
                    .names("")
                    .usage("F_GETFL|F_SETFL FLAGS|F_GETFD|F_SETFD FLAGS")
                    .offer(new Offer.Command())
                    .joints("|");
        }
    }

    /** {@code unsigned long request, ...}: a request of ioctl that answers with one {@code int}. */
    record Ioctl(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.UNSIGNED_LONG, CType.VARARGS)
                    .names("")
                    .usage("FIONREAD|SIOCOUTQ|SIOCATMARK|FIONBIO 1...")
                    .offer(new Offer.Constants(Const.Group.IOCTL));
        }
    }

    /** {@code const struct msghdr *msg}: address, pieces of data, descriptors to pass. */
    record MessageIn(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.CONST_MSGHDR)
                    .usage("[to HOST PORT] [fds SOCKET,...] [IP_TTL N] [IP_PKTINFO [INTERFACE] ADDRESS]... DATA...")
                    .offer(new Offer.Words(List.of("to")));
        }
    }

    /**
     * {@code struct msghdr *msg}: room for an address, pieces of data, control messages; typed as the pieces' sizes.
     */
    record MessageOut(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.MSGHDR)
                    .usage("N[,N...] [control N]")
                    .offer(new Offer.Size())
                    .received();
        }
    }

    /** {@code struct mmsghdr *msgvec, unsigned int vlen}: several messages to send. */
    record MessagesIn(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.MMSGHDR, CType.UNSIGNED)
                    .names("vlen")
                    .usage("[to HOST PORT] DATA...")
                    .offer(new Offer.Words(List.of("to")))
                    .written();
        }
    }

    /** {@code struct mmsghdr *msgvec, unsigned int vlen}: room for several messages; typed as their sizes. */
    record MessagesOut(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.MMSGHDR, CType.UNSIGNED)
                    .names("vlen")
                    .usage("N[,N...]")
                    .offer(new Offer.Size())
                    .received();
        }
    }

    /** {@code struct pollfd *fds, nfds_t nfds}: sockets and what to wait for. */
    record PollSet(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.POLLFD, CType.UNSIGNED_LONG)
                    .names("nfds")
                    .usage("SOCKET:in,out,pri...")
                    .offer(new Offer.SocketSets(":", List.of("in", "out", "pri")))
                    .joints(",:=");
        }
    }

    /** {@code int nfds, fd_set *readfds, fd_set *writefds, fd_set *exceptfds}: sockets to wait for, by what for. */
    record SelectSets(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT, CType.FD_SET, CType.FD_SET, CType.FD_SET)
                    .names("readfds", "writefds", "exceptfds")
                    .usage("[r=SOCKET,...] [w=SOCKET,...] [x=SOCKET,...]")
                    .offer(new Offer.SocketSets("=", List.of("r=", "w=", "x=")))
                    .joints(",:=");
        }
    }

    /** {@code int timeout}: milliseconds; -1, for ever, when left out. */
    record Millis(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.INT).usage("TIME").offer(Offer.TIMES);
        }
    }

    /** {@code struct timeval *timeout}: NULL, for ever, when left out; the kernel writes what is left. */
    record Timeval(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.TIMEVAL).usage("TIME").offer(Offer.TIMES);
        }
    }

    /** {@code struct timespec *timeout}: NULL, for ever, when left out; the kernel writes what is left. */
    record Timespec(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.TIMESPEC).usage("TIME").offer(Offer.TIMES);
        }
    }

    /**
     * {@code const struct timespec *timeout}: NULL, for ever, when left out; C's library keeps the kernel from writing
     * to it.
     */
    record Timeout(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.CONST_TIMESPEC).usage("TIME").offer(Offer.TIMES);
        }
    }

    /** {@code const sigset_t *sigmask}: NULL, so that the thread's own mask holds. Never typed. */
    record SignalMask(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.CONST_SIGSET);
        }
    }

    /** {@code const char *path}: a file, by its path. */
    record FilePath(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.CONST_STRING).usage("FILE");
        }
    }

    /** {@code size_t}: how many bytes. */
    record Count(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.SIZE).usage("N").offer(new Offer.Size());
        }
    }

    /**
     * {@code off_t *}: where to begin in a file; the kernel writes where it ended; NULL, the file's own, when left out.
     */
    record Offset(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.OFFSET).usage(name);
        }
    }

    /** {@code off_t *}: NULL, as a pipe or socket has no offset. Never typed. */
    record NoOffset(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.OFFSET);
        }
    }

    /** {@code struct epoll_event *event}: what to wait for; none when a descriptor is taken out. */
    record EpollInterest(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.EPOLL_EVENT)
                    .usage("in,out,et,oneshot...")
                    .offer(new Offer.JoinedWords(List.of("in", "out", "pri", "rdhup", "et", "oneshot")))
                    .joints(",:=");
        }
    }

    /** {@code struct epoll_event *events, int maxevents}: where the kernel writes what is ready. Never typed. */
    record EpollReady(String name) implements Param {
        @Override
        public ParamShape shape() {
            return ParamShape.of(name, CType.EPOLL_EVENT, CType.INT)
                    .names("maxevents")
                    .written();
        }
    }
}
