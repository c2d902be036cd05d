package socklab.kernel;

/**
 * A row of the kernel's table of Unix-domain sockets; only sockets with a name have one.
 *
 * @param name a path, or {@code @} and an abstract name; bytes as Latin-1 text
 * @param type the socket type by number
 * @param listens whether it accepts connections
 * @param inode the number that identifies the socket
 */
public record UnixTableRow(String name, int type, boolean listens, long inode) {}
