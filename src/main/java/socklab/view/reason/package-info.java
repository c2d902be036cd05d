/**
 * Why a call failed: rules over facts.
 *
 * <p>A {@link socklab.view.reason.EndedCall} is a failed call with everything that may be looked at to explain it: the
 * journal before it, and {@link socklab.view.reason.Facts} about the machine. A {@link socklab.view.reason.Rule} names
 * the facts it needs, and returns its sentences only where they prove them. {@link socklab.view.reason.Rules} asks the
 * rules in order; where none applies, the documentation's sentence for the errno is all that can be said
 * ({@link socklab.view.reason.DocumentedReasons}).
 *
 * <p><b>Why</b> one set of rules for two readers: the sentence after a failed call (verbose feedback) is a pure
 * function of the journal, so it asks the rules with {@link socklab.view.reason.Facts#NONE}; {@code /why} asks the same
 * rules with the kernel's tables, and a rule that needs them then applies too. The two can never contradict each other.
 */
package socklab.view.reason;
