/**
 * One model of who called what when, and what reached whom: {@link socklab.view.ladder.SequenceDiagram}, and its
 * rendering for a terminal.
 *
 * <p>Pure functions of the journal, like all views.
 */
package socklab.view.ladder;
