/**
 * Labs: calls and their results as a file, played, checked, graded and recorded.
 *
 * <p>{@link socklab.lab.Lab} is the model, {@link socklab.lab.LabReader} reads it. The classes that run a lab
 * return a result; {@code socklab.lab.report} shows it.
 */
package socklab.lab;
