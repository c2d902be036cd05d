/**
 * The kernel of Linux, reached through C's library by downcalls of {@code java.lang.foreign}.
 *
 * <p>{@link socklab.kernel.libc.LibcKernel} executes an {@link socklab.call.Invocation};
 * {@code ArgMarshaller} lays its values out in registers and memory, {@code CallFrame} holds them, and
 * {@link socklab.kernel.libc.Libc} makes the one call. The layouts of C's structures are in {@code CStructs}; a test
 * compares them with gcc's.
 *
 * <p>Source: the man pages of section 2, socket(7), ip(7), tcp(7), unix(7).
 */
package socklab.kernel.libc;
