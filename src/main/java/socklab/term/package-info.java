/**
 * The console: the only package that knows JLine.
 *
 * <p>{@link socklab.term.Repl} reads lines and has them run; {@link socklab.term.ForegroundJob} looks after a
 * line while it runs: Ctrl-C, Ctrl-Z, and what it waits for on the bottom line. {@link socklab.term.Console}
 * is the one writer to the terminal; it lends it to {@link socklab.term.Pager}, which scrolls what is bigger than the
 * screen, and what is said meanwhile waits.
 *
 * <h2>Threads</h2>
 *
 * <p>The thread that opened the console reads keys, and waits while a line runs on a call thread. Whoever has
 * something to say hands it to the console, whose own thread writes it: above the prompt while one is open.
 * A journal's listener therefore never waits for the terminal, which may be busy with a key whose colours ask
 * the session; {@link socklab.term.Console#drained} is where a line waits until all it said is on the screen.
 */
package socklab.term;
