package socklab.lab;

import java.util.List;
import java.util.Optional;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.session.Socket;
import socklab.text.Message;

/**
 * Why a lab failed, and where.
 *
 * @param number the line's number in the file, {@code column} from 1
 * @param callLine the line that was run
 * @param error the line at fault, the place in it, the fault and how to mend it
 * @param expected the alternatives that were expected
 * @param actual the result, if a call returned one
 * @param call the call line, if a call was made
 * @param reason the call and its errno, if it failed
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

    /** The failure of a lab that expects nothing, where the check is strict. */
    static final LabFailure EXPECTS_NOTHING = new LabFailure(
            Kind.EMPTY,
            1,
            1,
            "",
            new SyntaxError("", new Span(0, 0), Message.of("check.empty"), Message.of("check.emptyCure")),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The errno of a call, and the socket that it was made on. */
    public record Reason(Call call, Errno errno, Optional<Socket> socket) {}

    /** The kinds of failure. */
    public enum Kind {
        /** The result differs from the expectation. */
        DIFFERS,
        /** A line, or the whole lab, took longer than allowed and was interrupted. */
        TIMEOUT,
        /** The lab ended before it came to the expectation. */
        UNREACHED,
        /** The lab expects nothing, and the check is strict. */
        EMPTY,
        /** The line could not be run. */
        WRONG
    }

    /** The fault, in one sentence. */
    public Message fault() {
        return error.fault();
    }
}
