/**
 * Text to {@link socklab.lang.Command}: what was typed, understood, or the place and the cure of what was not.
 *
 * <p>{@link socklab.lang.Parser} interprets the declarations of calls and shell words; it knows none by name.
 * Nothing here knows a session: names and {@code $} values stay open until a line is evaluated, so a line is
 * parsed once however often it runs.
 */
package socklab.lang;
