/**
 * Pure functions from events to text: the call line, the result line, the transcript.
 *
 * <p>Nothing here prints, and nothing here remembers. Whatever came from the network or a file passes
 * {@link socklab.view.Escape} before it becomes part of a line.
 */
package socklab.view;
