/**
 * The kernel's tables of sockets, read from outside: by netlink (sock_diag(7)), or from {@code /proc/net} where
 * netlink is not allowed.
 *
 * <p>No class here makes a call on a user's descriptor. The tables belong to one network namespace;
 * {@link socklab.kernel.tables.NetworkFiles} says which.
 *
 * <p>Source: sock_diag(7), netlink(7), proc(5), network_namespaces(7).
 */
package socklab.kernel.tables;
