/**
 * Hosts: network namespaces of Linux, each with a thread that lives in it.
 *
 * <p>{@link socklab.kernel.netns.NetworkNamespace} is the {@link socklab.kernel.Host} of both kernels on Linux. It
 * needs the capability CAP_SYS_ADMIN: root has it, and so has a user in a user namespace. A process with several
 * threads cannot enter a user namespace, so the launcher starts Java in one.
 *
 * <p><b>Why</b> threads and not a call of setns(2) per socket: a new thread starts in the network of the thread that
 * starts it, so a call thread makes exactly one system call for each typed line.
 *
 * <p>Source: network_namespaces(7), user_namespaces(7), unshare(2), capabilities(7).
 */
package socklab.kernel.netns;
