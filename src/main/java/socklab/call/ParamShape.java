package socklab.call;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a kind of parameter shows: its C declaration, its usage line, its completion.
 *
 * @param ctypes the C parameters, in order
 * @param names the man page's names of the C parameters
 * @param usage what stands for it in a usage line; empty if nothing is typed for it
 * @param offer what completion offers
 * @param joints the characters that join several words typed for it, {@code |} or {@code ,:=}
 * @param use what the kernel does with it
 */
public record ParamShape(List<CType> ctypes, List<String> names, String usage, Offer offer, String joints, Use use) {

    /** What the kernel does with the value. */
    public enum Use {
        /** It reads it. */
        READ,
        /** It writes it, so strace prints it after the call. */
        WRITTEN,
        /** It writes received data there. */
        RECEIVED
    }

    /** A parameter that the kernel reads and for which nothing is typed. */
    static ParamShape of(String name, CType... ctypes) {
        return new ParamShape(List.of(ctypes), List.of(name), "", new Offer.Nothing(), "", Use.READ);
    }

    /** The names of the C parameters after the first. */
    ParamShape names(String... further) {
        List<String> all = Stream.concat(names.stream(), Stream.of(further)).toList();
        return new ParamShape(ctypes, all, usage, offer, joints, use);
    }

    /** What stands for it in a usage line; a name in lower case is written in upper case there. */
    ParamShape usage(String text) {
        boolean name = text.equals(names.getFirst());
        return new ParamShape(ctypes, names, name ? text.toUpperCase(Locale.ROOT) : text, offer, joints, use);
    }

    ParamShape offer(Offer words) {
        return new ParamShape(ctypes, names, usage, words, joints, use);
    }

    ParamShape joints(String characters) {
        return new ParamShape(ctypes, names, usage, offer, characters, use);
    }

    ParamShape written() {
        return new ParamShape(ctypes, names, usage, offer, joints, Use.WRITTEN);
    }

    ParamShape received() {
        return new ParamShape(ctypes, names, usage, offer, joints, Use.RECEIVED);
    }
}
