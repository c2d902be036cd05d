package socklab.kernel.nio;

import java.util.List;
import java.util.Optional;
import socklab.call.Bytes;
import socklab.call.JavaCall;
import socklab.call.JavaCall.Argument;
import socklab.call.SocketAddress;

/** Records which method of the Java library is being called. The caller's thread writes it, any thread reads it. */
final class JavaCallTrace {
    private volatile JavaCall call = JavaCall.NONE;

    void clear() {
        call = JavaCall.NONE;
    }

    /** A method is about to be called. */
    void calls(String method, Argument... arguments) {
        call = new JavaCall(method, List.of(arguments), Optional.empty());
    }

    void returned(Object value) {
        call = call.ended(new JavaCall.Ended.Returned(String.valueOf(value)));
    }

    void threw(Exception e) {
        if (!call.none()) {
            call = call.ended(new JavaCall.Ended.Threw(
                    e.getClass().getSimpleName(),
                    Optional.ofNullable(e.getMessage()).orElse("")));
        }
    }

    /** The outcome of a method that continued the recorded one. */
    void endedAs(JavaCallTrace other) {
        call = new JavaCall(call.method(), call.arguments(), other.call.ended());
    }

    JavaCall call() {
        return call;
    }

    static Argument word(Object text) {
        return new Argument.Word(String.valueOf(text));
    }

    static Argument address(SocketAddress address) {
        return new Argument.Address(address);
    }

    static Argument data(Bytes data) {
        return new Argument.Data(data);
    }

    static Argument room(int length) {
        return new Argument.Room(length);
    }
}
