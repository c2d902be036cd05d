package socklab.kernel.tables;

/**
 * The columns of /proc/net/tcp and /proc/net/udp.
 *
 * <p>Source: proc_pid_net(5).
 */
final class ProcNetRow {
    static final int LOCAL = 1;
    static final int REMOTE = 2;
    static final int STATE = 3;
    /** {@code tx_queue:rx_queue}, in hexadecimal. */
    static final int QUEUES = 4;
    /** {@code tr:tm->when}: the timer that runs, and when it expires. */
    static final int TIMER = 5;

    static final int UID = 7;
    static final int INODE = 9;
    /** UDP only. */
    static final int DROPS = 12;

    private ProcNetRow() {}
}
