package socklab.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.relay.Direction;
import socklab.service.relay.netem.ImpairmentParser;
import socklab.service.relay.netem.Impairments;
import socklab.text.Message;

/**
 * The relay's words on the cable: for every two hosts the impairments of both directions. The direction from the host
 * named first when the wire was laid is the relay's {@code up}, so that the same seed gives the same decisions.
 */
final class CableImpairments {
    static final long SEED = Impairments.SEED;

    private final List<String> names;
    private final Map<CableDirection, Impairments> byPair = new LinkedHashMap<>();
    /** What held in each direction so far, in words, in the order in which it was set. */
    private final Map<CableDirection, SequencedSet<String>> history = new LinkedHashMap<>();

    CableImpairments(List<String> names) {
        this.names = List.copyOf(names);
        directions(names).stream()
                .filter(d -> side(names, d) == Direction.UP)
                .forEach(d -> byPair.put(d, Impairments.NONE));
    }

    /** All ways from a host to another. */
    static List<CableDirection> directions(List<String> names) {
        List<CableDirection> all = new ArrayList<>();
        for (String from : names) {
            names.stream().filter(to -> !to.equals(from)).forEach(to -> all.add(new CableDirection(from, to)));
        }
        return all;
    }

    /** Which of the relay's directions one is. */
    static Direction side(List<String> names, CableDirection direction) {
        return names.indexOf(direction.from()) < names.indexOf(direction.to()) ? Direction.UP : Direction.DOWN;
    }

    /** The direction that a word names, {@code a>b:}; none if it is no such word. */
    Optional<CableDirection> direction(String word) {
        return directions(names).stream().filter(d -> d.label().equals(word)).findFirst();
    }

    /** Reads words on top of what holds; nothing changes if one is wrong. */
    void read(List<Token> words) throws ArgumentError {
        Map<CableDirection, List<Token>> groups = new LinkedHashMap<>();
        byPair.keySet().forEach(pair -> groups.put(pair, new ArrayList<>()));
        Optional<CableDirection> named = Optional.empty();
        for (Token word : words) {
            Optional<CableDirection> direction = direction(word.text());
            if (direction.isPresent()) {
                named = direction;
                groups.get(pair(direction.get()))
                        .add(new Token(side(names, direction.get()).label(), word.span()));
            } else if (word.text().indexOf('>') > 0) {
                throw new ArgumentError(
                        word, Message.of("wire.fault.direction", word.text()), Message.of("cure.oneOf", labels()));
            } else if (named.isPresent()) {
                groups.get(pair(named.get())).add(word);
            } else {
                groups.values().forEach(g -> g.add(word));
            }
        }
        Map<CableDirection, Impairments> changed = new LinkedHashMap<>();
        for (Map.Entry<CableDirection, Impairments> each : byPair.entrySet()) {
            changed.put(each.getKey(), ImpairmentParser.read(Protocol.UDP, groups.get(each.getKey()), each.getValue()));
        }
        byPair.putAll(changed);
    }

    private List<String> labels() {
        return directions(names).stream().map(CableDirection::label).toList();
    }

    private CableDirection pair(CableDirection direction) {
        return side(names, direction) == Direction.UP
                ? direction
                : new CableDirection(direction.to(), direction.from());
    }

    /** Makes a cable do what holds now. */
    void apply(Cable cable, boolean seeded) {
        Map<CableDirection, CableCourse> courses = new LinkedHashMap<>();
        for (CableDirection direction : directions(names)) {
            Impairments impairments = byPair.get(pair(direction));
            Direction side = side(names, direction);
            if (seeded) {
                courses.put(direction, new CableCourse(impairments.seed(), side, impairments.of(side)));
            } else {
                cable.change(direction, impairments.of(side));
            }
        }
        cable.courses(courses);
        for (CableDirection direction : directions(names)) {
            String words = wordsOf(direction);
            if (!words.isEmpty()) {
                history.computeIfAbsent(direction, _ -> new LinkedHashSet<>()).addLast(words);
            }
        }
    }

    /** What held in a direction so far, one after the other; nothing if nothing ever did. */
    Optional<String> had(CableDirection direction) {
        return Optional.ofNullable(history.get(direction)).map(words -> String.join("; ", words));
    }

    private String wordsOf(CableDirection direction) {
        return byPair.get(pair(direction)).of(side(names, direction)).words();
    }

    /** What holds in each direction, in words; empty where nothing does. */
    List<String> words() {
        List<String> lines = new ArrayList<>();
        for (CableDirection direction : directions(names)) {
            String words = wordsOf(direction);
            if (!words.isEmpty()) {
                lines.add(direction.label() + " " + words);
            }
        }
        return lines;
    }
}
