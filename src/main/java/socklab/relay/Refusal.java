package socklab.relay;

import java.util.ArrayList;
import java.util.List;
import socklab.call.Bytes;
import socklab.kernel.Holder;
import socklab.kernel.Kernel;
import socklab.session.Addresses;
import socklab.text.Msg;
import socklab.view.ResultView;

/**
 * Why a relay could not start, and what to do about it.
 *
 * @param details what was found out about it; may be nothing
 */
public record Refusal(Msg fault, List<Msg> details, Msg cure) {
    private static final int COMMAND_SHOWN = 60;
    private static final int MOST_HOLDERS = 3;

    /** Looks for the reason in the kernel's tables. */
    public static Refusal of(Relay.Start.Refused refused, Plan plan, Kernel kernel) {
        String address = Addresses.show(plan.address());
        return switch (refused.errno()) {
            case EADDRINUSE -> new Refusal(Msg.of("server.taken", address), holders(plan, kernel),
                    Msg.of("server.look", plan.protocol() == Protocol.UDP ? "ss -ulpn" : "ss -tlpn", plan.port()));
            case EACCES -> new Refusal(Msg.of("server.privilege", address), List.of(), Msg.of("server.above"));
            default -> new Refusal(Msg.of("server.cannot", refused.call().function(), address, refused.errno().describe()),
                    List.of(), Msg.of("server.other"));
        };
    }

    private static List<Msg> holders(Plan plan, Kernel kernel) {
        List<Msg> lines = new ArrayList<>();
        for (Holder holder : kernel.holders(plan.protocol().type(), plan.port()).stream().distinct().limit(MOST_HOLDERS).toList()) {
            String local = Addresses.show(holder.local());
            lines.add(holder.process().map(p -> Msg.of("server.holder", local, Long.toString(p.pid()),
                    ResultView.data(Bytes.utf8(p.command()), COMMAND_SHOWN))).orElse(Msg.of("server.stranger", local)));
        }
        return lines;
    }

    /** All of it, as one message a line. */
    public List<Msg> lines() {
        List<Msg> lines = new ArrayList<>(List.of(fault));
        lines.addAll(details);
        lines.add(cure);
        return lines;
    }
}
