package socklab.kernel;

import java.util.concurrent.Callable;

/**
 * A network of its own inside this process: at first it holds nothing but a loopback interface, with 127.0.0.1 and ::1.
 * It has its own ports, abstract Unix-domain names, connections in TIME-WAIT, and settings below {@code net}.
 *
 * <p>A socket belongs to the network of the thread that made it, for good; any thread may use it afterwards. A host
 * has one thread, and a thread starts in the network of the thread that starts it. So {@link #start} is all it takes
 * to make sockets in a host.
 *
 * <p>A host ends when it is closed, its threads have ended and its sockets are closed, or with the process.
 *
 * <p>Source: network_namespaces(7), unshare(2).
 */
public interface Host extends AutoCloseable {

    /** What the threads of a host may do in it. */
    enum Rights {
        /** What the user may do elsewhere: ports below 1024 and raw sockets need root. */
        USER,
        /** Everything: the host can be configured, and its threads may bind to any port. */
        ROOT
    }

    /** The kernel of this host: its threads make their sockets here, and its tables are those of this host. */
    Kernel kernel();

    /** Starts a thread in this host. */
    void start(Thread thread);

    /**
     * Runs a task on the host's own thread and waits for the result. Tasks run one after another; a task must not
     * block.
     *
     * @throws IllegalStateException if the host is closed
     */
    <T> T call(Callable<T> task) throws Exception;

    /** The kernel's number of the host's thread. The namespace is {@code /proc/PID/task/TID/ns/net}. */
    int threadId();

    /** Ends the host's thread. Other threads and sockets of the host must be closed by their owners. */
    @Override
    void close();
}
