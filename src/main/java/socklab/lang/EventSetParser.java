package socklab.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import socklab.call.Const;
import socklab.text.Message;

/** What poll, select and epoll wait for: sockets by name, and events by their short words or C's names. */
final class EventSetParser {
    private static final Map<String, Const> SETS = Map.of("r", Const.POLLIN, "w", Const.POLLOUT, "x", Const.POLLPRI);

    private final LineScanner in;
    private final Message usage;

    EventSetParser(LineScanner in, Message usage) {
        this.in = in;
        this.usage = usage;
    }

    /** {@code s1:in s2:in,out}, up to a time. */
    Operand pollSet() throws ParseError {
        List<Operand.Watch> watches = new ArrayList<>();
        while (!in.atEnd() && !DurationParser.looksLike(in.peek().text())) {
            Token token = in.next(Highlight.Role.NAME);
            boolean number = token.text().matches("fd:\\d+"); // without events
            int colon = number ? -1 : token.text().lastIndexOf(':');
            int start = token.span().start();
            Token name = colon < 0 ? token : in.token(start, start + colon);
            int events = colon < 0
                    ? Const.POLLIN.value()
                    : events(in.token(start + colon + 1, token.span().end()), Const.Group.POLL);
            watches.add(new Operand.Watch(name, events));
        }
        return new Operand.PollSet(List.copyOf(watches));
    }

    /** {@code r=s1,s2 w=s3}, up to a time. */
    Operand selectSets() throws ParseError {
        List<Operand.Watch> watches = new ArrayList<>();
        while (!in.atEnd() && !DurationParser.looksLike(in.peek().text())) {
            Token token = in.next(Highlight.Role.NAME);
            int equals = token.text().indexOf('=');
            Optional<Const> set = equals < 0
                    ? Optional.empty()
                    : Optional.ofNullable(SETS.get(token.text().substring(0, equals)));
            if (set.isEmpty()) {
                throw new ParseError(token.span(), Message.of("fault.set", token.text()), Message.of("cure.set"));
            }
            int from = token.span().start() + equals + 1;
            for (String name : token.text().substring(equals + 1).split(",", -1)) {
                watches.add(new Operand.Watch(
                        in.token(from, from + name.length()), set.get().value()));
                from += name.length() + 1;
            }
        }
        return new Operand.SelectSets(List.copyOf(watches));
    }

    /** {@code in,et}. */
    Operand interest() throws ParseError {
        if (in.atEnd()) {
            throw new ParseError(in.here(), Message.of("fault.missing"), usage);
        }
        return new Operand.Interest(events(in.next(Highlight.Role.CONSTANT), Const.Group.EPOLL));
    }

    private int events(Token token, Const.Group group) throws ParseError {
        int events = 0;
        int from = token.span().start();
        for (String word : token.text().split("[,|]", -1)) {
            Token part = in.token(from, from + word.length());
            String upper = part.text().toUpperCase(Locale.ROOT);
            Optional<Const> c = Const.named(group, upper).or(() -> Const.named(group, group.prefix() + upper));
            if (c.isEmpty()) {
                List<String> known = group.members().stream()
                        .map(m -> m.name().substring(group.prefix().length()).toLowerCase(Locale.ROOT))
                        .toList();
                throw ConstantParser.unknown(part, known);
            }
            events |= c.get().value();
            from += word.length() + 1;
        }
        return events;
    }
}
