/**
 * Recordings of a screen as asciicast files, which asciinema's player plays in a terminal or on a web page.
 *
 * <p>A {@link socklab.page.cast.Recording} taps the screen: it takes what the terminal is given, with its time, and
 * writes it through a {@link socklab.page.cast.CastFile}, which bounds it and gives it its name at the end.
 *
 * <p><b>Why</b> the screen and not the journal: a recording shows what the audience saw, typing, colours and all; what
 * happened is in a report or a lab. Source: https://docs.asciinema.org/manual/asciicast/v2/ and v3.
 */
package socklab.page.cast;
