/**
 * Why a call failed, or blocks: from evidence.
 *
 * <p>{@link socklab.why.Collector} looks: into the journal, the kernel's tables, its settings. It returns
 * {@link socklab.why.Evidence}, plain values. {@link socklab.why.EvidenceView} puts them into words and looks at nothing.
 * Where the collector may not look, the evidence says so.
 */
package socklab.why;
