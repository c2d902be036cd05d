/**
 * The portable kernel: socket calls by way of Java's channels.
 *
 * <p>A call does what C's does, with the errno that Linux would set, or it answers that it cannot, says why and what
 * would work. {@link socklab.kernel.nio.NioCaller} knows which method makes which call,
 * {@link socklab.kernel.nio.ExceptionErrnos} which errno stands behind what Java throws,
 * {@link socklab.kernel.nio.JavaOption} which option is which, {@link socklab.kernel.nio.AddressRules} what a kernel
 * refuses that Java would take. A call's line shows the method of Java's that made it.
 *
 * <p><b>Why</b> no channel here ever blocks: a thread that blocks in one can be freed only by closing it. Who waits does so
 * in a selector of its own ({@link socklab.kernel.nio.BlockingWait}), which can be woken, has a time-out, and lets several
 * wait for one socket.
 *
 * <p><b>Why</b> a socket is more than a channel: Java makes three classes of what is one kind of descriptor to a kernel,
 * closes a channel whose connection failed, binds one that only receives, and forgets what came when a datagram socket
 * is connected. {@link socklab.kernel.nio.NioSocket} hides that.
 *
 * <p>Where Linux answers in another way, {@code src/test/resources/socklab/kernel/nio/differences.txt} says so and why; a
 * test holds it.
 */
package socklab.kernel.nio;
