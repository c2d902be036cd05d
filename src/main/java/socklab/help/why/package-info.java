/**
 * Why a call failed, or blocks: from evidence.
 *
 * <p>{@link socklab.help.why.Diagnosis} looks: into the journal, the kernel's tables, its settings. It returns
 * {@link socklab.help.why.Evidence}, plain values. {@link socklab.help.why.EvidenceView} puts them into words and looks at nothing.
 * Where the collector may not look, the evidence says so.
 */
package socklab.why;
