package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import socklab.session.Event;
import socklab.session.Settings;
import socklab.shell.TestShell;
import socklab.text.Language;
import socklab.text.Messages;

/** Which events may be told late, by another thread than the one that makes calls. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TranscriptTest {
    /** To ask for an interface's name Java opens a socket, which would take a descriptor from the next call. */
    private static final String NAMED = "if_nametoindex";

    @Test
    void aLineForWhichTheSystemIsAskedIsMadeBeforeTheNextCall() {
        try (TestShell bench = new TestShell()) {
            bench.run(
                    "u = open udp6",
                    "u.sendto fe80::1%lo 9 x",
                    "u.connect ff02::1%lo 9",
                    "u.getpeername",
                    "u.sendmsg fe80::1%lo 9 x",
                    "u.setsockopt IPV6_JOIN_GROUP ff02::1234 lo",
                    "u.setsockopt IPV6_MULTICAST_IF lo",
                    "u.getsockopt IPV6_MULTICAST_IF",
                    "u.setsockopt IPV6_PKTINFO ::1 lo",
                    "u.setsockopt MCAST_JOIN_GROUP ff02::1235 lo");
            Transcript transcript = transcript(bench, Settings.Feedback.NORMAL);
            List<Event> named = bench.shell().session().journal().events().stream()
                    .filter(e ->
                            transcript.said(e).stream().anyMatch(s -> s.text().contains(NAMED)))
                    .toList();
            assertThat(named).hasSizeGreaterThanOrEqualTo(3).noneMatch(transcript::mayWait);
        }
    }

    @Test
    void whatEveryCallOfARepeatIsLikeMayWait() {
        try (TestShell bench = new TestShell()) {
            bench.run(
                    "u = open udp",
                    "u.bind 127.0.0.1 0",
                    "c = open udp",
                    "c.sendto $u.local hello",
                    "u.recvfrom 10",
                    "u.recv 10 MSG_DONTWAIT",
                    "s = open udp6",
                    "s.sendto ::1 9 x");
            List<Event> calls = bench.shell().session().journal().events().stream()
                    .filter(Event.Finished.class::isInstance)
                    .toList();
            assertThat(calls)
                    .hasSize(9)
                    .allMatch(transcript(bench, Settings.Feedback.NORMAL)::mayWait)
                    .allMatch(transcript(bench, Settings.Feedback.CONCISE)::mayWait);
            assertThat(calls)
                    .as("sentences look back")
                    .noneMatch(transcript(bench, Settings.Feedback.VERBOSE)::mayWait);
        }
    }

    private static Transcript transcript(TestShell bench, Settings.Feedback feedback) {
        return new Transcript(
                new Settings(feedback, Language.EN, Settings.Names.LIBC),
                Messages.in(Language.EN),
                bench.shell().session().journal()::events);
    }
}
