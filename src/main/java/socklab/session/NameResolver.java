package socklab.session;

import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.HostsFile;
import socklab.kernel.Kernel;

/**
 * Looks up host names for a session. A lookup can leave the machine, and the name can carry data; so a lab's names
 * are looked up in the hosts file, and elsewhere only if the lab may leave the machine.
 */
public final class NameResolver {
    private final Session session;
    private final Kernel kernel;
    private final HostsFile hosts = HostsFile.ofSystem();

    public NameResolver(Session session, Kernel kernel) {
        this.session = session;
        this.kernel = kernel;
    }

    /**
     * Looks up a name and records the result in the journal; empty if the session's policy does not allow it.
     *
     * @param family the family wanted; AF_UNSPEC for any
     */
    public Optional<Kernel.Resolution> resolve(String host, Const family) {
        Optional<Kernel.Resolution> result = lookUp(host, family);
        result.ifPresent(r -> session.journal().append(new Event.Resolved(System.nanoTime(), host, r)));
        return result;
    }

    private Optional<Kernel.Resolution> lookUp(String host, Const family) {
        SandboxPolicy policy = session.policy();
        if (policy.trusted()) {
            return Optional.of(kernel.resolve(host, family));
        }
        List<SocketAddress> listed = hosts.addresses(host, family);
        if (!listed.isEmpty()) {
            return Optional.of(new Kernel.Resolution.Found(listed));
        }
        return policy.outside().allows(host) ? Optional.of(kernel.resolve(host, family)) : Optional.empty();
    }
}
