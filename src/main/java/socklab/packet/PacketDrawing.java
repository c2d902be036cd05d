package socklab.packet;

import java.util.ArrayList;
import java.util.List;
import socklab.packet.Dissection.Field;
import socklab.packet.Dissection.Header;
import socklab.text.DisplayWidth;
import socklab.text.Messages;

/** One frame taken apart, for reading: each header drawn as in its RFC, its fields with their meaning, then hex. */
public final class PacketDrawing {
    private final Messages messages;

    public PacketDrawing(Messages messages) {
        this.messages = messages;
    }

    /** The lines of a frame. */
    public List<String> lines(Dissection dissection) {
        List<String> lines = new ArrayList<>();
        for (Header header : dissection.headers()) {
            lines.add(header.kind().title() + ", " + header.kind().source() + ": "
                    + messages.say("packet.header", header.length(), header.at())
                    + (header.cut() ? messages.say("packet.cut") : ""));
            HeaderDrawing.lines(header.fields()).forEach(l -> lines.add("   " + l));
            lines.addAll(meanings(header));
            lines.add("");
        }
        lines.add(messages.say("packet.data", dissection.data().length()));
        HexLines.withText(dissection.frame()).forEach(l -> lines.add("   " + l));
        return lines;
    }

    private List<String> meanings(Header header) {
        List<Field> explained =
                header.fields().stream().filter(f -> f.meaning().isPresent()).toList();
        int name = explained.stream().mapToInt(f -> f.name().length()).max().orElse(0);
        int value = explained.stream().mapToInt(f -> f.value().length()).max().orElse(0);
        return explained.stream()
                .map(f -> "   " + DisplayWidth.pad(f.name(), name) + "  " + DisplayWidth.pad(f.value(), value) + "  "
                        + messages.say(f.meaning().orElseThrow()))
                .toList();
    }
}
