package socklab.export;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import socklab.call.Bytes;
import socklab.call.Errno;

/** What a lab says that a call comes to: an expectation, taken apart so that a program can check it. */
public sealed interface ExpectedOutcome {

    /** The text of the expectation. */
    String text();

    /** It returns, and nothing more is said, or nothing that a program can check. */
    record Succeeds(String text) implements ExpectedOutcome {}

    /** It fails with an errno. */
    record Fails(String text, Errno errno) implements ExpectedOutcome {}

    /** So many bytes were sent, at least and at most. */
    record Sent(String text, long least, long most) implements ExpectedOutcome {}

    /**
     * Bytes came.
     *
     * @param data all of them, if they are said
     * @param prefix what they begin with
     * @param count how many bytes came
     * @param whole how long the message was, if more than came
     * @param from the host that sent them
     */
    record Received(
            String text,
            Optional<Bytes> data,
            Optional<Bytes> prefix,
            OptionalInt count,
            OptionalInt whole,
            Optional<String> from)
            implements ExpectedOutcome {}

    /** The end of the stream. */
    record EndOfStream(String text) implements ExpectedOutcome {}

    /** These are ready, by name, and no others; none when the time is over. */
    record Ready(String text, List<Event> events) implements ExpectedOutcome {}

    /** A socket and its events, in the words of {@code poll}. */
    record Event(String socket, List<String> words) {}

    /** A number between two. */
    record Number(String text, long least, long most) implements ExpectedOutcome {}

    /** A value in C's words: {@code on 0s}, {@code O_RDWR|O_NONBLOCK}, an address. */
    record Words(String text, String value) implements ExpectedOutcome {}

    /** It waits. */
    record Blocks(String text) implements ExpectedOutcome {}
}
