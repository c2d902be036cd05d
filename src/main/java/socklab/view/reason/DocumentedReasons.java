package socklab.view.reason;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Param;
import socklab.session.Socket;
import socklab.text.Messages;

/**
 * What the documentation says an errno of a call means: one sentence for each pair, from {@code reason.properties}.
 *
 * <p>A sentence is looked for under the call's name, then under its family ({@code send}, {@code recv}, {@code accept},
 * {@code option}), then under {@code any}; under each the sentence for the kind of socket comes first.
 *
 * <p>Source: the man pages of the calls; socket(7), ip(7), ipv6(7), tcp(7), udp(7), unix(7); POSIX.1-2024.
 */
public final class DocumentedReasons {
    private DocumentedReasons() {}

    /** What the errno means for the call, for any kind of socket. */
    public static Optional<String> of(Call call, Errno errno, Messages messages) {
        return find(call, errno, List.of(), messages);
    }

    /** What the errno means for the call on that socket. */
    public static Optional<String> of(Call call, Errno errno, Optional<Socket> socket, Messages messages) {
        return find(call, errno, socket.map(DocumentedReasons::kinds).orElse(List.of()), messages);
    }

    /** The errnos that the call itself or its family has a sentence for. */
    public static List<Errno> errnos(Call call, Messages messages) {
        return Arrays.stream(Errno.values())
                .filter(errno -> families(call).stream()
                        .anyMatch(f -> messages.find(key(f, errno)).isPresent()))
                .toList();
    }

    private static Optional<String> find(Call call, Errno errno, List<String> kinds, Messages messages) {
        List<String> families = new ArrayList<>(families(call));
        families.add("any");
        for (String family : families) {
            for (String kind : kinds) {
                Optional<String> found = messages.find(key(family, errno) + "." + kind);
                if (found.isPresent()) {
                    return found;
                }
            }
            Optional<String> found = messages.find(key(family, errno));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String key(String family, Errno errno) {
        return "reason." + family + "." + errno.name();
    }

    private static List<String> families(Call call) {
        List<String> families = new ArrayList<>();
        families.add(call.function());
        switch (call.result()) {
            case ACCEPTED -> families.add("accept");
            case SENT, SENT_MESSAGES -> families.add("send");
            case RECEIVED, RECEIVED_MESSAGES -> families.add("recv");
            case OPTION -> families.add("option");
            case ZERO -> {
                if (call.params().stream().anyMatch(Param.OptionIn.class::isInstance)) {
                    families.add("option");
                }
            }
            case DESCRIPTOR, LOCAL_NAME, PEER_NAME, PAIR, EPOLL, FLAGS, NUMBER, READY, CLOSED -> {}
        }
        return families;
    }

    /** From the narrowest kind to the widest. */
    private static List<String> kinds(Socket socket) {
        if (socket.epoll()) {
            return List.of("epoll");
        }
        boolean unix = socket.domain() == Const.AF_UNIX.value();
        String kind = socket.kind().endsWith("6")
                ? socket.kind().substring(0, socket.kind().length() - 1)
                : socket.kind();
        return unix ? List.of("unix") : List.of(kind, "inet");
    }
}
