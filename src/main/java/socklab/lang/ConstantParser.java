package socklab.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import socklab.call.Const;
import socklab.text.Message;

/**
 * Constants in C's own words: one of a group, or flags joined by {@code |}; a plain number is left to the kernel's
 * judgement.
 */
final class ConstantParser {
    private static final int MOST_SHOWN = 8;

    private static final Pattern ETHER_TYPE = Pattern.compile("htons\\((ETH_P_\\w+)\\)");

    private final LineScanner in;
    private final Message usage;

    ConstantParser(LineScanner in, Message usage) {
        this.in = in;
        this.usage = usage;
    }

    private Token word(Highlight.Role role) throws ParseError {
        if (in.atEnd()) {
            throw new ParseError(in.here(), Message.of("fault.missing"), usage);
        }
        return in.next(role);
    }

    int one(Const.Group group) throws ParseError {
        Token token = word(Highlight.Role.CONSTANT);
        Optional<Const> named =
                Const.named(group, token.text()).or(() -> Const.named(group, group.prefix() + token.text()));
        if (named.isPresent()) {
            return named.get().value();
        }
        Optional<Integer> ether = group == Const.Group.PROTOCOL ? etherType(token.text()) : Optional.empty();
        if (ether.isPresent()) {
            return ether.get();
        }
        if (token.text().matches("-?\\d+")) { // the kernel shall judge it
            return (int) OperandParser.number(token, Integer.MIN_VALUE, Integer.MAX_VALUE, Message.of("cure.int"));
        }
        throw unknown(token, group.members().stream().map(Const::name).toList());
    }

    /** {@code htons(ETH_P_ALL)}: the protocol of a packet socket, in network byte order. Source: packet(7). */
    private static Optional<Integer> etherType(String text) {
        Matcher m = ETHER_TYPE.matcher(text);
        return m.matches()
                ? Const.named(Const.Group.ETHERTYPE, m.group(1))
                        .map(c -> Short.toUnsignedInt(Short.reverseBytes((short) c.value())))
                : Optional.empty();
    }

    Const named(Const.Group group) throws ParseError {
        Token token = word(Highlight.Role.CONSTANT);
        Optional<Const> named = Const.named(group, token.text());
        if (named.isEmpty()) {
            throw unknown(token, group.members().stream().map(Const::name).toList());
        }
        return named.get();
    }

    static ParseError unknown(Token token, List<String> known) {
        return unknown("fault.choice", token, known);
    }

    /** The error of a word that is none of those known; the fault's key says what was expected. */
    static ParseError unknown(String fault, Token token, List<String> known) {
        List<String> some = known.size() <= MOST_SHOWN
                ? known
                : Stream.concat(known.stream().limit(MOST_SHOWN), Stream.of("…"))
                        .toList();
        Message cure = TypoHints.joined(token.text())
                .or(() -> TypoHints.known(token.text(), known))
                .or(() -> DidYouMean.nearest(token.text(), known))
                .or(() -> TypoHints.preset(token.text()))
                .map(k -> Message.of("cure.mean", k))
                .orElse(Message.of("cure.oneOf", some));
        return new ParseError(token.span(), Message.of(fault, token.text()), cure);
    }

    int socketType() throws ParseError {
        int value = 0;
        for (Token part : joined()) {
            Optional<Const> c = Const.named(Const.Group.TYPE, part.text())
                    .or(() -> Const.named(Const.Group.TYPE_FLAG, part.text()));
            value |= c.isPresent() ? c.get().value() : plain(part, Const.Group.TYPE, Const.Group.TYPE_FLAG);
        }
        return value;
    }

    int flags(Const.Group group) throws ParseError {
        int value = 0;
        for (Token part : joined()) {
            Optional<Const> c = Const.named(group, part.text());
            value |= c.isPresent() ? c.get().value() : plain(part, group);
        }
        return value;
    }

    /** Constants that number bits, joined by {@code |}: the bits; or a plain number, which is a mask already. */
    int bits(Const.Group group) throws ParseError {
        int value = 0;
        for (Token part : joined()) {
            Optional<Const> c = Const.named(group, part.text());
            value |= c.isPresent() ? 1 << c.get().value() : plain(part, group);
        }
        return value;
    }

    private static int plain(Token part, Const.Group... groups) throws ParseError {
        if (part.text().matches("\\d+|0[xX][0-9a-fA-F]+")) {
            return (int) OperandParser.number(part, 0, Integer.MAX_VALUE, Message.of("cure.int"));
        }
        throw unknown(
                part,
                Stream.of(groups)
                        .flatMap(g -> g.members().stream())
                        .map(Const::name)
                        .toList());
    }

    /** The parts of {@code A|B}; blanks around the bar are forgiven. */
    private List<Token> joined() throws ParseError {
        Token token = word(Highlight.Role.CONSTANT);
        int start = token.span().start();
        int end = token.span().end();
        while (!in.atEnd()
                && (in.token(start, end).text().endsWith("|")
                        || in.peek().text().startsWith("|"))) {
            end = in.next(Highlight.Role.CONSTANT).span().end();
        }
        List<Token> parts = new ArrayList<>();
        String text = in.token(start, end).text();
        int from = 0;
        for (String part : text.split("\\|", -1)) {
            int left = from + part.length() - part.stripLeading().length();
            parts.add(in.token(start + left, start + left + part.strip().length()));
            from += part.length() + 1;
        }
        return parts;
    }
}
