/**
 * Labs: what was typed and what came back, as a file; played, checked and recorded.
 *
 * <p>{@link socklab.lab.Lab} is the model, {@link socklab.lab.LabReader} reads it, and what runs it returns a
 * result and leaves the telling to a report.
 */
package socklab.lab;
