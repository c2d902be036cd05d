package socklab.page.live;

import java.util.LinkedHashMap;

/** How often each of many may do something: so many at once, and so many a second on the long run. */
final class RateLimit {
    private static final double NANOS = 1e9;

    private final int burst;
    private final double perSecond;
    private final int most;
    private final LinkedHashMap<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    private record Bucket(double tokens, long at) {}

    /** @param most how many are told apart; of more, those seen longest ago are forgotten */
    RateLimit(int burst, double perSecond, int most) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.most = most;
    }

    /** Whether one may, at a time by {@link System#nanoTime}. */
    synchronized boolean allows(String who, long now) {
        Bucket before = buckets.getOrDefault(who, new Bucket(burst, now));
        double tokens = Math.min(burst, before.tokens() + (now - before.at()) / NANOS * perSecond);
        buckets.put(who, new Bucket(tokens >= 1 ? tokens - 1 : tokens, now));
        if (buckets.size() > most) {
            buckets.pollFirstEntry();
        }
        return tokens >= 1;
    }
}
