package socklab.service;

import socklab.call.Call;
import socklab.call.Errno;

/** A call failed that a service cannot do without. */
public final class CallFailure extends Exception {
    private final Call call;
    private final Errno errno;

    public CallFailure(Call call, Errno errno) {
        super(call.function() + ": " + errno.describe(), null, false, false);
        this.call = call;
        this.errno = errno;
    }

    public Call call() {
        return call;
    }

    public Errno errno() {
        return errno;
    }
}
