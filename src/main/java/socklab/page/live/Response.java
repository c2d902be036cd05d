package socklab.page.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Responses, all with the same headers: nothing is kept, nothing runs but the page's own script. */
final class Response {
    static final int HTTP_PORT = 80;
    static final int OK = 200;
    static final int NO_CONTENT = 204;
    static final int MOVED = 308;
    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD = 405;
    static final int CONFLICT = 409;
    static final int TYPE = 415;
    static final int MISDIRECTED = 421;
    static final int TOO_MANY_REQUESTS = 429;
    static final int TOO_MANY_VIEWERS = 503;

    private static final int NO_BODY = -1;

    private Response() {}

    /** The headers of every response. Source: CSP Level 3; Fetch Standard; Referrer Policy. */
    static void headers(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer"); // the address holds the word that lets in
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    /** A status without a body. */
    static void empty(HttpExchange exchange, int status) throws IOException {
        if (status == METHOD) {
            exchange.getResponseHeaders().set("Allow", "GET, POST");
        } else if (status == TOO_MANY_REQUESTS || status == TOO_MANY_VIEWERS) {
            exchange.getResponseHeaders().set("Retry-After", "5");
        }
        exchange.sendResponseHeaders(status, NO_BODY);
    }

    /** A body that is already packed by gzip; unpacked for clients that do not accept gzip. */
    static void packed(HttpExchange exchange, String type, byte[] packed) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Vary", "Accept-Encoding");
        boolean taken = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                .filter(a -> a.contains("gzip"))
                .isPresent();
        byte[] body = packed;
        if (taken && packed.length > 0) {
            headers.set("Content-Encoding", "gzip");
        } else if (packed.length > 0) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                body = in.readAllBytes();
            }
        }
        exchange.sendResponseHeaders(OK, body.length == 0 ? NO_BODY : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
