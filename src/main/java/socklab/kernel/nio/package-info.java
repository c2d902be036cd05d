/**
 * The portable kernel: makes socket calls through Java's channels.
 *
 * <p>A call does what the C function does, with the errno that Linux would set; or it reports that Java cannot do it,
 * why, and what works instead. {@link socklab.kernel.nio.NioCaller} maps calls to methods, {@link
 * socklab.kernel.nio.ExceptionErrnos} maps exceptions to errnos, {@link socklab.kernel.nio.JavaOption} maps options,
 * and {@link socklab.kernel.nio.AddressRules} refuses addresses that Linux refuses and Java accepts. The line of a
 * call shows the Java method that made it.
 *
 * <p><b>Why</b> no channel blocks: a thread that blocks in a channel can be freed only by closing the channel. A
 * thread waits in its own selector ({@link socklab.kernel.nio.BlockingWait}) instead, which can be woken, has a
 * time-out, and lets several threads wait for one socket.
 *
 * <p><b>Why</b> a socket is more than a channel: Java has three classes where Linux has one kind of descriptor,
 * closes a channel whose connection failed, binds one that only receives, and discards received datagrams when a
 * datagram socket is connected. {@link socklab.kernel.nio.NioSocket} hides that.
 *
 * <p>{@code src/test/resources/socklab/kernel/nio/differences.txt} lists where Linux behaves differently, and why; a
 * test checks it.
 */
package socklab.kernel.nio;
