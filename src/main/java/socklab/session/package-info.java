/**
 * What is going on: the only mutable state, and the record of all that happened.
 *
 * <p>{@link socklab.session.Session} knows the sockets, the names and the settings;
 * {@link socklab.session.Evaluator} makes the calls; {@link socklab.session.Journal} keeps every
 * {@link socklab.session.Event}. Whatever a reader is shown is a view of the journal.
 *
 * <h2>Threads</h2>
 *
 * <p>Lines run on platform threads named {@code call-N}, one for each line or background call in flight,
 * reused when idle; a blocking downcall would pin a virtual thread's carrier. The thread that reads keys
 * only waits, so that Ctrl-C and Ctrl-Z are always heard. Session, Jobs and Journal each guard themselves
 * with one lock, held for no call; everything else is a record, an enum or a pure function. A journal's
 * listeners are called by the thread that appended, one at a time, in the order of the events.
 */
package socklab.session;
