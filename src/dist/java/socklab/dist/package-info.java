/**
 * What a student unpacks: the archive with a Java of its own, and all that a system or an editor wants to know of
 * socklab.
 *
 * <p>{@link socklab.dist.Dist} fills a folder: {@link socklab.dist.RuntimeImage} makes the Java,
 * {@link socklab.dist.Launchers} the commands that start it and the start-up cache,
 * {@link socklab.dist.ManPage}, {@link socklab.dist.Completions} and {@link socklab.dist.Editors} the rest. Maven's
 * profile {@code dist} packs the folder.
 *
 * <h2>Why</h2>
 *
 * <p>Man page, completions and grammars follow from the declarations of options, calls, constants and shell words, so
 * they cannot tell of anything that is not there. The launcher's lines are those of {@code run.sh}, taken from it when
 * the archive is made: both start socklab in one way. The archive's files are packed without compression of their own:
 * gzip makes less of them together, and a start does not unpack classes.
 */
package socklab.dist;
