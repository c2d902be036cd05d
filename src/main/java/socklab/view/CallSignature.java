package socklab.view;

import java.util.ArrayList;
import java.util.List;
import socklab.call.CType;
import socklab.call.Call;
import socklab.call.Param;

/** A call's C declaration, as its man page has it. */
public final class CallSignature {
    private CallSignature() {}

    /** {@code int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen)}. */
    public static String of(Call call) {
        List<String> parts = new ArrayList<>();
        for (Param param : call.params()) {
            List<String> names = param.shape().names();
            List<CType> types = param.shape().ctypes();
            for (int i = 0; i < types.size(); i++) {
                String type = types.get(i).c();
                parts.add(types.get(i) == CType.VARARGS ? type : type + (type.endsWith("*") ? "" : " ") + names.get(i));
            }
        }
        return call.returns().c() + " " + call.function() + "(" + String.join(", ", parts) + ")";
    }
}
