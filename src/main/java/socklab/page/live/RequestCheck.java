package socklab.page.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a request gets: the page's own files and nothing else, by the methods that they have.
 *
 * <p>Host must be an address of this machine: a page of another site, whose name was made to point here, has its own
 * name there. What asks to change something must come from the page itself, as Origin says. Source: RFC 9110 §7.2;
 * Fetch Standard, Origin header.
 */
final class RequestCheck {
    private static final int MOST_CLIENTS = 4_096;

    private final ClassServer.Address address;
    private final Set<String> hosts;
    /** A whole class may have one address, behind a router: all come at once, and each asks for six things. */
    private final RateLimit requests = new RateLimit(4_000, 400, MOST_CLIENTS);

    private final RateLimit answers = new RateLimit(5, 1, MOST_CLIENTS);

    RequestCheck(ClassServer.Address address, Set<String> hosts) {
        this.address = address;
        this.hosts = hosts;
    }

    /** What can be asked for. */
    enum Resource {
        PAGE(""),
        SCRIPT("live.js"),
        STYLE("live.css"),
        LADDER_STYLE("ladder.css"),
        LADDER("ladder"),
        EVENTS("events"),
        ANSWER("answer"),
        /** The page's folder without its slash. */
        SLASH("");

        private final String name;

        Resource(String name) {
            this.name = name;
        }
    }

    private static final Map<String, Resource> BY_NAME = Map.of(
            Resource.PAGE.name, Resource.PAGE,
            Resource.SCRIPT.name, Resource.SCRIPT,
            Resource.STYLE.name, Resource.STYLE,
            Resource.LADDER_STYLE.name, Resource.LADDER_STYLE,
            Resource.LADDER.name, Resource.LADDER,
            Resource.EVENTS.name, Resource.EVENTS,
            Resource.ANSWER.name, Resource.ANSWER);

    /** What is decided. */
    sealed interface Decision {}

    /** It gets that. */
    record Wanted(Resource what) implements Decision {}

    /** It gets a status and nothing else. */
    record Refused(int status) implements Decision {}

    /** The decision about a request. */
    Decision of(HttpExchange exchange) {
        String client = exchange.getRemoteAddress().getAddress().getHostAddress();
        if (!requests.allows(client, System.nanoTime())) {
            return new Refused(Response.TOO_MANY_REQUESTS);
        }
        if (!isHere(exchange.getRequestHeaders().get("Host"))) {
            return new Refused(Response.MISDIRECTED);
        }
        Optional<Resource> resource = resource(
                Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse(""));
        if (resource.isEmpty()) {
            return new Refused(Response.NOT_FOUND);
        }
        return switch (exchange.getRequestMethod()) {
            case "GET" -> resource.get() == Resource.ANSWER ? new Refused(Response.METHOD) : new Wanted(resource.get());
            case "POST" -> post(resource.get(), exchange.getRequestHeaders());
            default -> new Refused(Response.METHOD);
        };
    }

    private Decision post(Resource resource, Headers headers) {
        if (resource != Resource.ANSWER) {
            return new Refused(Response.METHOD);
        }
        Optional<String> origin = Optional.ofNullable(headers.getFirst("Origin"));
        if (origin.isPresent() && !origin.get().equals("http://" + headers.getFirst("Host"))) {
            return new Refused(Response.FORBIDDEN);
        }
        String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
        return type.equals("application/json") ? new Wanted(resource) : new Refused(Response.TYPE);
    }

    /** Whether Host names this machine and the page's port. */
    private boolean isHere(List<String> host) {
        if (host == null || host.size() != 1) {
            return false;
        }
        String end = ":" + address.port();
        String given = host.getFirst();
        return given.endsWith(end) && hosts.contains(given.substring(0, given.length() - end.length()))
                || address.port() == Response.HTTP_PORT && hosts.contains(given);
    }

    private Optional<Resource> resource(String path) {
        String folder = address.path();
        boolean below = path.length() >= folder.length() && same(path.substring(0, folder.length()), folder);
        if (below) {
            return Optional.ofNullable(BY_NAME.get(path.substring(folder.length())));
        }
        return same(path + "/", folder) ? Optional.of(Resource.SLASH) : Optional.empty();
    }

    /** Compares in a time that does not tell where the first difference is. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a voter may answer again already. */
    boolean mayAnswer(String voter) {
        return answers.allows(voter, System.nanoTime());
    }
}
