package socklab.lab;

import java.util.List;
import java.util.Optional;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.lang.SyntaxError;
import socklab.session.Socket;
import socklab.text.Message;

/**
 * Why a lab failed, and where.
 *
 * @param number the line's number in the file, {@code column} from 1
 * @param callLine the line that was run
 * @param error the line at fault, where in it, and what is wrong; its cure may be said too
 * @param expected the results that would have done
 * @param actual what came back, if a call did
 * @param call the call line, if a call was made
 * @param reason what its errno usually comes from, if it failed
 */
public record LabFailure(
        Kind kind,
        int number,
        int column,
        String callLine,
        SyntaxError error,
        List<String> expected,
        Optional<String> actual,
        Optional<String> call,
        Optional<Reason> reason) {

    /** An errno of a call, for what it usually comes from. */
    public record Reason(Call call, Errno errno, Optional<Socket> socket) {}

    /** What kind of failure. */
    public enum Kind {
        /** Something else came back. */
        DIFFERS,
        /** It was interrupted, since it took too long. */
        TIMEOUT,
        /** The line could not be run. */
        WRONG
    }

    /** What is wrong, in one sentence. */
    public Message fault() {
        return error.fault();
    }
}
