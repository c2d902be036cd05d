/**
 * The uppercase server: the other side for whoever has only written a client.
 *
 * <p>{@link socklab.service.uppercase.UppercaseServer} is one thread that waits for all its sockets by a
 * {@link socklab.kernel.Poller}; {@code UdpUppercaseService} and {@code TcpUppercaseService} say what to do when one is ready. What it
 * does it tells a {@link socklab.service.uppercase.UppercaseListener}, which writes a log or a session's journal on a thread of its own.
 *
 * <p><b>Why</b> it makes its calls by {@link socklab.call.Invocation} like a typed line: what it did can then be shown
 * as everything else is, in strace's words and on the time line.
 */
package socklab.server;
