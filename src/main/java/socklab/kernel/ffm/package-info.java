/**
 * Downcalls into the C library, native memory, and the layouts of C's structures.
 *
 * <p>{@link socklab.kernel.ffm.Libc} calls functions, {@link socklab.kernel.ffm.NativeMemory} holds what they read and
 * write, {@link socklab.kernel.ffm.CStructs} says where each field lies. A test compares every layout with the C
 * compiler's.
 *
 * <p><b>Why</b> a package of its own: the socket calls ({@code kernel.libc}) and the socket tables ({@code
 * kernel.tables}) both need it, and {@code kernel.libc} needs the tables.
 *
 * <p>Source: JEP 454, Foreign Function and Memory API.
 */
package socklab.kernel.ffm;
