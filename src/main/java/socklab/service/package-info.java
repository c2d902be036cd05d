/**
 * The programs that socklab runs itself beside the user's sockets: a server and a relay, and the engine under both.
 *
 * <p>A {@link socklab.service.Service} is an event loop on a thread of its own. It waits for all its sockets by a
 * {@link socklab.kernel.Poller}; a {@link socklab.service.SocketHandler} handles those that are ready. All calls go
 * through {@link socklab.service.ServiceSockets}; an {@link socklab.service.Acceptor} accepts TCP connections. What a
 * service does it tells a {@link socklab.service.ServiceListener}, which writes a log or a session's journal on a
 * thread of its own. {@link socklab.service.ServiceCommands} is the shell word that starts and stops services, and
 * {@link socklab.service.ServiceArguments} reads the arguments of that word and of the command line alike.
 *
 * <p><b>Why</b> a service makes its calls by {@link socklab.call.Invocation} like a typed line: what it did can then be
 * shown in strace's words and on the time line, as everything else.
 */
package socklab.service;
