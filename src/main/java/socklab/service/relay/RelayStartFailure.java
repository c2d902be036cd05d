package socklab.service.relay;

import java.util.ArrayList;
import java.util.List;
import socklab.call.Bytes;
import socklab.kernel.Kernel;
import socklab.kernel.PortOwner;
import socklab.session.AddressText;
import socklab.text.Message;
import socklab.view.ResultView;

/**
 * Why a relay could not start, and what to do about it.
 *
 * @param details what was found out about it; may be nothing
 */
public record RelayStartFailure(Message fault, List<Message> details, Message cure) {
    private static final int COMMAND_SHOWN = 60;
    private static final int MOST_HOLDERS = 3;

    /** Looks for the reason in the kernel's tables. */
    public static RelayStartFailure of(Relay.Start.Refused refused, RelayConfig plan, Kernel kernel) {
        String address = AddressText.show(plan.address());
        return switch (refused.errno()) {
            case EADDRINUSE ->
                new RelayStartFailure(
                        Message.of("server.taken", address),
                        holders(plan, kernel),
                        Message.of(
                                "server.look", plan.protocol() == Protocol.UDP ? "ss -ulpn" : "ss -tlpn", plan.port()));
            case EACCES ->
                new RelayStartFailure(Message.of("server.privilege", address), List.of(), Message.of("server.above"));
            default ->
                new RelayStartFailure(
                        Message.of(
                                "server.cannot",
                                refused.call().function(),
                                address,
                                refused.errno().describe()),
                        List.of(),
                        Message.of("server.other"));
        };
    }

    private static List<Message> holders(RelayConfig plan, Kernel kernel) {
        List<Message> lines = new ArrayList<>();
        for (PortOwner holder : kernel.portOwners(plan.protocol().type(), plan.port()).stream()
                .distinct()
                .limit(MOST_HOLDERS)
                .toList()) {
            String local = AddressText.show(holder.local());
            lines.add(holder.process()
                    .map(p -> Message.of(
                            "server.holder",
                            local,
                            Long.toString(p.pid()),
                            ResultView.data(Bytes.utf8(p.command()), COMMAND_SHOWN)))
                    .orElse(Message.of("server.stranger", local)));
        }
        return lines;
    }

    /** All of it, as one message a line. */
    public List<Message> lines() {
        List<Message> lines = new ArrayList<>(List.of(fault));
        lines.addAll(details);
        lines.add(cure);
        return lines;
    }
}
