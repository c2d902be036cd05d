package socklab.lang;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Form;
import socklab.text.Message;

/** What users of C, Python, Java and Unix shells type by habit, and what to type here. */
final class TypoHints {
    /** Words of other shells, by the shell word that does the same. */
    private static final Map<String, ShellWord> WORDS = Map.ofEntries(
            Map.entry("quit", ShellWord.EXIT),
            Map.entry("bye", ShellWord.EXIT),
            Map.entry("logout", ShellWord.EXIT),
            Map.entry("?", ShellWord.HELP),
            Map.entry("man", ShellWord.EXPLAIN),
            Map.entry("input", ShellWord.ASK),
            Map.entry("echo", ShellWord.PRINT),
            Map.entry("while", ShellWord.REPEAT),
            Map.entry("for", ShellWord.REPEAT),
            Map.entry("fileno", ShellWord.SOCKETS),
            Map.entry("ss", ShellWord.SOCKETS),
            Map.entry("netstat", ShellWord.SOCKETS),
            Map.entry("lsof", ShellWord.SOCKETS),
            Map.entry("perror", ShellWord.WHY),
            Map.entry("strerror", ShellWord.EXPLAIN));

    /** Functions and commands of elsewhere, in lower case, by the line that does the same. */
    private static final Map<String, String> LINES = Map.ofEntries(
            Map.entry("settimeout", "setsockopt SO_RCVTIMEO 1s"),
            Map.entry("setsotimeout", "setsockopt SO_RCVTIMEO 1s"),
            Map.entry("setblocking", "fcntl F_SETFL O_NONBLOCK"),
            Map.entry("configureblocking", "fcntl F_SETFL O_NONBLOCK"),
            Map.entry("settcpnodelay", "setsockopt TCP_NODELAY 1"),
            Map.entry("setreuseaddress", "setsockopt SO_REUSEADDR 1"),
            Map.entry("getoption", "getsockopt"),
            Map.entry("setoption", "setsockopt"),
            Map.entry("sendall", "send"),
            Map.entry("recv_into", "recv 2048"),
            Map.entry("recvfrom_into", "recvfrom 2048"),
            Map.entry("receive", "recv 2048"),
            Map.entry("connect_ex", "connect"),
            Map.entry("create_connection", "open tcp"),
            Map.entry("create_server", "open tcp"),
            Map.entry("closesocket", "close"),
            Map.entry("shutdownoutput", "shutdown wr"),
            Map.entry("shutdowninput", "shutdown rd"),
            Map.entry("serversocket", "open tcp"),
            Map.entry("datagramsocket", "open udp"),
            Map.entry("socketchannel", "open tcp"),
            Map.entry("datagramchannel", "open udp"),
            Map.entry("new", "open tcp"),
            Map.entry("import", "open tcp"),
            Map.entry("nc", "open tcp"),
            Map.entry("ncat", "open tcp"),
            Map.entry("netcat", "open tcp"),
            Map.entry("telnet", "open tcp"),
            Map.entry("curl", "open tcp"),
            Map.entry("ping", "open icmp"),
            Map.entry("epoll_create", "epoll_create1"));

    /** Functions that resolve names or convert numbers: a call here does so itself. */
    private static final Pattern CONVERSION =
            Pattern.compile("gethostbyname(_ex)?|getaddrinfo|inet_(aton|addr|pton)|hton[sl]|ntoh[sl]");

    /** Kinds of sockets by names from elsewhere. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("unix-stream", "unix"),
            Map.entry("local", "unix"),
            Map.entry("stream", "tcp"),
            Map.entry("dgram", "udp"),
            Map.entry("datagram", "udp"),
            Map.entry("tcp4", "tcp"),
            Map.entry("udp4", "udp"),
            Map.entry("inet", "tcp"),
            Map.entry("inet6", "tcp6"),
            Map.entry("tcpv6", "tcp6"),
            Map.entry("udpv6", "udp6"),
            Map.entry("ping", "icmp"),
            Map.entry("seqpacket", "unix-seqpacket"));

    private static final Pattern HOST_PORT = Pattern.compile("([^:,\"']+)[:,](\\d{1,5})");
    private static final Pattern WILDCARD = Pattern.compile("['\"(,)*]+|INADDR_ANY|in6addr_any|any");

    private TypoHints() {}

    /** A cure for a word that is no call: {@code bind(12000)}, {@code BIND}, {@code quit}, {@code nc localhost 80}. */
    static Optional<Message> call(String typed, String rest) {
        if (typed.startsWith("$")) {
            return Optional.of(Message.of("cure.mean", "/print " + typed));
        }
        int bracket = typed.indexOf('(');
        String bare = (bracket < 0 ? typed : typed.substring(0, bracket)).toLowerCase(Locale.ROOT);
        String word = bare.substring(bare.lastIndexOf('.') + 1);
        if (Parser.callWords().contains(word)) {
            return Optional.of(
                    bracket < 0
                            ? Message.of("cure.mean", word)
                            : Message.of(
                                    "cure.brackets",
                                    Call.typedAs(word).iterator().next().example()));
        }
        if (CONVERSION.matcher(word).matches()) {
            return Optional.of(Message.of("cure.converted"));
        }
        boolean connects = word.matches("nc|ncat|netcat|telnet") && rest.matches("[^-\\s]\\S* \\d+");
        return connects
                ? Optional.of(Message.of("cure.thenConnect", rest))
                : Optional.ofNullable(LINES.get(word))
                        .map(l -> Message.of("cure.mean", l))
                        .or(() -> Optional.ofNullable(WORDS.get(word))
                                .map(w -> Message.of("cure.slash", "/" + w.word())));
    }

    /** {@code localhost:12000} where host and port are two words. */
    static void twoWords(Token token) throws ParseError {
        Matcher m = HOST_PORT.matcher(token.text());
        if (m.matches()) {
            throw new ParseError(
                    token.span(),
                    Message.of("fault.oneWord", token.text()),
                    Message.of("cure.twoWords", m.group(1) + " " + m.group(2)));
        }
    }

    /**
     * What stands for the wildcard elsewhere, before a port: {@code bind ('', 12000)}, {@code bind INADDR_ANY 12000}.
     */
    static void wildcard(Token host, String rest) throws ParseError {
        if (WILDCARD.matcher(host.text()).matches()) {
            String port = rest.replaceAll(".*?(\\d*)\\D*$", "$1");
            throw new ParseError(
                    host.span(),
                    Message.of("fault.host"),
                    Message.of("cure.wildcard", port.isEmpty() ? "12000" : port));
        }
    }

    /** The line that was meant by a word that is short for several arguments in another form: {@code socket udp}. */
    static Optional<String> preset(String typed) {
        return Stream.of(Call.values())
                .flatMap(c -> c.forms().stream())
                .filter(f -> !f.slots().isEmpty()
                        && f.slots().getFirst() instanceof Form.Preset p
                        && p.values().containsKey(typed))
                .map(f -> f.word() + " " + typed)
                .findFirst();
    }

    /** Flags joined by commas, joined as C does it. */
    static Optional<String> joined(String typed) {
        return typed.matches("[A-Z0-9_]+(,[A-Z0-9_]+)+") ? Optional.of(typed.replace(',', '|')) : Optional.empty();
    }

    /** The known word that was typed with a module before it, or without its prefix, or by another name. */
    static Optional<String> known(String typed, Collection<String> known) {
        String upper = typed.substring(typed.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        return known.stream()
                .filter(k -> k.toUpperCase(Locale.ROOT).equals(upper))
                .findFirst()
                .or(() -> known.stream()
                        .filter(k -> k.toUpperCase(Locale.ROOT).endsWith("_" + upper))
                        .findFirst())
                .or(() -> Optional.ofNullable(KINDS.get(typed.toLowerCase(Locale.ROOT)))
                        .filter(known::contains));
    }

    /**
     * The line with its socket before the call, {@code s.recv 1024} for {@code recv s 1024}, where only that parses.
     */
    static Optional<String> socketFirst(String line) {
        String[] words = line.strip().split("[\\s,]+", 3);
        if (words.length < 2
                || !Parser.validName(words[1])
                || words[1].matches("[A-Z0-9_]+") // a constant
                || Call.typedAs(words[0]).stream().noneMatch(Call::onSocket)) {
            return Optional.empty();
        }
        String mended = (words[1] + "." + words[0] + " " + (words.length > 2 ? words[2] : "")).strip();
        return Parser.parse(mended).command() instanceof Command.Invoke ? Optional.of(mended) : Optional.empty();
    }
}
