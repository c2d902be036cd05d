package socklab.service.relay.netem;

import java.util.List;

/**
 * The inverse of the normal distribution's cumulative function, to a relative error of 1.15e-9.
 *
 * <p>Source: Peter J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function", 2003.
 */
final class InverseNormal {
    private static final List<Double> A = List.of(
            -3.969683028665376e+01,
            2.209460984245205e+02,
            -2.759285104469687e+02,
            1.383577518672690e+02,
            -3.066479806614716e+01,
            2.506628277459239e+00);
    private static final List<Double> B = List.of(
            -5.447609879822406e+01,
            1.615858368580409e+02,
            -1.556989798598866e+02,
            6.680131188771972e+01,
            -1.328068155288572e+01,
            1.0);
    private static final List<Double> C = List.of(
            -7.784894002430293e-03,
            -3.223964580411365e-01,
            -2.400758277161838e+00,
            -2.549732539343734e+00,
            4.374664141464968e+00,
            2.938163982698783e+00);
    private static final List<Double> D =
            List.of(7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1.0);
    private static final double TAIL = 0.02425;

    private InverseNormal() {}

    /** The number of standard deviations below which a fraction {@code u} lies, 0 and 1 excluded. */
    static double inverse(double u) {
        if (u < TAIL) {
            double q = Math.sqrt(-2 * Math.log(u));
            return polynomial(C, q) / polynomial(D, q);
        } else if (u > 1 - TAIL) {
            return -inverse(1 - u);
        }
        double q = u - 0.5;
        return polynomial(A, q * q) * q / polynomial(B, q * q);
    }

    private static double polynomial(List<Double> coefficients, double x) {
        double value = 0;
        for (double c : coefficients) {
            value = value * x + c;
        }
        return value;
    }
}
