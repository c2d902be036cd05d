/**
 * Start-up: what makes socklab start in a fraction of jshell's time, and what each piece earns.
 *
 * <p>{@code run.sh} finds a JDK, has {@code src/build/Build.java} build the jar when a source is newer, has
 * {@link socklab.launch.CacheTraining} make Java's AOT cache when there is none for this jar and this JDK, and then
 * becomes Java. {@link socklab.launch.TrainingSession} is the program whose classes go into the cache; it runs at a
 * {@link socklab.launch.TrainingTerminal}, where {@link socklab.launch.PtyTypist} types.
 */
package socklab.launch;
