/**
 * A network that misbehaves on demand: a relay between clients and a server that loses, delays, duplicates and corrupts
 * what passes, in the words and with the meaning of Linux's tc-netem(8), without a privilege.
 *
 * <p>The model is pure: {@link socklab.service.relay.netem.ImpairmentParser} reads the words, and
 * {@link socklab.service.relay.netem.ImpairmentEngine} decides what happens to the n-th datagram.
 * {@link socklab.service.relay.Relay} is the service; {@code UdpRelayService} and {@code TcpRelayService} handle its
 * sockets and carry the decisions out.
 *
 * <p><b>Repeatable</b>: a decision depends on the seed, the direction, the number of arrival and the impairment in
 * force, never on time. The order of arrivals, and what {@code limit} drops because a queue was full, do depend on
 * time and do not repeat.
 *
 * <p><b>Why</b> a relay and not netem itself: netem needs root; it cannot lose exactly the second datagram, nor show
 * what it did.
 */
package socklab.service.relay;
