package socklab.packet.tcpdump;

/** A printer read past the end of the bytes that it may read. The line ends there with {@code [|PROTOCOL]}. */
final class TruncatedFrame extends RuntimeException {
    private static final long serialVersionUID = 1;

    TruncatedFrame() {
        super("truncated frame", null, false, false);
    }
}
