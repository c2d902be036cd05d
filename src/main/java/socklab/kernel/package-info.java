/**
 * Executes an {@link socklab.call.Invocation}, and reports what the operating system says about sockets.
 *
 * <p>{@link socklab.kernel.Kernel} is the only type through which the rest of the project reaches the operating
 * system's sockets. One invocation is one call with exactly the given arguments. {@link socklab.kernel.Host} is a
 * network of its own inside the process.
 *
 * <table>
 * <caption>The packages below</caption>
 * <tr><td>{@code libc}</td><td>calls through the C library of Linux</td></tr>
 * <tr><td>{@code nio}</td><td>calls through Java's channels, on any system</td></tr>
 * <tr><td>{@code netns}</td><td>hosts: network namespaces</td></tr>
 * <tr><td>{@code tables}</td><td>the kernel's tables of sockets</td></tr>
 * <tr><td>{@code netlink}</td><td>requests to the kernel in messages</td></tr>
 * <tr><td>{@code ffm}</td><td>downcalls, native memory, C structures</td></tr>
 * </table>
 */
package socklab.kernel;
