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
            List<String> names = names(param);
            List<CType> types = param.ctypes();
            for (int i = 0; i < types.size(); i++) {
                String type = types.get(i).c();
                parts.add(types.get(i) == CType.VARARGS ? type : type + (type.endsWith("*") ? "" : " ") + names.get(i));
            }
        }
        return call.returns().c() + " " + call.function() + "(" + String.join(", ", parts) + ")";
    }

    /** The man page's names of the C parameters that a parameter stands for. */
    static List<String> names(Param param) {
        return switch (param) {
            case Param.Fd p -> List.of(p.name());
            case Param.Int p -> List.of(p.name());
            case Param.Choice p -> List.of(p.name());
            case Param.SocketType p -> List.of(p.name());
            case Param.Flags p -> List.of(p.name());
            case Param.Local p -> List.of(p.name(), "addrlen");
            case Param.Peer p -> List.of(p.name(), "addrlen");
            case Param.AddressOut p -> List.of(p.name(), "addrlen");
            case Param.Data p -> List.of(p.name(), "len");
            case Param.Buffer p -> List.of(p.name(), "len");
            case Param.OptionIn p -> List.of("level", p.name(), "optval", "optlen");
            case Param.OptionOut p -> List.of("level", p.name(), "optval", "optlen");
            case Param.OtherFd p -> List.of(p.name());
            case Param.EpollFd p -> List.of(p.name());
            case Param.PairOut p -> List.of(p.name());
            case Param.Fcntl p -> List.of(p.name(), "");
            case Param.Ioctl p -> List.of(p.name(), "");
            case Param.MessageIn p -> List.of(p.name());
            case Param.MessageOut p -> List.of(p.name());
            case Param.MessagesIn p -> List.of(p.name(), "vlen");
            case Param.MessagesOut p -> List.of(p.name(), "vlen");
            case Param.PollSet p -> List.of(p.name(), "nfds");
            case Param.SelectSets p -> List.of(p.name(), "readfds", "writefds", "exceptfds");
            case Param.Millis p -> List.of(p.name());
            case Param.Timeval p -> List.of(p.name());
            case Param.Timespec p -> List.of(p.name());
            case Param.EpollInterest p -> List.of(p.name());
            case Param.EpollReady p -> List.of(p.name(), "maxevents");
        };
    }
}
