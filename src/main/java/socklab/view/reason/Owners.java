package socklab.view.reason;

import socklab.text.Message;

/** Who holds a socket, in words. */
final class Owners {
    private static final int MOST_COMMAND = 60;

    private Owners() {}

    private static String shortened(String command) {
        return command.length() <= MOST_COMMAND ? command : command.substring(0, MOST_COMMAND) + "…";
    }

    static Message name(Facts.InetEntry entry) {
        return name(entry.owner());
    }

    static Message name(Facts.Owner owner) {
        return switch (owner) {
            case Facts.Owner.Session s -> Message.of("why.owner.session", s.name());
            case Facts.Owner.Program _ -> Message.of("why.owner.program");
            case Facts.Owner.Process p -> Message.of("why.owner.process", p.pid(), shortened(p.command()));
            case Facts.Owner.Hidden h -> Message.of("why.owner.hidden", h.uid());
            case Facts.Owner.None _ -> Message.of("why.owner.none");
        };
    }
}
