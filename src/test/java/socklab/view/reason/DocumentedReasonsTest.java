package socklab.view.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.session.Socket;
import socklab.text.Language;
import socklab.text.Messages;

/** Every errno that a man page names for a call has a sentence, and every sentence belongs to a call. */
class DocumentedReasonsTest {
    private static final String LIST = "/socklab/reason/man-page-errnos.txt";

    /** The errnos that the man pages name, by call. */
    private static Map<Call, Set<Errno>> documented() throws IOException {
        Map<Call, Set<Errno>> documented = new EnumMap<>(Call.class);
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(DocumentedReasonsTest.class.getResourceAsStream(LIST), StandardCharsets.UTF_8))) {
            for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
                Call call = Call.valueOf(line.substring(0, line.indexOf(' ')));
                Set<Errno> errnos = documented.computeIfAbsent(call, _ -> EnumSet.noneOf(Errno.class));
                Arrays.stream(line.substring(line.indexOf(':') + 1).strip().split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(Errno::valueOf)
                        .forEach(errnos::add);
            }
        }
        return documented;
    }

    @Test
    void everyCallIsInTheList() throws IOException {
        assertThat(documented().keySet()).containsExactlyInAnyOrder(Call.values());
    }

    @ParameterizedTest
    @EnumSource
    void everyErrnoOfAManPageHasAReason(Language language) throws IOException {
        List<String> missing = new ArrayList<>();
        documented()
                .forEach((call, errnos) -> errnos.stream()
                        .filter(errno -> DocumentedReasons.of(call, errno, Messages.in(language))
                                .isEmpty())
                        .forEach(errno -> missing.add(call.function() + " " + errno)));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyReasonBelongsToACallOrAFamily() {
        Set<String> families =
                Arrays.stream(Call.values()).map(Call::function).collect(Collectors.toCollection(TreeSet::new));
        families.addAll(List.of("any", "accept", "send", "recv", "option"));
        Set<String> kinds = Set.of("tcp", "udp", "icmp", "raw", "unix", "inet");
        assertThat(Messages.in(Language.EN).keys())
                .filteredOn(key -> key.startsWith("reason.")
                        && key.chars().filter(c -> c == '.').count() > 1)
                .allSatisfy(key -> {
                    String[] words = key.split("\\.");
                    assertThat(families).contains(words[1]);
                    assertThat(Errno.named(words[2])).isPresent();
                    assertThat(words.length == 3 || kinds.contains(words[3])).isTrue();
                });
    }

    @Test
    void theKindOfSocketDecides() {
        assertThat(reason(Call.CONNECT, Errno.ECONNREFUSED, Const.AF_INET, Const.SOCK_STREAM))
                .contains("RST");
        assertThat(reason(Call.CONNECT, Errno.ECONNREFUSED, Const.AF_UNIX, Const.SOCK_STREAM))
                .contains("the file of a socket stays")
                .doesNotContain("RST");
        assertThat(reason(Call.SEND, Errno.EMSGSIZE, Const.AF_UNIX, Const.SOCK_DGRAM))
                .doesNotContain("65,507");
        assertThat(reason(Call.BIND, Errno.EACCES, Const.AF_UNIX, Const.SOCK_STREAM))
                .doesNotContain("port");
    }

    private static String reason(Call call, Errno errno, Const domain, Const type) {
        Socket socket = new Socket(1, "s", 3, domain.value(), type.value(), 0, Optional.empty(), Optional.empty());
        return DocumentedReasons.of(call, errno, Optional.of(socket), Messages.in(Language.EN))
                .orElseThrow();
    }
}
