package socklab.service.relay.netem;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a relay does to what passes in one direction: for each word typed what it means. Immutable. */
public final class Impairment {
    /** Everything passes as it came. */
    public static final Impairment NONE = new Impairment(new EnumMap<>(ImpairmentWord.class));

    private final Map<ImpairmentWord, ImpairmentModel> models;

    private Impairment(Map<ImpairmentWord, ImpairmentModel> models) {
        this.models = models;
    }

    /** With a word's meaning put in place of the one it had. */
    Impairment with(ImpairmentWord word, ImpairmentModel model) {
        EnumMap<ImpairmentWord, ImpairmentModel> changed = new EnumMap<>(models);
        changed.put(word, model);
        return new Impairment(changed);
    }

    /** Without a word. */
    Impairment without(ImpairmentWord word) {
        EnumMap<ImpairmentWord, ImpairmentModel> changed = new EnumMap<>(models);
        changed.remove(word);
        return new Impairment(changed);
    }

    /** The model of a kind, if there is one. */
    public <M extends ImpairmentModel> Optional<M> find(Class<M> kind) {
        if (models.isEmpty()) {
            return Optional.empty();
        }
        for (ImpairmentModel model : models.values()) {
            if (kind.isInstance(model)) {
                return Optional.of(kind.cast(model));
            }
        }
        return Optional.empty();
    }

    /** Whether nothing is impaired. */
    public boolean none() {
        return models.isEmpty();
    }

    /** The words that say the same again; empty if nothing is impaired. */
    public String words() {
        return models.values().stream().map(ImpairmentModel::words).collect(Collectors.joining(" "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Impairment that && models.equals(that.models);
    }

    @Override
    public int hashCode() {
        return models.hashCode();
    }

    @Override
    public String toString() {
        return "Impairment[" + words() + "]";
    }
}
