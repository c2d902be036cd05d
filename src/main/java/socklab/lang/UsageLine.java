package socklab.lang;

import java.util.stream.Collectors;
import socklab.call.Form;
import socklab.call.Param;

/** How a form is typed, as one line: {@code sendto HOST PORT [FLAGS] DATA}. */
public final class UsageLine {
    private UsageLine() {}

    /** The usage line of a form. */
    public static String of(Form form) {
        return form.word() + form.slots().stream().map(s -> " " + slot(s)).collect(Collectors.joining());
    }

    /** What stands for a slot in a usage line. */
    public static String slot(Form.Slot slot) {
        return switch (slot) {
            case Form.Preset preset -> String.join("|", preset.values().keySet());
            case Form.Typed typed -> typed.optional() ? "[" + param(typed.param()) + "]" : param(typed.param());
        };
    }

    private static String param(Param param) {
        return switch (param) {
            case Param.Fd _, Param.AddressOut _ -> "";
            case Param.Int p -> p.name().toUpperCase(java.util.Locale.ROOT);
            case Param.Choice p ->
                p.group() == socklab.call.Const.Group.HOW
                        ? "rd|wr|rdwr"
                        : p.name().toUpperCase(java.util.Locale.ROOT);
            case Param.SocketType _ -> "TYPE";
            case Param.Flags _ -> "FLAGS";
            case Param.Local _ -> "[HOST] PORT";
            case Param.Peer _ -> "HOST PORT";
            case Param.Data _ -> "DATA";
            case Param.Buffer _ -> "N";
            case Param.OptionIn _ -> "NAME VALUE";
            case Param.OptionOut _ -> "NAME";
            case Param.OtherFd _ -> "SOCKET";
            case Param.EpollFd _, Param.EpollReady _, Param.PairOut _ -> "";
            case Param.Fcntl _ -> "F_GETFL|F_SETFL FLAGS|F_GETFD|F_SETFD FLAGS";
            case Param.Ioctl _ -> "FIONREAD|SIOCOUTQ|SIOCATMARK";
            case Param.MessageIn _ -> "[to HOST PORT] [fds SOCKET,...] DATA...";
            case Param.MessageOut _, Param.MessagesOut _ -> "N[,N...]";
            case Param.MessagesIn _ -> "[to HOST PORT] DATA...";
            case Param.PollSet _ -> "SOCKET:in,out,pri...";
            case Param.SelectSets _ -> "[r=SOCKET,...] [w=SOCKET,...] [x=SOCKET,...]";
            case Param.Millis _, Param.Timeval _, Param.Timespec _ -> "TIME";
            case Param.EpollInterest _ -> "in,out,et,oneshot...";
        };
    }
}
