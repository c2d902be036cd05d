/**
 * A session as a page to look at: its lines and results beside the ladder, drawn to time.
 *
 * <p>{@link socklab.page.StepList} reads lines, calls and prose off what happened; {@link socklab.page.LadderLayout}
 * places the one model of the ladder, {@link socklab.view.ladder.SequenceDiagram}, on a plane; the templates in
 * {@code src/main/jte} write both as HTML with inline SVG. They are compiled with the program, and every value that
 * they write is escaped for the place where it stands.
 *
 * <p><b>Why</b> geometry is apart from markup: the file, the live page and their tests use the same numbers. <b>Why</b>
 * no script and a strict Content-Security-Policy: a report is opened from mail and course sites, and what it shows came
 * from the network.
 */
package socklab.page;
