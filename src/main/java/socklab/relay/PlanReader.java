package socklab.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.call.SocketAddress;
import socklab.kernel.Kernel;
import socklab.lang.HostText;
import socklab.lang.Span;
import socklab.lang.Suggest;
import socklab.lang.Times;
import socklab.lang.Token;
import socklab.text.Msg;

/** Reads what a relay is asked to be: {@code udp|tcp PORT HOST PORT [words]}, the options anywhere. */
public final class PlanReader {
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

    private PlanReader(Kernel kernel, Resolved resolved) {
        this.kernel = kernel;
        this.resolved = resolved;
    }

    /**
     * Reads a plan; names are looked up.
     *
     * @param words {@code $} values are bound already; {@code HOST:PORT} in one word is understood
     * @throws Misread if they say nothing that a relay could do
     */
    public static Plan read(List<Token> words, Kernel kernel, Resolved resolved) throws Misread {
        return new PlanReader(kernel, resolved).plan(words);
    }

    private Plan plan(List<Token> words) throws Misread {
        Plan.Reach reach = Plan.Reach.LOOPBACK;
        long idle = Plan.IDLE_NANOS;
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i).text()) {
                case ANY -> reach = Plan.Reach.ANY;
                case IDLE -> idle = idle(words, ++i);
                default -> tokens.add(words.get(i));
            }
        }
        Token first = next(words);
        Protocol protocol = Protocol.of(first.text()).orElseThrow(() -> new Misread(first, Msg.of("fault.choice", first.text()),
                Suggest.nearest(first.text(), List.of("udp", "tcp", "set", "stop")).map(w -> Msg.of("cure.mean", w))
                        .orElse(Msg.of("cure.usage", USAGE, EXAMPLE))));
        int port = port(next(words));
        SocketAddress.Inet4 target = target(next(words), words);
        Impairments impairments = ImpairmentParser.read(protocol, tokens.subList(at, tokens.size()), Impairments.NONE);
        return new Plan(protocol, port, target, reach, impairments, idle);
    }

    private static long idle(List<Token> words, int i) throws Misread {
        if (i >= words.size()) {
            throw missing(words);
        }
        return switch (Times.read(words.get(i).text())) {
            case Times.Time.Of t when t.nanos() > 0 -> t.nanos();
            case Times.Time.Of _ -> throw new Misread(words.get(i), Msg.of("fault.range", words.get(i).text()), Msg.of("cure.time"));
            case Times.Time.Wrong w -> throw new Misread(words.get(i), w.fault(), w.cure());
        };
    }

    private Token next(List<Token> words) throws Misread {
        if (at == tokens.size()) {
            throw missing(words);
        }
        return tokens.get(at++);
    }

    private static Misread missing(List<Token> words) {
        int end = words.isEmpty() ? 0 : words.getLast().span().end();
        return new Misread(new Token("", new Span(end, end + 1)), Msg.of("fault.missing"), Msg.of("cure.usage", USAGE, EXAMPLE));
    }

    private static int port(Token token) throws Misread {
        if (!token.text().matches("\\d{1,5}") || Integer.parseInt(token.text()) > MOST_PORT) {
            throw new Misread(token, Msg.of("fault.port", token.text()), Msg.of("cure.port", MOST_PORT));
        }
        return Integer.parseInt(token.text());
    }

    private SocketAddress.Inet4 target(Token host, List<Token> words) throws Misread {
        int colon = host.text().lastIndexOf(':');
        boolean both = colon > 0 && host.text().indexOf(':') == colon;
        int port = port(both ? new Token(host.text().substring(colon + 1), host.span()) : next(words));
        if (port == 0) {
            throw new Misread(tokens.get(at - 1), Msg.of("fault.port", "0"), Msg.of("cure.relayPort"));
        }
        return address(host, both ? host.text().substring(0, colon) : host.text(), port);
    }

    private SocketAddress.Inet4 address(Token token, String host, int port) throws Misread {
        Optional<SocketAddress> literal = HostText.literal(host, port);
        if (literal.isEmpty() && !host.isEmpty() && host.length() < 254) {
            Kernel.Resolution resolution = kernel.resolve(host, Const.AF_INET);
            resolved.looked(host, resolution);
            if (resolution instanceof Kernel.Resolution.Found found) {
                literal = found.addresses().stream().findFirst();
            }
        }
        if (literal.isEmpty() || !(literal.get() instanceof SocketAddress.Inet4 found)) {
            throw new Misread(token, Msg.of("fault.relayHost", host), Msg.of("cure.relayHost"));
        }
        return new SocketAddress.Inet4(found.address(), port);
    }
}
