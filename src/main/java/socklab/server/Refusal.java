package socklab.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.kernel.Holder;
import socklab.kernel.Kernel;
import socklab.session.Addresses;
import socklab.text.Msg;
import socklab.view.Escape;

/**
 * Why a server could not start, and what to do about it.
 *
 * @param details what was found out about it; may be nothing
 */
public record Refusal(Msg fault, List<Msg> details, Msg cure) {
    private static final int ARGS_SHOWN = 50;
    private static final int MOST_HOLDERS = 3;

    /** Looks for the reason in the kernel's tables. */
    public static Refusal of(UppercaseServer.Start.Refused refused, Plan plan, Kernel kernel) {
        String address = Addresses.show(plan.address());
        return switch (refused.errno()) {
            case EADDRINUSE -> new Refusal(Msg.of("server.taken", address), holders(plan, kernel),
                    Msg.of("server.look", plan.protocol() == Plan.Protocol.UDP ? "ss -ulpn" : "ss -tlpn", plan.port()));
            case EACCES -> new Refusal(Msg.of("server.privilege", address), List.of(), Msg.of("server.above"));
            default -> new Refusal(Msg.of("server.cannot", refused.call().function(), address, describe(refused.errno())), List.of(),
                    Msg.of("server.other"));
        };
    }

    private static String describe(Errno errno) {
        return errno.describe();
    }

    private static List<Msg> holders(Plan plan, Kernel kernel) {
        List<Msg> lines = new ArrayList<>();
        Const type = plan.protocol().type();
        for (Holder holder : kernel.holders(type, plan.port()).stream().distinct().limit(MOST_HOLDERS).toList()) {
            String local = Addresses.show(holder.local());
            Optional<Holder.Process> process = holder.process();
            lines.add(process.map(p -> Msg.of("server.holder", local, Long.toString(p.pid()),
                    Escape.printable(shortened(p.command())))).orElse(Msg.of("server.stranger", local)));
        }
        return lines;
    }

    /** The program without its folder, and of many arguments the last: they tell more than the first. */
    private static String shortened(String command) {
        int end = command.indexOf(' ') < 0 ? command.length() : command.indexOf(' ');
        String program = command.substring(command.lastIndexOf('/', end - 1) + 1, end);
        String args = command.substring(end).replaceAll("\\s+", " ");
        return args.length() <= ARGS_SHOWN ? program + args : program + " …" + args.substring(args.length() - ARGS_SHOWN);
    }

    /** All of it, as one message a line. */
    public List<Msg> lines() {
        List<Msg> lines = new ArrayList<>(List.of(fault));
        lines.addAll(details);
        lines.add(cure);
        return lines;
    }
}
