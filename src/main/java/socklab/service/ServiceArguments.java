package socklab.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import socklab.call.SocketAddress;
import socklab.lang.DidYouMean;
import socklab.lang.Span;
import socklab.lang.Token;
import socklab.text.Message;

/**
 * The arguments of a service, as {@code /server}, {@code serve}, {@code /relay} and {@code relay} take them: operands,
 * and options that may stand anywhere among them. A word that begins with {@code --} is taken for an option.
 */
public final class ServiceArguments {
    /** Lets other machines reach the service. */
    public static final String ANY = "--any";

    private static final int MOST_PORT = 65535;

    private final Message usage;
    private final List<Token> operands = new ArrayList<>();
    private final Map<String, Token> options = new HashMap<>();
    private final int end;
    private int next;

    /**
     * Sorts options from operands.
     *
     * @param flags options without a value
     * @param valued options followed by a value
     * @param usage the cure if something is missing
     */
    public ServiceArguments(List<Token> tokens, Set<String> flags, Set<String> valued, Message usage)
            throws ArgumentError {
        this.usage = usage;
        this.end = tokens.isEmpty() ? 0 : tokens.getLast().span().end();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (flags.contains(token.text())) {
                options.put(token.text(), token);
            } else if (valued.contains(token.text())) {
                if (++i == tokens.size()) {
                    throw missing();
                }
                options.put(token.text(), tokens.get(i));
            } else if (token.text().startsWith("--")) {
                throw unknown(token, union(flags, valued));
            } else {
                operands.add(token);
            }
        }
    }

    private static List<String> union(Set<String> flags, Set<String> valued) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(valued);
        return all.stream().sorted().toList();
    }

    /** Whether a flag was given. */
    public boolean has(String flag) {
        return options.containsKey(flag);
    }

    /** The value of an option, if it was given. */
    public Optional<Token> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /**
     * The address to bind.
     *
     * @param usual the address without {@link #ANY}
     */
    public SocketAddress.Inet4 address(SocketAddress.Inet4 usual, int port) {
        return has(ANY) ? Reach.ANY.at(port) : new SocketAddress.Inet4(usual.address(), port);
    }

    /** Whether there are operands left. */
    public boolean hasNext() {
        return next < operands.size();
    }

    /** The next operand. */
    public Token next() throws ArgumentError {
        if (!hasNext()) {
            throw missing();
        }
        return operands.get(next++);
    }

    /** All operands that are left. */
    public List<Token> rest() {
        List<Token> rest = operands.subList(next, operands.size());
        next = operands.size();
        return rest;
    }

    /**
     * The protocol, as the next operand.
     *
     * @param otherWords what else could have been meant in its place
     */
    public Protocol protocol(List<String> otherWords) throws ArgumentError {
        Token token = next();
        List<String> words = new ArrayList<>(Protocol.words());
        words.addAll(otherWords);
        return Protocol.of(token.text()).orElseThrow(() -> unknown(token, words));
    }

    /** A port, as the next operand. */
    public int port() throws ArgumentError {
        return port(next());
    }

    /** A port, 0 to 65535. */
    public static int port(Token token) throws ArgumentError {
        if (!token.text().matches("\\d{1,5}") || Integer.parseInt(token.text()) > MOST_PORT) {
            throw new ArgumentError(token, Message.of("fault.port", token.text()), Message.of("cure.port", MOST_PORT));
        }
        return Integer.parseInt(token.text());
    }

    /** A word that is none of those that can stand there. */
    public static ArgumentError unknown(Token token, List<String> words) {
        return new ArgumentError(
                token,
                Message.of("fault.choice", token.text()),
                DidYouMean.nearest(token.text(), words)
                        .map(w -> Message.of("cure.mean", w))
                        .orElse(Message.of("cure.oneOf", words)));
    }

    private ArgumentError missing() {
        return ArgumentError.missing(new Token("", new Span(end, end + 1)), usage);
    }
}
