/**
 * Who executes an {@link socklab.call.Invocation}: the operating system's kernel, reached through C's library.
 *
 * <p>{@link socklab.kernel.Kernel} is the whole of what the rest of the project knows of it. One invocation
 * is one call, with the arguments given; nothing is added, nothing is repeated.
 *
 * <p><b>Why</b> a {@code Caller} beside {@code Kernel}: a blocked call is ended by a signal to the thread that
 * makes it, so what can be interrupted is a thread's, not the kernel's.
 */
package socklab.kernel;
