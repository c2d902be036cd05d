package socklab.service.uppercase;

/**
 * What a server has served so far.
 *
 * @param answered requests answered
 * @param clients TCP: connections accepted; UDP: addresses that sent something, of which so many are told apart
 * @param bytesIn bytes received
 * @param bytesOut bytes sent
 * @param malformed requests that were not UTF-8
 * @param resets connections that their client broke off
 * @param unanswered requests that got no answer, or not all of it
 */
public record UppercaseStats(
        long answered, long clients, long bytesIn, long bytesOut, long malformed, long resets, long unanswered) {}
