package socklab.help;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketOption;
import socklab.lang.ShellWord;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.reason.DocumentedReasons;

/**
 * Every topic, found once.
 *
 * <p><b>Why</b> once: each page looks through them, and to find the errnos in use takes a look-up for each call and
 * errno.
 */
final class AllTopics {
    private static final Set<Errno> ERRNOS = findErrnos();
    private static final List<HelpTopic> TOPICS = find();

    private AllTopics() {}

    static List<HelpTopic> all() {
        return TOPICS;
    }

    static Set<Errno> errnosInUse() {
        return ERRNOS;
    }

    private static Set<Errno> findErrnos() {
        Set<Errno> found = new LinkedHashSet<>();
        Arrays.stream(Call.values())
                .flatMap(c -> DocumentedReasons.errnos(c, Messages.in(Language.EN)).stream())
                .forEach(found::add);
        return Collections.unmodifiableSet(found);
    }

    private static List<HelpTopic> find() {
        return Stream.<Stream<HelpTopic>>of(
                        Arrays.stream(Call.values()).map(HelpTopic.OfCall::new),
                        ERRNOS.stream().map(HelpTopic.OfErrno::new),
                        Arrays.stream(SocketOption.values()).map(HelpTopic.OfOption::new),
                        Const.Group.MSG.members().stream().map(HelpTopic.OfFlag::new),
                        Arrays.stream(TcpState.values()).map(HelpTopic.OfState::new),
                        Idea.all().stream().map(HelpTopic.OfIdea::new),
                        Arrays.stream(ShellWord.values()).map(HelpTopic.OfWord::new))
                .flatMap(Function.identity())
                .toList();
    }
}
