package socklab.view.reason;

import socklab.text.Message;

/** Who holds a socket, in words. */
final class Owners {
    private Owners() {}

    static Message name(Facts.InetEntry entry) {
        return name(entry.owner());
    }

    static Message name(Facts.Owner owner) {
        return switch (owner) {
            case Facts.Owner.Session s -> Message.of("why.owner.session", s.name());
            case Facts.Owner.Program _ -> Message.of("why.owner.program");
            case Facts.Owner.Process p -> Message.of("why.owner.process", p.pid(), p.command());
            case Facts.Owner.Hidden h -> Message.of("why.owner.hidden", h.uid());
            case Facts.Owner.None _ -> Message.of("why.owner.none");
        };
    }
}
