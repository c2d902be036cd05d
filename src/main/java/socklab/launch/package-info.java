/**
 * Start-up: how socklab starts in a fraction of jshell's time.
 *
 * <p>{@code run.sh} finds a JDK, has {@code src/build/Build.java} build the jar when a source is newer, has
 * {@link socklab.launch.CacheTraining} make the cache when there is none for this jar and this JDK, and then becomes
 * Java. {@link socklab.launch.TrainingSession} is the program whose classes go into the cache; it runs at a
 * {@link socklab.launch.TrainingTerminal}, where {@link socklab.launch.PtyTypist} types.
 * {@link socklab.launch.ProcessExit} ends the process.
 *
 * <h2>Why</h2>
 *
 * <p>A piece stays if it saves at least a tenth of the time to the prompt, about 5 ms. Measured on two cores of x86-64
 * with JDK 25.0.3, medians of interleaved runs; {@code run.sh bench start} measures the whole:
 *
 * <ul>
 *   <li>The AOT cache ({@code -XX:AOTCache}): prompt 52 ms instead of 252 with default options. It is trained at a
 *       pseudo-terminal: trained without one, the first socket takes 240 ms instead of 120. One cache serves the
 *       console, lines, and labs.
 *   <li>{@code src/build/NewerClassFiles.java}: picocli's class files are of Java 5's format, which no AOT cache takes;
 *       renewed, {@code -e} takes 65 ms instead of 114.
 *   <li>{@link socklab.term.EarlyPrompt}: the prompt is shown while the line editor opens, after 52 ms instead of 86.
 *   <li>{@code term.ProcessTerminal}, opened without a search through providers: the way to the first socket takes 18 %
 *       less processor time. {@code term.XtermCapabilities}, instead of JLine's own description: 9 % less.
 *   <li>{@code -XX:+UseSerialGC}: 5 ms, and half of the memory. {@code -Xmn64m} bounds new objects, which could
 *       otherwise take hundreds of megabytes on a large machine. {@code -XX:-UsePerfData} writes no file in /tmp at
 *       each start; {@code -XX:-PrintWarnings} and {@code -Xlog:disable} keep the messages of Java out of the output.
 *   <li>{@code -XX:TieredStopAtLevel=1} for {@code report} and {@code grade}, which end before the second compiler has
 *       earned what it costs: a lab's report takes 0.5 s of processor time instead of 0.7, one of 20,000 events 2.5
 *       instead of 4.4, the marks of 500 files 3.0 instead of 4.2, and 115 MiB instead of 130.
 *   <li>{@code -cp JAR CLASS} instead of {@code -jar JAR}: Java reads the manifest first, a tenth of the time to the
 *       prompt.
 *   <li>The note of the JDK found last ({@code target/launch/jdk}): 3 ms, but 150 ms where the java on the PATH is a
 *       script that has to be asked for its folder.
 * </ul>
 *
 * <p>The cache belongs to the exact jar and JDK, and Java does not notice another jar (JDK-8377932): {@code run.sh}
 * compares. When Java crashes, {@code -XX:OnError} removes the cache, which may be damaged, and starts go on without
 * one until the next build.
 */
package socklab.launch;
