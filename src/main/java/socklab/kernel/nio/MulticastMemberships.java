package socklab.kernel.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import socklab.call.Errno;

/** The multicast groups that a socket is in. Source: ip(7), IP_ADD_MEMBERSHIP. */
final class MulticastMemberships {
    private final Map<Place, MembershipKey> keys = new HashMap<>();

    private record Place(InetAddress group, int index) {}

    synchronized void join(DatagramChannel channel, InetAddress group, NetworkInterface via, JavaCallTrace trace)
            throws ErrnoException, IOException {
        Place place = new Place(group, via.getIndex());
        if (!group.isMulticastAddress()) {
            throw new ErrnoException(Errno.EINVAL);
        } else if (keys.containsKey(place)) {
            throw new ErrnoException(Errno.EADDRINUSE);
        }
        trace.calls(
                "DatagramChannel.join", JavaCallTrace.word(group.getHostAddress()), JavaCallTrace.word(via.getName()));
        keys.put(place, channel.join(group, via));
    }

    synchronized void leave(InetAddress group, NetworkInterface via, JavaCallTrace trace) throws ErrnoException {
        MembershipKey key = Optional.ofNullable(keys.remove(new Place(group, via.getIndex())))
                .orElseThrow(() -> new ErrnoException(Errno.EADDRNOTAVAIL));
        trace.calls("MembershipKey.drop");
        key.drop();
    }
}
