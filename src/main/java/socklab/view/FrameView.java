package socklab.view;

import socklab.session.Event;
import socklab.text.Messages;

/** A frame on the wire as a line: where it goes, its number, tcpdump's line of it, what became of it. */
public final class FrameView {
    private FrameView() {}

    /** {@code   a → b  #1  IP 10.0.0.1.40112 > 10.0.0.2.80: Flags [S], …   lost}. */
    public static String line(Event.Frame frame, Messages messages) {
        String fate = messages.joined(frame.fate());
        return "  " + frame.from() + " → " + frame.to() + "  " + name(frame) + "  "
                + Escape.printable(frame.text().lines().findFirst().orElse(""))
                + (fate.isEmpty() ? "" : "   " + fate);
    }

    /** {@code #3}, or {@code #h3} for a frame that only finds neighbours, routers or groups. */
    public static String name(Event.Frame frame) {
        return (frame.housekeeping() ? "#h" : "#") + frame.number();
    }
}
