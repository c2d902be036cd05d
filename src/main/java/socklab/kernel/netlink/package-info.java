/**
 * Netlink: requests to the kernel in messages, and its answers.
 *
 * <p>Source: netlink(7), netlink(3).
 */
package socklab.kernel.netlink;
