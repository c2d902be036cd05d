package socklab.service.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lang.DidYouMean;
import socklab.lang.DurationParser;
import socklab.lang.HostText;
import socklab.lang.Span;
import socklab.lang.Token;
import socklab.service.relay.netem.ImpairmentParser;
import socklab.service.relay.netem.Impairments;
import socklab.service.relay.netem.WordMistake;
import socklab.text.Message;

/** Reads what a relay is asked to be: {@code udp|tcp PORT HOST PORT [words]}, the options anywhere. */
public final class RelayConfigParser {
    private static final String USAGE = "udp|tcp PORT HOST PORT [loss 30% ...] [--any] [--idle TIME]";
    private static final String EXAMPLE = "relay udp 12001 localhost 12000 loss 30%";
    private static final String ANY = "--any";
    private static final String IDLE = "--idle";
    private static final int MOST_PORT = 65535;

    private final Kernel kernel;
    private final Resolved resolved;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** Hears of a name that was looked up. */
    public interface Resolved {
        /** A name, and what was found for it. */
        void looked(String name, Kernel.Resolution resolution);
    }

    private RelayConfigParser(Kernel kernel, Resolved resolved) {
        this.kernel = kernel;
        this.resolved = resolved;
    }

    /**
     * Reads a plan; names are looked up.
     *
     * @param words {@code $} values are bound already; {@code HOST:PORT} in one word is understood
     * @throws WordMistake if they say nothing that a relay could do
     */
    public static RelayConfig read(List<Token> words, Kernel kernel, Resolved resolved) throws WordMistake {
        return new RelayConfigParser(kernel, resolved).plan(words);
    }

    private RelayConfig plan(List<Token> words) throws WordMistake {
        RelayConfig.Reach reach = RelayConfig.Reach.LOOPBACK;
        long idle = RelayConfig.IDLE_NANOS;
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i).text()) {
                case ANY -> reach = RelayConfig.Reach.ANY;
                case IDLE -> idle = idle(words, ++i);
                default -> tokens.add(words.get(i));
            }
        }
        Token first = next(words);
        Protocol protocol = Protocol.of(first.text())
                .orElseThrow(() -> new WordMistake(
                        first,
                        Message.of("fault.choice", first.text()),
                        DidYouMean.nearest(first.text(), List.of("udp", "tcp", "set", "stop"))
                                .map(w -> Message.of("cure.mean", w))
                                .orElse(Message.of("cure.usage", USAGE, EXAMPLE))));
        int port = port(next(words));
        SocketAddress.Inet4 target = target(next(words), words);
        Impairments impairments = ImpairmentParser.read(protocol, tokens.subList(at, tokens.size()), Impairments.NONE);
        return new RelayConfig(protocol, port, target, reach, impairments, idle);
    }

    private static long idle(List<Token> words, int i) throws WordMistake {
        if (i >= words.size()) {
            throw missing(words);
        }
        return switch (DurationParser.read(words.get(i).text())) {
            case DurationParser.Time.Of t when t.nanos() > 0 -> t.nanos();
            case DurationParser.Time.Of _ ->
                throw new WordMistake(
                        words.get(i), Message.of("fault.range", words.get(i).text()), Message.of("cure.time"));
            case DurationParser.Time.Wrong w -> throw new WordMistake(words.get(i), w.fault(), w.cure());
        };
    }

    private Token next(List<Token> words) throws WordMistake {
        if (at == tokens.size()) {
            throw missing(words);
        }
        return tokens.get(at++);
    }

    private static WordMistake missing(List<Token> words) {
        int end = words.isEmpty() ? 0 : words.getLast().span().end();
        return new WordMistake(
                new Token("", new Span(end, end + 1)),
                Message.of("fault.missing"),
                Message.of("cure.usage", USAGE, EXAMPLE));
    }

    private static int port(Token token) throws WordMistake {
        if (!token.text().matches("\\d{1,5}") || Integer.parseInt(token.text()) > MOST_PORT) {
            throw new WordMistake(token, Message.of("fault.port", token.text()), Message.of("cure.port", MOST_PORT));
        }
        return Integer.parseInt(token.text());
    }

    private SocketAddress.Inet4 target(Token host, List<Token> words) throws WordMistake {
        int colon = host.text().lastIndexOf(':');
        boolean both = colon > 0 && host.text().indexOf(':') == colon;
        int port = port(both ? new Token(host.text().substring(colon + 1), host.span()) : next(words));
        if (port == 0) {
            throw new WordMistake(tokens.get(at - 1), Message.of("fault.port", "0"), Message.of("cure.relayPort"));
        }
        return address(host, both ? host.text().substring(0, colon) : host.text(), port);
    }

    private SocketAddress.Inet4 address(Token token, String host, int port) throws WordMistake {
        Optional<SocketAddress> literal = HostText.literal(host, port);
        if (literal.isEmpty() && !host.isEmpty() && host.length() < 254) {
            Kernel.Resolution resolution = kernel.resolve(host, Const.AF_INET);
            resolved.looked(host, resolution);
            if (resolution instanceof Kernel.Resolution.Found found) {
                literal = found.addresses().stream().findFirst();
            }
        }
        if (literal.isEmpty() || !(literal.get() instanceof SocketAddress.Inet4 found)) {
            throw new WordMistake(token, Message.of("fault.relayHost", host), Message.of("cure.relayHost"));
        }
        return new SocketAddress.Inet4(found.address(), port);
    }
}
