package socklab.service.relay.netem;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import socklab.lang.DidYouMean;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.relay.Direction;
import socklab.service.relay.netem.ImpairmentModel.Delay;
import socklab.service.relay.netem.ImpairmentModel.Rate;
import socklab.service.relay.netem.ImpairmentModel.Reorder;
import socklab.text.Message;

/**
 * Words to {@link Impairments}: any number of {@link ImpairmentWord}s, {@code up:} and {@code down:} before those of
 * one direction, and {@code seed N}. A word followed by {@code off} is taken back.
 */
public final class ImpairmentParser {
    private static final String SEED = "seed";
    private static final String OFF = "off";
    /** Words of netem that a relay cannot give their meaning. */
    private static final Set<String> UNSUPPORTED = Set.of("slot", "ecn");

    private final Protocol protocol;
    private final List<Token> tokens;
    private Impairments impairments;
    private final Map<Direction, Set<ImpairmentWord>> typed = new EnumMap<>(Direction.class);
    private Set<Direction> directions = EnumSet.allOf(Direction.class);
    private int at;

    private ImpairmentParser(Protocol protocol, List<Token> tokens, Impairments base) {
        this.protocol = protocol;
        this.tokens = tokens;
        this.impairments = base;
        for (Direction d : Direction.values()) {
            typed.put(d, EnumSet.noneOf(ImpairmentWord.class));
        }
    }

    /**
     * Reads words on top of what holds already: a word typed replaces its former meaning, the others stay.
     *
     * @throws ArgumentError if a word is unknown, is none of that protocol's, or lacks what it takes
     */
    public static Impairments read(Protocol protocol, List<Token> tokens, Impairments base) throws ArgumentError {
        return change(protocol, tokens, base).impairments();
    }

    /** Reads as {@link #read} does; the result also has the words that were typed. */
    public static ImpairmentChange change(Protocol protocol, List<Token> tokens, Impairments base)
            throws ArgumentError {
        ImpairmentParser parser = new ImpairmentParser(protocol, tokens, base);
        while (parser.at < tokens.size()) {
            parser.word();
        }
        parser.checkReorder();
        return new ImpairmentChange(parser.impairments, parser.typed);
    }

    private void word() throws ArgumentError {
        Token token = tokens.get(at++);
        Optional<Direction> direction = Stream.of(Direction.values())
                .filter(d -> d.label().equals(token.text()))
                .findFirst();
        if (direction.isPresent()) {
            directions = EnumSet.of(direction.get());
        } else if (token.text().equals(SEED)) {
            ImpairmentWordReader in =
                    new ImpairmentWordReader(tokens, at, Message.of("cure.usage", "seed N", "seed 42"));
            impairments = impairments.seeded(in.signed());
            at = in.position();
        } else {
            if (UNSUPPORTED.contains(token.text())) {
                throw new ArgumentError(
                        token, Message.of("fault.netem", token.text()), Message.of("cure.netem." + token.text()));
            }
            model(token, ImpairmentWord.of(token.text()).orElseThrow(() -> unknown(token)));
        }
    }

    private void model(Token token, ImpairmentWord word) throws ArgumentError {
        if (!word.appliesTo(protocol)) {
            throw new ArgumentError(
                    token,
                    Message.of("fault.impairment." + protocol.word(), token.text()),
                    Message.of("cure.impairment." + protocol.word(), known()));
        }
        ImpairmentWordReader in =
                new ImpairmentWordReader(tokens, at, Message.of("cure.usage", word.usage(), word.example()));
        directions.forEach(d -> typed.get(d).add(word));
        if (in.takes(OFF)) {
            directions.forEach(
                    d -> impairments = impairments.with(d, impairments.of(d).without(word)));
        } else {
            ImpairmentModel model = word.read(in);
            if (protocol == Protocol.TCP && model instanceof Rate r && r.hasOverhead()) {
                throw new ArgumentError(
                        tokens.get(at + 1), Message.of("fault.rateOverhead"), Message.of("cure.rateOverhead"));
            }
            directions.forEach(
                    d -> impairments = impairments.with(d, impairments.of(d).with(word, model)));
        }
        at = in.position();
    }

    private String known() {
        return String.join(
                ", ",
                ImpairmentWord.of(protocol).stream().map(ImpairmentWord::word).toList());
    }

    private ArgumentError unknown(Token token) {
        List<String> words = new ArrayList<>(
                ImpairmentWord.of(protocol).stream().map(ImpairmentWord::word).toList());
        Stream.of(Direction.values()).map(Direction::label).forEach(words::add);
        words.add(SEED);
        Message cure = DidYouMean.nearest(token.text(), words)
                .map(w -> Message.of("cure.mean", w))
                .orElse(Message.of("cure.oneOf", words));
        return new ArgumentError(token, Message.of("fault.impairment", token.text()), cure);
    }

    /** As tc: what is not delayed cannot be overtaken. */
    private void checkReorder() throws ArgumentError {
        for (Direction d : Direction.values()) {
            Impairment impairment = impairments.of(d);
            boolean delayed = impairment
                    .find(Delay.class)
                    .filter(delay -> delay.time() > 0)
                    .isPresent();
            if (impairment
                            .find(Reorder.class)
                            .filter(r -> r.probability().possible())
                            .isPresent()
                    && !delayed) {
                Token token = tokens.stream()
                        .filter(t -> t.text().equals(ImpairmentWord.REORDER.word()))
                        .findFirst()
                        .orElse(tokens.getFirst());
                throw new ArgumentError(token, Message.of("fault.reorder"), Message.of("cure.reorder"));
            }
        }
    }
}
