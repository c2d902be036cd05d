package socklab.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import socklab.call.Const;

/** Numbers said in C's names. */
public final class Constants {
    private Constants() {}

    /** The names of the flags of some groups that are set in a number; what has no name is left out. */
    public static List<String> flags(int value, Const.Group... groups) {
        List<String> names = new ArrayList<>();
        Stream.of(groups)
                .flatMap(Constants::members)
                .filter(c -> c.value() != 0 && (value & c.value()) == c.value())
                .forEach(c -> names.add(c.name()));
        return names;
    }

    /** A pipe takes one of the flags of an open file, too. Source: pipe2(2). */
    private static Stream<Const> members(Const.Group group) {
        return group == Const.Group.PIPE_FLAG
                ? Stream.concat(Stream.of(Const.O_NONBLOCK), group.members().stream())
                : group.members().stream();
    }

    /** The name of the one constant of a group that has a value; the number if none has. */
    public static String one(int value, Const.Group group) {
        return group.members().stream()
                .filter(c -> c.value() == value)
                .map(Const::name)
                .findFirst()
                .orElse(Integer.toString(value));
    }

    /** The level of an option, by the name that every system has. */
    public static String level(Const level) {
        return level.name().equals("SOL_SOCKET") ? level.name() : level.name().replaceFirst("^SOL_", "IPPROTO_");
    }

    /** An event as typed, {@code in}, {@code rdhup}, as a constant of {@code poll} or {@code epoll}. */
    public static String event(String word, Const.Group group) {
        return group.prefix() + word.toUpperCase(Locale.ROOT);
    }
}
