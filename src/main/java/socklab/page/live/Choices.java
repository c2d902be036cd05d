package socklab.page.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.lab.LabQuestion;
import socklab.lang.Command;
import socklab.shell.ScriptStep;
import socklab.text.Language;
import socklab.text.Messages;
import socklab.view.ResultView;
import socklab.view.reason.DocumentedReasons;

/**
 * A question's text and the answers to tap: those that the lab gives, or else what its call can come to: the result
 * expected, that it blocks, and errnos that are documented for it.
 */
record Choices(String question, List<String> choices) {
    private static final int ERRNOS = 2;
    private static final String ANYTHING = "[..]";
    /** What any call can return, so that it tells nobody anything. */
    private static final Set<Errno> DULL = Set.of(Errno.EBADF, Errno.EINTR, Errno.EINVAL, Errno.ENOMEM, Errno.EFAULT);

    static Choices of(LabQuestion question, ScriptStep.Line line) {
        List<String> given =
                question.choices().stream().map(LabQuestion.Choice::text).toList();
        return new Choices(question.text(), given.isEmpty() ? derived(line) : given);
    }

    private static List<String> derived(ScriptStep.Line line) {
        Optional<String> expected = line.expected().stream()
                .map(e -> e.result().text())
                .filter(e -> !e.contains(ANYTHING) && !e.contains("~"))
                .findFirst();
        if (expected.isEmpty() || !(line.command() instanceof Command.Invoke invoke)) {
            return List.of(); // these alone would hide the right one
        }
        Set<String> all = new LinkedHashSet<>(List.of(expected.get(), ResultView.BLOCKS));
        usual(invoke.call()).ifPresent(all::add);
        List<Errno> errnos = new ArrayList<>(DocumentedReasons.errnos(invoke.call(), Messages.in(Language.EN)));
        errnos.removeAll(DULL);
        Random order = new Random(line.text().hashCode()); // the same in every class, and never the right one first
        Collections.shuffle(errnos, order);
        errnos.stream().limit(ERRNOS).map(Errno::describe).forEach(all::add);
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, order);
        return List.copyOf(shuffled);
    }

    /** What the call returns when nothing is the matter, where that is the same every time. */
    private static Optional<String> usual(Call call) {
        return switch (call.result()) {
            case ZERO, CLOSED -> Optional.of("0");
            case RECEIVED -> Optional.of("end of stream");
            case SENT,
                    DESCRIPTOR,
                    ACCEPTED,
                    OPTION,
                    LOCAL_NAME,
                    PEER_NAME,
                    PAIR,
                    EPOLL,
                    SENT_MESSAGES,
                    RECEIVED_MESSAGES,
                    FLAGS,
                    NUMBER,
                    READY -> Optional.empty();
        };
    }
}
