package socklab.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.call.Const;
import socklab.text.Msg;

/** Constants in C's own words: one of a group, or flags joined by {@code |}; a plain number is left to the kernel's judgement. */
final class ConstantParser {
    private static final int MOST_SHOWN = 8;

    private final Scanner in;
    private final Msg usage;

    ConstantParser(Scanner in, Msg usage) {
        this.in = in;
        this.usage = usage;
    }

    private Token word(Mark.Role role) throws Failure {
        if (in.atEnd()) {
            throw new Failure(in.here(), Msg.of("fault.missing"), usage);
        }
        return in.next(role);
    }

    int one(Const.Group group) throws Failure {
        Token token = word(Mark.Role.CONSTANT);
        Optional<Const> named = Const.named(group, token.text()).or(() -> Const.named(group, group.prefix() + token.text()));
        if (named.isPresent()) {
            return named.get().value();
        }
        if (token.text().matches("-?\\d+")) { // the kernel shall judge it
            return (int) OperandParser.number(token, Integer.MIN_VALUE, Integer.MAX_VALUE, Msg.of("cure.int"));
        }
        throw unknown(token, group.members().stream().map(Const::name).toList());
    }

    Const named(Const.Group group) throws Failure {
        Token token = word(Mark.Role.CONSTANT);
        Optional<Const> named = Const.named(group, token.text());
        if (named.isEmpty()) {
            throw unknown(token, group.members().stream().map(Const::name).toList());
        }
        return named.get();
    }

    static Failure unknown(Token token, List<String> known) {
        String some = String.join(", ", known.subList(0, Math.min(MOST_SHOWN, known.size()))) + (known.size() > MOST_SHOWN ? ", …" : "");
        Msg cure = Habits.joined(token.text()).or(() -> Suggest.nearest(token.text(), known)).or(() -> Habits.preset(token.text()))
                .map(k -> Msg.of("cure.mean", k)).orElse(Msg.of("cure.oneOf", some));
        return new Failure(token.span(), Msg.of("fault.choice", token.text()), cure);
    }

    int socketType() throws Failure {
        int value = 0;
        for (Token part : joined()) {
            Optional<Const> c = Const.named(Const.Group.TYPE, part.text()).or(() -> Const.named(Const.Group.TYPE_FLAG, part.text()));
            value |= c.isPresent() ? c.get().value() : plain(part, Const.Group.TYPE, Const.Group.TYPE_FLAG);
        }
        return value;
    }

    int flags(Const.Group group) throws Failure {
        int value = 0;
        for (Token part : joined()) {
            Optional<Const> c = Const.named(group, part.text());
            value |= c.isPresent() ? c.get().value() : plain(part, group);
        }
        return value;
    }

    private static int plain(Token part, Const.Group... groups) throws Failure {
        if (part.text().matches("\\d+|0[xX][0-9a-fA-F]+")) {
            return (int) OperandParser.number(part, 0, Integer.MAX_VALUE, Msg.of("cure.int"));
        }
        throw unknown(part, Stream.of(groups).flatMap(g -> g.members().stream()).map(Const::name).toList());
    }

    /** The parts of {@code A|B}; blanks around the bar are forgiven. */
    private List<Token> joined() throws Failure {
        Token token = word(Mark.Role.CONSTANT);
        int start = token.span().start();
        int end = token.span().end();
        while (!in.atEnd() && (in.token(start, end).text().endsWith("|") || in.peek().text().startsWith("|"))) {
            end = in.next(Mark.Role.CONSTANT).span().end();
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
