package socklab.call;

import java.util.List;

/**
 * What completion offers for a parameter; what needs the session's sockets or the machine's hosts is named here only.
 */
public sealed interface Offer {
    /** Times to wait. */
    Offer TIMES = new Words(List.of("0ms", "500ms", "2s"));

    /** Nothing: nothing is typed, or any text. */
    record Nothing() implements Offer {}

    /** One of these words. */
    record Words(List<String> words) implements Offer {}

    /** Some of these words, joined in one. */
    record JoinedWords(List<String> words) implements Offer {}

    /** The value of a parameter that is left out. */
    record Standard(int value) implements Offer {}

    /** A number of bytes. */
    record Size() implements Offer {}

    /** One constant of a group. */
    record Constants(Const.Group group) implements Offer {}

    /** Constants of some groups, joined. */
    record Flags(List<Const.Group> groups) implements Offer {}

    /** An address of this machine. */
    record LocalAddress() implements Offer {}

    /** An address of a peer. */
    record PeerAddress() implements Offer {}

    /** An option, and a value for it. */
    record OptionToSet() implements Offer {}

    /** An option. */
    record OptionToRead() implements Offer {}

    /** A command of fcntl, and its flags. */
    record Command() implements Offer {}

    /** The name of an open descriptor. */
    record Sockets() implements Offer {}

    /**
     * Names of descriptors, each with words after a mark ({@code s1:in}), or words that end in it before
     * ({@code r=s1}).
     */
    record SocketSets(String mark, List<String> words) implements Offer {}
}
