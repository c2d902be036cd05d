/**
 * What happens to the n-th datagram or segment, in the words and the meaning of tc-netem(8). Pure: no socket, no clock.
 *
 * <p>{@link socklab.service.relay.netem.ImpairmentParser} reads the words into
 * {@link socklab.service.relay.netem.Impairments}; {@link socklab.service.relay.netem.ImpairmentEngine} decides.
 *
 * <p><b>Repeatable</b>: a decision depends on the seed, the direction, the number of arrival and the impairment in
 * force, never on time. The random numbers are those of SplittableRandom's published algorithm, so that a run repeats
 * on every JDK.
 *
 * <p>Source: tc-netem(8).
 */
package socklab.service.relay.netem;
