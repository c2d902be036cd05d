package socklab.view;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.OptionValue;
import socklab.call.Outcome;
import socklab.call.SocketOption;
import socklab.session.Event;
import socklab.session.Socket;

/**
 * The options that calls of this session set, as the journal has them: by socket, the last value that the kernel took.
 */
public final class ChangedOptions {
    private final Map<Integer, Map<SocketOption, OptionValue>> bySocket = new HashMap<>();

    private ChangedOptions() {}

    /** What the events tell. */
    public static ChangedOptions of(List<Event> events) {
        ChangedOptions all = new ChangedOptions();
        for (Event event : events) {
            if (event instanceof Event.Finished f
                    && f.outcome() instanceof Outcome.Returned
                    && f.socket().isPresent()) {
                f.invocation()
                        .first(Arg.SetOption.class)
                        .filter(a -> a.level() == a.option().level())
                        .ifPresent(a -> all.bySocket
                                .computeIfAbsent(f.socket().get().id(), _ -> new EnumMap<>(SocketOption.class))
                                .put(a.option(), a.value()));
            }
        }
        return all;
    }

    /** An option's value, if it was set. */
    Optional<OptionValue> value(Socket socket, SocketOption option) {
        return Optional.ofNullable(bySocket.getOrDefault(socket.id(), Map.of()).get(option));
    }

    /** The options that were set on a socket to something else than nothing, and their values as shown. */
    public Map<SocketOption, String> on(Socket socket) {
        Map<SocketOption, String> shown = new EnumMap<>(SocketOption.class);
        bySocket.getOrDefault(socket.id(), Map.of()).forEach((option, value) -> {
            if (!none(option, value)) {
                shown.put(option, ResultView.optionValue(option, value));
            }
        });
        return shown;
    }

    private static boolean none(SocketOption option, OptionValue value) {
        return switch (value) {
            case OptionValue.Number v ->
                v.value() == 0
                        && option.kind() != SocketOption.Kind.CHOICE
                        && option != SocketOption.IP_MULTICAST_LOOP
                        && option != SocketOption.IP_MULTICAST_ALL
                        && option != SocketOption.IPV6_MULTICAST_LOOP;
            case OptionValue.Time v -> v.seconds() == 0 && v.micros() == 0;
            case OptionValue.Linger v -> !v.on();
            case OptionValue.Octets v -> v.bytes().length() == 0;
            case OptionValue.PortRange v -> v.first() == 0 && v.last() == 0;
            case OptionValue.Text _,
                    OptionValue.Interface4 _,
                    OptionValue.Group4 _,
                    OptionValue.Group4n _,
                    OptionValue.Source4 _,
                    OptionValue.GroupRequest _,
                    OptionValue.Group6 _,
                    OptionValue.Address _,
                    OptionValue.Fields _ -> false;
        };
    }
}
