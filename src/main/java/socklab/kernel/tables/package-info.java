/**
 * The kernel's tables of sockets, read from outside: by netlink (sock_diag(7)), or from {@code /proc/net} where
 * netlink is not allowed.
 *
 * <p>Nothing here makes a call on a user's descriptor.
 *
 * <p>Source: sock_diag(7), netlink(7), proc(5).
 */
package socklab.kernel.tables;
