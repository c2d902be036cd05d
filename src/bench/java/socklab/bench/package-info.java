/**
 * Measures socklab against its neighbours, side by side: {@code run.sh bench}.
 *
 * <p>A {@link socklab.bench.Bench} lets several {@link socklab.bench.ComparedProgram sides} do the same thing by
 * {@link socklab.bench.InterleavedRuns turns}, ours, theirs, ours, theirs, so that whatever else the machine does falls
 * on all of them, and makes {@link socklab.bench.Figures} of it: of each side the median and the spread, and the median
 * and the spread of the ratios that were measured turn by turn. What it compares with, the
 * {@link socklab.bench.BenchTools} brings: C programs are compiled on the spot, Python programs are copied, and what
 * this machine lacks is left out with its reason.
 *
 * <p>Everything runs on the loopback, in processes of their own that are started as a user starts them, and is gone
 * afterwards. Figures depend on the machine, so no test looks at them.
 */
package socklab.bench;
