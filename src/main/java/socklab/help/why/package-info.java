/**
 * {@code /why}: why a call failed, or what a blocked call waits for, from evidence.
 *
 * <p>{@link socklab.help.why.MachineFacts} looks at the kernel's tables, its settings, the file system and the
 * capabilities of the process, each only when a rule asks. The rules are in {@link socklab.view.reason};
 * {@link socklab.help.why.WhyCommand} shows what they say, and where none applies it says what was looked at and that
 * the cause is not known.
 */
package socklab.help.why;
