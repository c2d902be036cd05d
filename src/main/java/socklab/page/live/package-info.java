/**
 * The live page: a session for everyone in the room, on phones and on the projector, and their predictions.
 *
 * <p>{@link socklab.page.live.ClassRoom} is the one door: it opens and closes the server, follows the session that is
 * looked at and puts questions. {@link socklab.page.live.SessionFeed} turns what the journal tells into entries of
 * {@link socklab.page.live.ClassLog}; each viewer reads on in that log at its own pace and is sent what it has not
 * got. {@link socklab.page.live.ClassServer} speaks HTTP.
 *
 * <p><b>Why</b> one log and a place in it for each viewer, and no queues: the shell's thread hands an event over and
 * goes on, however many look; a slow viewer costs nothing but its own delay; one that comes again has its number and is
 * sent the rest. <b>Why</b> the page cannot reach the session: there is no path to it. What a viewer can send is an
 * answer of 200 characters to an open question, and nothing here holds a shell's input.
 *
 * <p>Threads: {@code class-feed} formats and publishes, at most 20 times a second; a virtual thread for each request
 * and each viewer. All end with {@link socklab.page.live.ClassRoom#close}. Source: WHATWG HTML §9.2, server-sent
 * events; RFC 9110; Content Security Policy Level 3.
 */
package socklab.page.live;
