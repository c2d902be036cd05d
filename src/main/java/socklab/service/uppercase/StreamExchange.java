package socklab.service.uppercase;

import socklab.call.Bytes;
import socklab.call.Utf8;
import socklab.view.ResultView;

/**
 * One exchange over a stream: bytes in, upper-case bytes out. A character whose bytes arrive apart is put together
 * again. It keeps the bytes that are not sent yet, and of the others only what the log shows.
 */
final class StreamExchange {
    /** How many bytes of each side the log shows. */
    static final int SHOWN = 48;

    /** The bytes of a character that is not complete. */
    private Bytes incomplete = Bytes.EMPTY;

    private Bytes unsent = Bytes.EMPTY;
    private Bytes requestHead = Bytes.EMPTY;
    private Bytes answerHead = Bytes.EMPTY;
    private long received;
    private long sent;
    private int malformed;

    /** Takes bytes that arrived. */
    void receive(Bytes data) {
        received += data.length();
        requestHead = head(requestHead, data);
        Bytes all = incomplete.plus(data);
        int complete = all.length() - Utf8.unfinished(all.toArray());
        answer(all.slice(0, complete));
        incomplete = all.slice(complete, all.length());
    }

    /** The stream has ended: an incomplete character is answered as malformed. */
    void end() {
        answer(incomplete);
        incomplete = Bytes.EMPTY;
    }

    private void answer(Bytes request) {
        UppercaseAnswer answer = UppercaseAnswer.to(request);
        malformed += answer.malformed();
        answerHead = head(answerHead, answer.bytes());
        unsent = unsent.plus(answer.bytes());
    }

    /** One byte more than is shown, so that the view can tell that there was more. */
    private static Bytes head(Bytes head, Bytes more) {
        int missing = Math.min(SHOWN + 1 - head.length(), more.length());
        return missing <= 0 ? head : head.plus(more.slice(0, missing));
    }

    boolean midCharacter() {
        return incomplete.length() > 0;
    }

    /** The bytes that are still to be sent. */
    Bytes unsent() {
        return unsent;
    }

    /** So many of them were sent. */
    void sent(int bytes) {
        sent += bytes;
        unsent = unsent.slice(bytes, unsent.length());
    }

    long received() {
        return received;
    }

    long sent() {
        return sent;
    }

    int malformed() {
        return malformed;
    }

    /** The request as the log shows it. */
    String request() {
        return ResultView.data(requestHead, SHOWN);
    }

    /** The answer as the log shows it. */
    String answer() {
        return ResultView.data(answerHead, SHOWN);
    }
}
