package socklab.kernel;

import java.util.OptionalLong;

/**
 * What TCP measures and decides on one connection.
 *
 * <p>Source: tcp(7), TCP_INFO; linux/tcp.h, {@code struct tcp_info}; RFC 5681; RFC 6298.
 *
 * @param congestionWindow in segments
 * @param threshold the slow start threshold in segments; none before the first loss
 * @param roundTripMicros the smoothed round-trip time in microseconds; 0 before the first measurement
 * @param unacknowledged segments that were sent and not acknowledged
 * @param retransmitted how many segments were sent again since the connection began
 */
public record TcpMetrics(
        long congestionWindow, OptionalLong threshold, long roundTripMicros, long unacknowledged, long retransmitted) {}
