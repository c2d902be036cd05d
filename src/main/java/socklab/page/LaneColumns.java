package socklab.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.view.ladder.SequenceDiagram;

/** Where the lanes stand: side by side, or in a group for each host with the cable between the groups. */
final class LaneColumns {
    private static final int AXIS = 70;
    private static final int CHANNEL = 190;
    private static final int MARGIN = 16;
    private static final int EDGE = 14;
    private static final int BESIDE = 14;
    private static final List<Integer> WIDTHS = List.of(200, 200, 200, 190, 168, 140, 120, 112, 106);
    private static final int NARROW = 104;

    private final Map<Integer, Integer> middles = new HashMap<>();
    private final List<LadderPicture.Lane> heads = new ArrayList<>();
    private final List<LadderPicture.HostColumn> hosts = new ArrayList<>();
    private final Map<String, Integer> order = new LinkedHashMap<>();
    private final Map<Integer, String> lanesHost = new HashMap<>();
    private final int laneWidth;
    private int x = AXIS;

    LaneColumns(SequenceDiagram diagram) {
        int count = diagram.lanes().size();
        laneWidth = count < WIDTHS.size() ? WIDTHS.get(count) : NARROW;
        List<String> names = hostNames(diagram);
        names.forEach(n -> order.put(n, order.size()));
        diagram.lanes().stream()
                .filter(l -> l.host().isEmpty())
                .sorted(Comparator.comparing(l -> l.id() != SequenceDiagram.NO_SOCKET))
                .forEach(this::add);
        for (String name : names) {
            x += hosts.isEmpty() ? (heads.isEmpty() ? 0 : MARGIN) : CHANNEL;
            int left = x;
            x += EDGE;
            diagram.lanes().stream()
                    .filter(l -> l.host().equals(Optional.of(name)))
                    .forEach(this::add);
            x = Math.max(x + EDGE, left + NARROW / 2);
            hosts.add(new LadderPicture.HostColumn(name, left, x - left));
        }
        x += MARGIN;
    }

    private static List<String> hostNames(SequenceDiagram diagram) {
        return Stream.concat(
                        diagram.frames().stream()
                                .flatMap(f ->
                                        Stream.of(f.event().from(), f.event().to()))
                                .filter(n -> !n.equals("*")),
                        diagram.lanes().stream().flatMap(l -> l.host().stream()))
                .distinct()
                .sorted()
                .toList();
    }

    private void add(SequenceDiagram.Lane lane) {
        int middle = x + laneWidth / 2;
        middles.put(lane.id(), middle);
        lane.host().ifPresent(h -> lanesHost.put(lane.id(), h));
        heads.add(new LadderPicture.Lane(
                lane.id(), middle, Cut.toWidth(lane.name(), laneWidth), Cut.toWidth(lane.kind(), laneWidth)));
        x += laneWidth;
    }

    int width() {
        return x;
    }

    int laneWidth() {
        return laneWidth;
    }

    int boxWidth() {
        return laneWidth - (heads.size() > 4 ? BESIDE : 3 * BESIDE);
    }

    int channel() {
        return CHANNEL;
    }

    int middle(int lane) {
        return middles.get(lane);
    }

    /** The host that a lane's socket is in. */
    Optional<String> host(int lane) {
        return Optional.ofNullable(lanesHost.get(lane));
    }

    List<LadderPicture.Lane> heads() {
        return List.copyOf(heads);
    }

    List<LadderPicture.HostColumn> hosts() {
        return List.copyOf(hosts);
    }

    /** Where the cable of a host ends, on the side on which another host stands. */
    Optional<Integer> cable(String host, String other) {
        return Optional.ofNullable(order.get(host)).map(at -> {
            LadderPicture.HostColumn column = hosts.get(at);
            int towards = order.getOrDefault(other, at == hosts.size() - 1 ? at - 1 : at + 1);
            return towards > at ? column.left() + column.width() : column.left();
        });
    }

    /** All ends of cables: hosts that have another at their side. */
    List<Integer> cables() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            if (i > 0) {
                all.add(hosts.get(i).left());
            }
            if (i + 1 < hosts.size()) {
                all.add(hosts.get(i).left() + hosts.get(i).width());
            }
        }
        return all;
    }
}
