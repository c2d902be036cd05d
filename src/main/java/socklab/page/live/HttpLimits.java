package socklab.page.live;

import java.util.Map;

/**
 * The bounds of the JDK's HTTP server, which it reads from system properties when its first server is made.
 *
 * <p>Source: the package documentation of com.sun.net.httpserver, "Implementation notes" of jdk.httpserver.
 */
final class HttpLimits {
    /** The most connections; of a viewer's two or three only one stays. */
    static final int MOST_CONNECTIONS = 1_000;

    /** A request must have come as a whole after so many seconds. */
    static final int REQUEST_SECONDS = 10;

    private static final Map<String, Integer> LIMITS = Map.of(
            "jdk.httpserver.maxConnections", MOST_CONNECTIONS,
            "sun.net.httpserver.maxReqTime", REQUEST_SECONDS,
            "sun.net.httpserver.idleInterval", REQUEST_SECONDS,
            "sun.net.httpserver.maxIdleConnections", MOST_CONNECTIONS,
            "sun.net.httpserver.maxReqHeaders", 60,
            "sun.net.httpserver.maxReqHeaderSize", 8 << 10,
            "sun.net.httpserver.drainAmount", 2 << 10);

    private HttpLimits() {}

    /** Sets them, except those that the user has set. */
    static void set() {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value.toString());
            }
        });
    }
}
