/**
 * Programs: what was typed, in Python, C or Java.
 *
 * <p>{@link socklab.export.ProgramBuilder} makes a {@link socklab.export.Program} of a lab's lines: statements with
 * typed operands, in no language yet. A {@link socklab.export.ProgramWriter} for each language says it. Writers read
 * {@link socklab.call.Call}: its header, its parameters and its result tell how a call is written and what is done with
 * what it returns. What a language cannot say is a {@link socklab.export.Refusal}.
 *
 * <p><b>Why</b> no line is run: a program must not depend on what happened once. Names, addresses and expectations are
 * in the lab's text, so one walk over it finds all that a program needs, in no time and on any machine.
 *
 * <p><b>Why</b> a model between: the three languages differ in how they fail, free and convert, not in what is called
 * when. The order of calls is decided once, so strace shows the same for a lab and for its programs.
 */
package socklab.export;
