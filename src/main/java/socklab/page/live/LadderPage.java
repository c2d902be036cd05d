package socklab.page.live;

import gg.jte.generated.precompiled.JteliveladderGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import socklab.page.LadderLayout;
import socklab.page.LadderPicture;
import socklab.page.Wording;
import socklab.text.Language;
import socklab.view.ladder.SequenceDiagram;

/** The newest part of a ladder as HTML with inline SVG, drawn as a report draws it. */
final class LadderPage {
    private static final int ROOM = 1 << 16;
    private static final int MOST_FRAMES = 120;

    private LadderPage() {}

    /** The drawing of the newest calls, and of what went between them. */
    static String of(SequenceDiagram all, int calls, long now, Language language) {
        SequenceDiagram newest = newest(all, calls);
        if (newest.spans().isEmpty() && newest.frames().isEmpty()) {
            return "";
        }
        LadderPicture picture = LadderLayout.of(newest, new LadderLayout.Look(now, Set.of()));
        StringOutput out = new StringOutput(ROOM);
        JteliveladderGenerated.render(new OwaspHtmlTemplateOutput(out), null, picture, new Wording(List.of(language)));
        return out.toString();
    }

    private static SequenceDiagram newest(SequenceDiagram all, int calls) {
        List<SequenceDiagram.Span> spans = all.spans()
                .subList(Math.max(0, all.spans().size() - calls), all.spans().size());
        Set<SequenceDiagram.Span> known = new HashSet<>(spans);
        Set<Integer> lanes = spans.stream().map(SequenceDiagram.Span::lane).collect(Collectors.toSet());
        spans.forEach(s -> lanes.addAll(s.made()));
        long first = spans.isEmpty() ? Long.MIN_VALUE : spans.getFirst().start();
        List<SequenceDiagram.FrameArrow> frames =
                all.frames().stream().filter(f -> f.sent() >= first).toList();
        return new SequenceDiagram(
                all.lanes().stream().filter(l -> lanes.contains(l.id())).toList(),
                spans,
                all.deliveries().stream()
                        .filter(d -> known.contains(d.from()) && known.contains(d.to()))
                        .toList(),
                frames.subList(Math.max(0, frames.size() - MOST_FRAMES), frames.size()),
                all.states().stream().filter(s -> known.contains(s.span())).toList(),
                all.observations().stream().filter(o -> o.at() >= first).toList());
    }
}
