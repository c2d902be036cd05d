package socklab.service.uppercase;

import socklab.call.Bytes;
import socklab.call.Utf8;
import socklab.view.ResultView;

/**
 * One exchange over a stream: bytes in, upper-cased bytes out. A character whose bytes come apart is put together
 * again. It keeps what is not sent yet, and of the rest only what the log shows.
 */
final class StreamExchange {
    /** How many bytes of each side the log shows. */
    static final int SHOWN = 48;

    private Bytes tail = Bytes.EMPTY;
    private Bytes out = Bytes.EMPTY;
    private Bytes requestHead = Bytes.EMPTY;
    private Bytes answerHead = Bytes.EMPTY;
    private long received;
    private long sent;
    private int malformed;

    /** Takes in bytes that came. */
    void take(Bytes data) {
        received += data.length();
        requestHead = head(requestHead, data);
        Bytes all = tail.plus(data);
        int whole = all.length() - Utf8.unfinished(all.toArray());
        answer(all.slice(0, whole));
        tail = all.slice(whole, all.length());
    }

    /** Nothing more comes: a character begun is answered as malformed. */
    void end() {
        answer(tail);
        tail = Bytes.EMPTY;
    }

    private void answer(Bytes request) {
        UppercaseAnswer answer = UppercaseAnswer.to(request);
        malformed += answer.malformed();
        answerHead = head(answerHead, answer.bytes());
        out = out.plus(answer.bytes());
    }

    /** One byte more than is shown, so that the view can tell that there was more. */
    private static Bytes head(Bytes head, Bytes more) {
        int missing = Math.min(SHOWN + 1 - head.length(), more.length());
        return missing <= 0 ? head : head.plus(more.slice(0, missing));
    }

    /** Whether a character has begun and not ended. */
    boolean midCharacter() {
        return tail.length() > 0;
    }

    /** What is to be sent. */
    Bytes unsent() {
        return out;
    }

    /** That many bytes of it were sent. */
    void sent(int bytes) {
        sent += bytes;
        out = out.slice(bytes, out.length());
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
