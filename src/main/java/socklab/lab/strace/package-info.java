/**
 * Reads what strace printed of any program, and makes a session of it.
 *
 * <p>{@link socklab.lab.strace.TraceLog} reads a log, line by line, into calls; a
 * {@code socklab.lab.strace.CallDecoder} reads a call's arguments and result by the parameters that
 * {@link socklab.call.Call} declares; a {@code socklab.lab.strace.TraceSession} follows processes and descriptors and
 * makes events, each with the line that would be typed for it.
 *
 * <h2>Why</h2>
 *
 * <p>The events are those that the session itself would have recorded, so timeline, reasons and labs need no second way
 * to show a call. A log is a stranger's: what cannot be read is left out or kept as a comment, a log is read up to a
 * bound of lines and bytes, and nothing in it is looked up, opened or run.
 */
package socklab.lab.strace;
