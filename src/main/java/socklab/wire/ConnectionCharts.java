package socklab.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import socklab.kernel.TcpMetrics;
import socklab.session.AddressText;
import socklab.session.Chart;
import socklab.session.Chart.Point;
import socklab.session.Chart.Series;
import socklab.text.Message;
import socklab.wire.ConnectionSampler.Sample;
import socklab.wire.ConnectionSampler.Samples;

/** Draws what was sampled of a connection. */
final class ConnectionCharts {
    private static final double MICROS_PER_MILLI = 1000;

    private ConnectionCharts() {}

    /** The congestion window, and the slow start threshold once there is one. */
    static Chart congestion(String name, Samples samples) {
        return chart(
                "wire.plot.cwnd",
                "wire.plot.segments",
                name,
                samples,
                series("wire.plot.window", Chart.Mark.LINE, samples, m -> Optional.of((double) m.congestionWindow())),
                series(
                        "wire.plot.threshold",
                        Chart.Mark.DOTTED,
                        samples,
                        m -> m.threshold().stream().mapToObj(t -> (double) t).findFirst()));
    }

    /** The smoothed round-trip time. */
    static Chart roundTrip(String name, Samples samples) {
        return chart(
                "wire.plot.rtt",
                "wire.plot.ms",
                name,
                samples,
                series("wire.plot.smoothed", Chart.Mark.LINE, samples, m -> millis(m.roundTripMicros())));
    }

    private static Optional<Double> millis(long micros) {
        return Optional.of(micros / MICROS_PER_MILLI).filter(m -> m > 0);
    }

    private static Chart chart(String title, String unit, String name, Samples samples, Series... series) {
        return new Chart(
                Message.of(title, name, AddressText.show(samples.local()), AddressText.show(samples.remote())),
                Message.of(unit),
                Stream.of(series).filter(s -> !s.points().isEmpty()).toList());
    }

    private static Series series(
            String name, Chart.Mark mark, Samples samples, Function<TcpMetrics, Optional<Double>> value) {
        long start = samples.samples().getFirst().at();
        List<Point> points = new ArrayList<>();
        for (Sample sample : samples.samples()) {
            value.apply(sample.metrics()).ifPresent(v -> {
                if (points.isEmpty() || points.getLast().high() != v) {
                    points.add(Point.of(sample.at() - start, v));
                }
            });
        }
        if (!points.isEmpty() && points.getLast().nanos() < samples.until() - start) {
            points.add(Point.of(samples.until() - start, points.getLast().high()));
        }
        return new Series(Message.of(name), mark, List.copyOf(points));
    }
}
