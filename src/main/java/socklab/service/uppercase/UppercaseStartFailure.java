package socklab.service.uppercase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.kernel.Kernel;
import socklab.kernel.PortOwner;
import socklab.session.AddressText;
import socklab.text.Message;
import socklab.view.Escape;

/**
 * Why a server could not start, and what to do about it.
 *
 * @param details what was found out about it; may be nothing
 */
public record UppercaseStartFailure(Message fault, List<Message> details, Message cure) {
    private static final int ARGS_SHOWN = 50;
    private static final int MOST_HOLDERS = 3;

    /** Looks for the reason in the kernel's tables. */
    public static UppercaseStartFailure of(UppercaseServer.Start.Refused refused, UppercaseConfig plan, Kernel kernel) {
        String address = AddressText.show(plan.address());
        return switch (refused.errno()) {
            case EADDRINUSE ->
                new UppercaseStartFailure(
                        Message.of("server.taken", address),
                        holders(plan, kernel),
                        Message.of(
                                "server.look",
                                plan.protocol() == UppercaseConfig.Protocol.UDP ? "ss -ulpn" : "ss -tlpn",
                                plan.port()));
            case EACCES ->
                new UppercaseStartFailure(
                        Message.of("server.privilege", address), List.of(), Message.of("server.above"));
            default ->
                new UppercaseStartFailure(
                        Message.of("server.cannot", refused.call().function(), address, describe(refused.errno())),
                        List.of(),
                        Message.of("server.other"));
        };
    }

    private static String describe(Errno errno) {
        return errno.describe();
    }

    private static List<Message> holders(UppercaseConfig plan, Kernel kernel) {
        List<Message> lines = new ArrayList<>();
        Const type = plan.protocol().type();
        for (PortOwner holder : kernel.portOwners(type, plan.port()).stream()
                .distinct()
                .limit(MOST_HOLDERS)
                .toList()) {
            String local = AddressText.show(holder.local());
            Optional<PortOwner.Process> process = holder.process();
            lines.add(process.map(p -> Message.of(
                            "server.holder", local, Long.toString(p.pid()), Escape.printable(shortened(p.command()))))
                    .orElse(Message.of("server.stranger", local)));
        }
        return lines;
    }

    /** The program without its folder, and of many arguments the last: they tell more than the first. */
    private static String shortened(String command) {
        int end = command.indexOf(' ') < 0 ? command.length() : command.indexOf(' ');
        String program = command.substring(command.lastIndexOf('/', end - 1) + 1, end);
        String args = command.substring(end).replaceAll("\\s+", " ");
        return args.length() <= ARGS_SHOWN
                ? program + args
                : program + " …" + args.substring(args.length() - ARGS_SHOWN);
    }

    /** All of it, as one message a line. */
    public List<Message> lines() {
        List<Message> lines = new ArrayList<>(List.of(fault));
        lines.addAll(details);
        lines.add(cure);
        return lines;
    }
}
