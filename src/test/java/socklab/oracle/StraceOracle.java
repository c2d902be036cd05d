package socklab.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import socklab.call.Call;
import socklab.call.Result;

/**
 * Holds socklab's call lines against strace's: for each call of each socket, socklab's line is strace's to the
 * byte, the elapsed time aside, and strace has no further call on that descriptor, by whatever thread, between
 * its creation and its close.
 *
 * <p>For other tests: {@link #lines} with lines as typed, {@link #labs} with labs to play.
 */
public final class StraceOracle {
    private static final Pattern SHOWN = Pattern.compile("("
            + Arrays.stream(Call.values())
                    .flatMap(c -> Stream.of(c.kernelEntry().name(), c.function()))
                    .distinct()
                    .collect(Collectors.joining("|"))
            + ")\\((.*)");
    private static final Pattern ELAPSED = Pattern.compile(" <\\d+\\.\\d{6}>$");
    private static final Pattern FIRST = Pattern.compile("\\w+\\((\\d+)[,)].*");
    private static final Pattern IN_STRUCT = Pattern.compile("\\{fd=(\\d+),");
    private static final Pattern RETURNED = Pattern.compile(".*\\) += (\\d+)");
    private static final Pattern PAIR = Pattern.compile(".*\\[(\\d+), (\\d+)](?:, [\\w|]+)?\\) += 0");
    private static final Pattern RIGHTS = Pattern.compile("cmsg_type=SCM_RIGHTS, cmsg_data=\\[([^]]*)]");
    private static final Pattern SETS = Pattern.compile("\\[(\\d+(?: \\d+)*)]");
    private static final Pattern INTEREST = Pattern.compile("epoll_ctl\\(\\d+, \\w+, (\\d+),.*");
    private static final Set<String> MAKING = Arrays.stream(Call.values())
            .filter(c -> List.of(Result.DESCRIPTOR, Result.ACCEPTED, Result.PAIR, Result.EPOLL)
                    .contains(c.result()))
            .map(c -> c.kernelEntry().name())
            .collect(Collectors.toSet());
    /** C's library tells select's remaining time in microseconds; strace sees the kernel's nanoseconds. */
    private static final Pattern LEFT = Pattern.compile("(pselect6\\(.*left \\{tv_sec=\\d+, tv_nsec=\\d*?)\\d{3}}\\)$");

    /** What is left of the time of ppoll and pselect is the kernel's word; C's library keeps it from the program. */
    private static final Pattern KEPT =
            Pattern.compile("((?:ppoll\\(|pselect6\\(.*sigsetsize=8}).*), left \\{tv_sec=\\d+, tv_nsec=\\d+}\\)$");

    private static final String UNFINISHED = " <unfinished ...>";

    private final List<Strace.Seen> seen;
    private final Map<String, List<Strace.Seen>> byText;
    private final Set<Strace.Seen> matched = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Integer, List<Life>> lives = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    /** A descriptor's time as one of socklab's. */
    private static final class Life {
        private final long born;
        private long closing = Long.MAX_VALUE;
        private boolean discarded;

        private Life(long born) {
            this.born = born;
        }
    }

    private StraceOracle(List<Strace.Seen> seen) {
        this.seen = withoutInterfaceQueries(seen.stream()
                .map(s -> new Strace.Seen(
                        s.begin(),
                        s.end(),
                        KEPT.matcher(LEFT.matcher(s.text()).replaceFirst("$1000})"))
                                .replaceFirst("$1)")))
                .toList());
        this.byText = this.seen.stream().collect(Collectors.groupingBy(Strace.Seen::text));
    }

    /** Skips the running test where there is no strace. */
    public static void assume() {
        Optional<String> lacking = Strace.lacking();
        Assumptions.assumeTrue(lacking.isEmpty(), () -> lacking.orElse(""));
    }

    /** Runs lines as typed in one process, compares every call, and returns what was printed. */
    public static List<String> lines(List<String> lines) {
        return compare(List.of("--names", "kernel", "--lang", "en"), lines);
    }

    /** Plays labs in one process, compares every call, and returns what was printed; answers are for /ask. */
    public static List<String> labs(List<Path> labs, List<String> answers) {
        List<String> args = new ArrayList<>(List.of("play", "--names", "kernel", "--lang", "en"));
        labs.forEach(lab -> args.add(lab.toString()));
        return compare(args, answers);
    }

    private static List<String> compare(List<String> args, List<String> input) {
        try {
            Path traces = Files.createTempDirectory("oracle-strace");
            try {
                Strace.Run run = Strace.run(traces, args, input);
                List<String> differences = differences(run);
                if (!differences.isEmpty()) {
                    Assertions.fail("socklab's lines differ from strace's:\n" + String.join("\n", differences) + "\n"
                            + run.errors());
                }
                Assertions.assertThat(run.errors()).isEmpty();
                return run.output();
            } finally {
                try (var files = Files.list(traces)) {
                    files.forEach(f -> f.toFile().delete());
                }
                Files.delete(traces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where what socklab printed and what strace saw differ; nothing if they agree. */
    public static List<String> differences(Strace.Run run) {
        StraceOracle oracle = new StraceOracle(run.calls());
        List<String> halves = new ArrayList<>();
        for (String line : run.output()) {
            if (!SHOWN.matcher(line).matches()) {
                continue;
            } else if (line.endsWith(UNFINISHED)) {
                halves.add(line.substring(0, line.length() - UNFINISHED.length()));
            } else if (ELAPSED.matcher(line).find()) {
                oracle.match(ELAPSED.matcher(line).replaceFirst(""));
            }
        }
        for (String half : halves) {
            if (oracle.matched.stream().noneMatch(s -> s.text().startsWith(half))) {
                oracle.differences.add("no call begins as socklab says: " + half);
            }
        }
        oracle.extra();
        return oracle.differences;
    }

    /** Finds the call that a line tells of: the earliest like it in the lifetime of its descriptor. */
    private void match(String shown) {
        long born = fds(shown).stream()
                .filter(lives::containsKey)
                .mapToLong(fd -> lives.get(fd).getLast().born)
                .max()
                .orElse(0);
        Optional<Strace.Seen> call = byText.getOrDefault(shown, List.of()).stream()
                .filter(s -> !matched.contains(s) && s.begin() >= born)
                .findFirst();
        if (call.isEmpty()) {
            String near = nearest(shown, born);
            int from = Math.max(0, Arrays.mismatch(near.toCharArray(), shown.toCharArray()) - 20);
            differences.add(shown + "\n  shown:  " + shown.substring(from) + "\n  strace: "
                    + near.substring(Math.min(from, near.length())));
            return;
        }
        matched.add(call.get());
        made(shown)
                .forEach(fd -> lives.computeIfAbsent(fd, _ -> new ArrayList<>())
                        .add(new Life(call.get().end())));
        if (shown.startsWith("close(") && !shown.contains("EBADF")) {
            fds(shown).stream()
                    .filter(lives::containsKey)
                    .forEach(fd -> lives.get(fd).getLast().closing = call.get().begin());
        }
    }

    /** The call of the same name and descriptor that differs least, to tell what went wrong. */
    private String nearest(String shown, long born) {
        String name = shown.substring(0, shown.indexOf('(') + 1);
        return seen.stream()
                .filter(s ->
                        !matched.contains(s) && s.begin() >= born && s.text().startsWith(name))
                .filter(s -> fds(s.text()).equals(fds(shown)))
                .map(Strace.Seen::text)
                .max(Comparator.comparingInt(t -> Arrays.mismatch(t.toCharArray(), shown.toCharArray())))
                .orElse("no such call");
    }

    /** The descriptors that a call made. */
    public static List<Integer> made(String text) {
        Matcher rights = RIGHTS.matcher(text);
        if (text.startsWith("recv") && rights.find()) {
            return Arrays.stream(rights.group(1).split(", "))
                    .map(Integer::valueOf)
                    .toList();
        }
        if (!MAKING.contains(text.substring(0, text.indexOf('(')))) {
            return List.of();
        }
        Matcher pair = PAIR.matcher(text);
        if (pair.matches()) {
            return List.of(Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2)));
        }
        Matcher one = RETURNED.matcher(text);
        return one.matches() ? List.of(Integer.parseInt(one.group(1))) : List.of();
    }

    /** The descriptors that a call is made on. */
    public static List<Integer> fds(String text) {
        List<Integer> fds = new ArrayList<>();
        Matcher first = FIRST.matcher(text);
        if (first.matches()) {
            fds.add(Integer.parseInt(first.group(1)));
        }
        Matcher inside = IN_STRUCT.matcher(text);
        while (text.startsWith("poll(") && inside.find()) {
            fds.add(Integer.parseInt(inside.group(1)));
        }
        Matcher interest = INTEREST.matcher(text);
        if (interest.matches()) {
            fds.add(Integer.parseInt(interest.group(1)));
        }
        if (text.startsWith("pselect6(")) {
            fds.clear();
            SETS.matcher(text)
                    .results()
                    .flatMap(m -> Arrays.stream(m.group(1).split(" ")))
                    .map(Integer::valueOf)
                    .forEach(fds::add);
        }
        return fds;
    }

    /** No call on a socket that socklab did not show; a last close at the end of the session aside. */
    private void extra() {
        for (Strace.Seen call : seen) {
            if (matched.contains(call)) {
                continue;
            }
            for (int fd : fds(call.text())) {
                lives.getOrDefault(fd, List.of()).stream()
                        .filter(l -> l.born < call.begin() && call.begin() < l.closing)
                        .findFirst()
                        .ifPresent(life -> extra(call, life));
            }
        }
    }

    private void extra(Strace.Seen call, Life life) {
        if (call.text().startsWith("close(") && !life.discarded) {
            life.discarded = true;
            life.closing = call.begin();
        } else {
            differences.add("strace has a call that was not shown: " + call.text());
        }
    }

    /**
     * Calls in the order in which they had their descriptor: one that makes it may begin before another thread's close
     * has freed the number.
     */
    private static List<Strace.Seen> byDescriptor(List<Strace.Seen> all) {
        return all.stream()
                .sorted(Comparator.comparingLong(
                        (Strace.Seen s) -> made(s.text()).isEmpty() ? s.begin() : s.end()))
                .toList();
    }

    /**
     * The virtual machine and the wire ask for and set up interfaces through sockets of their own: no user made these
     * calls.
     */
    private static List<Strace.Seen> withoutInterfaceQueries(List<Strace.Seen> all) {
        Set<Strace.Seen> own = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<Integer, Strace.Seen> fresh = new HashMap<>();
        Set<Integer> asking = new HashSet<>();
        for (Strace.Seen call : byDescriptor(all)) {
            for (int fd : fds(call.text())) {
                Strace.Seen made = fresh.remove(fd);
                if (made != null
                        && call.text().startsWith("ioctl(")
                        && call.text().contains("SIOCGIF")) {
                    own.add(made);
                    asking.add(fd);
                }
                if (asking.contains(fd)) {
                    own.add(call);
                }
                if (call.text().startsWith("close(")) {
                    asking.remove(fd);
                }
            }
            if (call.text().startsWith("socket(")) {
                made(call.text()).forEach(fd -> fresh.put(fd, call));
            }
        }
        return all.stream()
                .filter(c -> !own.contains(c) && !c.text().contains("SIOCETHTOOL"))
                .toList();
    }
}
