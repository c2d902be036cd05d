package socklab.lab;

import java.util.Optional;
import socklab.kernel.Host;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;

/**
 * The network that a lab runs in: a host of its own, which holds nothing but loopback. So the fixed ports of two labs
 * never meet, and a lab cannot reach another program of this machine.
 *
 * <p>A lab runs in the network of the process if it may use the network, if it talks to a partner, or if this machine
 * does not allow a host. {@link socklab.session.SandboxPolicy} holds in either case.
 */
public final class LabNetwork implements AutoCloseable {
    private final Kernel kernel;
    private final Optional<Host> host;

    private LabNetwork(Kernel kernel, Optional<Host> host) {
        this.kernel = kernel;
        this.host = host;
    }

    /**
     * Opens the network of a lab. The user closes it after the lab's session.
     *
     * @param process the kernel of the process
     * @param allowed whether the user allowed the lab to use the machine's network
     */
    public static LabNetwork open(Kernel process, Lab lab, boolean allowed) {
        if (allowed || Requirements.usesMachineNetwork(lab)) {
            return new LabNetwork(process, Optional.empty());
        }
        try {
            Host host = process.openHost("lab", Requirements.wire(lab) ? Host.Rights.ROOT : Host.Rights.USER);
            return new LabNetwork(host.kernel(), Optional.of(host));
        } catch (UnsupportedEnvironment e) {
            return new LabNetwork(process, Optional.empty());
        }
    }

    /** The kernel of this network. */
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public void close() {
        host.ifPresent(Host::close);
    }
}
