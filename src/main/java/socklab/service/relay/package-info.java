/**
 * A network that misbehaves on demand: a relay between client and server that loses, delays, repeats and spoils
 * what passes, in the words and meaning of Linux's tc-netem(8), without a privilege.
 *
 * <p>The model is pure: {@link socklab.service.relay.netem.ImpairmentParser} reads the words (each declared once, in
 * {@link socklab.service.relay.netem.ImpairmentWord}) into an {@link socklab.service.relay.netem.Impairment}; {@link socklab.service.relay.netem.ImpairmentEngine} says
 * what becomes of the n-th datagram. {@link socklab.service.relay.Relay} is one thread that waits for all its sockets by a
 * {@link socklab.kernel.Poller}; {@code UdpRelayService} and {@code TcpRelayService} carry the fates out, and a
 * {@link socklab.service.relay.RelayListener} hears of them.
 *
 * <p><b>Repeatable</b>: a fate is a function of the seed, the direction, the number of arrival and the impairment in
 * force, never of time. The random numbers are those of SplittableRandom's published algorithm, written out in
 * {@link socklab.service.relay.netem.RandomStream}, so that a run repeats on every JDK. What depends on time, and does not repeat, is who
 * arrives first, and what {@code limit} drops because a queue was full.
 *
 * <p><b>Why</b> a relay and not netem itself: netem needs root, and can neither be told "exactly the second" nor show
 * what it did.
 */
package socklab.relay;
