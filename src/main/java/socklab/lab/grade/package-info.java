/**
 * Grading: a teacher's lab is the key, a student's lab has the answers.
 *
 * <p>{@link socklab.lab.grade.AnswerKey} reads the key, {@link socklab.lab.grade.Handout} makes the students' copy,
 * {@link socklab.lab.grade.Grader} runs the key's own lines and marks the answers.
 *
 * <p><b>Why</b> the key runs, not the student's lab: a lab that tests itself can be emptied, skipped or filled with
 * wildcards. A student's lines run only where the key says {@code #! yours}, and the key's expectations follow them.
 */
package socklab.lab.grade;
