package socklab.help;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Param;
import socklab.call.SocketOption;
import socklab.lang.ShellWord;

/** Something that has a page. */
public sealed interface HelpTopic {

    /** Its name as C or the RFC writes it. */
    String name();

    /** A socket call. */
    record OfCall(Call call) implements HelpTopic {
        @Override
        public String name() {
            return call.function();
        }
    }

    /** An errno. */
    record OfErrno(Errno errno) implements HelpTopic {
        @Override
        public String name() {
            return errno.name();
        }
    }

    /** A socket option. */
    record OfOption(SocketOption option) implements HelpTopic {
        @Override
        public String name() {
            return option.name();
        }
    }

    /** A flag of the sending and receiving calls. */
    record OfFlag(Const flag) implements HelpTopic {
        @Override
        public String name() {
            return flag.name();
        }
    }

    /** A TCP state. */
    record OfState(TcpState state) implements HelpTopic {
        @Override
        public String name() {
            return state.word();
        }
    }

    /** An idea that is no single call, errno or option. */
    record OfIdea(Idea idea) implements HelpTopic {
        @Override
        public String name() {
            return idea.name();
        }
    }

    /** A word of the shell. */
    record OfWord(ShellWord word) implements HelpTopic {
        @Override
        public String name() {
            return "/" + word.word();
        }
    }

    /**
     * Every topic but the errnos that nobody meets at a socket: calls, errnos in use, options, flags, states, ideas,
     * shell words.
     */
    static List<HelpTopic> all() {
        return AllTopics.all();
    }

    /** The errnos that have a reason for some call. */
    static Set<Errno> errnosInUse() {
        return AllTopics.errnosInUse();
    }

    /**
     * What a word can mean. Upper and lower case are alike, but where two topics differ in nothing else
     * ({@code listen} and {@code LISTEN}) the one typed exactly comes first. A constant without a page of its own
     * stands for the calls that take it. Last come the words that learners have for a topic, and shell words without
     * their slash.
     */
    static List<HelpTopic> named(String word) {
        LinkedHashSet<HelpTopic> found = new LinkedHashSet<>();
        all().stream().filter(t -> t.name().equals(word)).forEach(found::add);
        all().stream().filter(t -> t.name().equalsIgnoreCase(word)).forEach(found::add);
        if (word.startsWith("/")) {
            List<ShellWord> words = ShellWord.matching(word.substring(1).toLowerCase(Locale.ROOT));
            words.stream().filter(_ -> words.size() == 1).map(OfWord::new).forEach(found::add);
            return List.copyOf(found);
        }
        if (found.isEmpty()) {
            Idea.all().stream().filter(i -> i.isCalled(word)).map(OfIdea::new).forEach(found::add);
            Set<String> names = TopicWords.topics(word);
            all().stream().filter(t -> names.contains(t.name())).forEach(found::add);
        }
        if (found.isEmpty()) {
            String upper = word.toUpperCase(Locale.ROOT);
            String errno = upper.equals("EWOULDBLOCK") ? "EAGAIN" : upper.equals("ENOTSUP") ? "EOPNOTSUPP" : upper;
            Errno.named(errno).map(OfErrno::new).ifPresent(found::add);
            TcpState.named(word).map(OfState::new).ifPresent(found::add);
            Arrays.stream(SocketOption.values())
                    .filter(o -> o.names().flatMap(g -> Const.named(g, word)).isPresent())
                    .map(OfOption::new)
                    .forEach(found::add);
            calls(word).map(OfCall::new).forEach(found::add);
            Arrays.stream(ShellWord.values())
                    .filter(w -> w.word().equalsIgnoreCase(word))
                    .map(OfWord::new)
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    /** The calls that are typed by another word ({@code open}), or that take a constant ({@code SHUT_WR}). */
    private static Stream<Call> calls(String word) {
        List<Call> typed = Call.typedAs(word.toLowerCase(Locale.ROOT));
        return typed.isEmpty()
                ? Arrays.stream(Call.values()).filter(c -> c.params().stream().anyMatch(p -> takes(p, word)))
                : typed.stream();
    }

    private static boolean takes(Param param, String constant) {
        return groups(param).anyMatch(g -> Const.named(g, constant).isPresent());
    }

    private static Stream<Const.Group> groups(Param param) {
        return switch (param) {
            case Param.Choice p -> Stream.of(p.group());
            case Param.Flags p -> Stream.of(p.group());
            case Param.SocketType _ -> Stream.of(Const.Group.TYPE, Const.Group.TYPE_FLAG);
            case Param.Fcntl _ -> Stream.of(Const.Group.FCNTL, Const.Group.STATUS, Const.Group.FD_FLAG);
            case Param.Ioctl _ -> Stream.of(Const.Group.IOCTL);
            case Param.PollSet _ -> Stream.of(Const.Group.POLL);
            case Param.EpollInterest _ -> Stream.of(Const.Group.EPOLL);
            case Param.OptionIn _, Param.OptionOut _ -> Stream.of(Const.Group.LEVEL);
            case Param.Fd _,
                    Param.Int _,
                    Param.Local _,
                    Param.Peer _,
                    Param.AddressOut _,
                    Param.Data _,
                    Param.Buffer _,
                    Param.OtherFd _,
                    Param.EpollFd _,
                    Param.PairOut _,
                    Param.MessageIn _,
                    Param.MessageOut _,
                    Param.MessagesIn _,
                    Param.MessagesOut _,
                    Param.SelectSets _,
                    Param.Millis _,
                    Param.Timeval _,
                    Param.Timespec _,
                    Param.Timeout _,
                    Param.SignalMask _,
                    Param.FilePath _,
                    Param.Count _,
                    Param.Offset _,
                    Param.NoOffset _,
                    Param.EpollReady _ -> Stream.empty();
        };
    }

    /** The names of topics that a word is a part of: {@code REUSE} of SO_REUSEADDR and SO_REUSEPORT. */
    static List<String> containing(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return all().stream()
                .map(HelpTopic::name)
                .filter(n -> n.toUpperCase(Locale.ROOT).contains(upper))
                .distinct()
                .toList();
    }
}
