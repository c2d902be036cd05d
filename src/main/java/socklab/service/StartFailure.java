package socklab.service;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import socklab.call.Errno;
import socklab.kernel.Kernel;
import socklab.kernel.PortOwner;
import socklab.session.AddressText;
import socklab.text.Message;
import socklab.view.Escape;

/**
 * Why a service could not start, and how to mend that.
 *
 * @param details what was found out about it; may be empty
 */
public record StartFailure(Message fault, List<Message> details, Message cure) {
    private static final int ARGS_SHOWN = 50;
    private static final int MOST_OWNERS = 3;

    /** Looks for the reason in the kernel's tables. */
    public static StartFailure of(Service.Start.Failed<?> failed, ServiceConfig config, Kernel kernel) {
        String address = AddressText.show(config.address());
        Errno errno = failed.errno();
        return switch (errno) {
            case EADDRINUSE ->
                new StartFailure(Message.of("service.taken", address), owners(config, kernel), lookCure(config));
            case EACCES ->
                new StartFailure(Message.of("service.privilege", address), List.of(), Message.of("service.above"));
            default ->
                new StartFailure(
                        Message.of("service.cannot", failed.call().function(), address, errno.describe()),
                        List.of(),
                        Message.of("service.other"));
        };
    }

    private static Message lookCure(ServiceConfig config) {
        String command = switch (config.protocol()) {
            case UDP -> "ss -ulpn";
            case TCP -> "ss -tlpn";
        };
        return Message.of("service.look", command, config.port());
    }

    private static List<Message> owners(ServiceConfig config, Kernel kernel) {
        return kernel.portOwners(config.protocol().type(), config.port()).stream()
                .distinct()
                .limit(MOST_OWNERS)
                .map(StartFailure::owner)
                .toList();
    }

    private static Message owner(PortOwner owner) {
        String local = AddressText.show(owner.local());
        return owner.process()
                .map(p -> Message.of("service.owner", local, Long.toString(p.pid()), shortened(p.command())))
                .orElse(Message.of("service.stranger", local));
    }

    /** The program without its folder, and of many arguments the last: they tell more than the first. */
    private static String shortened(String command) {
        int end = command.indexOf(' ') < 0 ? command.length() : command.indexOf(' ');
        String program = command.substring(command.lastIndexOf('/', end - 1) + 1, end);
        String args = command.substring(end).replaceAll("\\s+", " ");
        return Escape.printable(
                args.length() <= ARGS_SHOWN
                        ? program + args
                        : program + " …" + args.substring(args.length() - ARGS_SHOWN));
    }

    /** All of it, as one message a line. */
    public List<Message> lines() {
        return Stream.of(List.of(fault), details, List.of(cure))
                .flatMap(List::stream)
                .toList();
    }

    /** The fault and the details in one message. */
    public Message summary() {
        List<Message> all = new ArrayList<>(List.of(fault));
        all.addAll(details);
        return all.stream().reduce((a, b) -> Message.of("service.and", a, b)).orElseThrow();
    }
}
