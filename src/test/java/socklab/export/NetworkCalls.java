package socklab.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import socklab.oracle.StraceOracle;

/**
 * The calls that were made on descriptors, as strace prints them, but with names for what differs from run to run:
 * descriptors are {@code d1}, {@code d2}, … as they were made, ports that the kernel chose {@code p1}, {@code p2}, ….
 */
final class NetworkCalls {
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (.*)");
    private static final Pattern ELAPSED = Pattern.compile(" <\\d+\\.\\d{6}>$");
    private static final Pattern PORT = Pattern.compile("htons\\((\\d+)\\)");
    private static final Pattern PEER_UNIX = Pattern.compile("sun_path=@\"[0-9a-f]{5}\"");
    private static final Pattern POINTER = Pattern.compile("0x[0-9a-f]{8,}");
    private static final Pattern STRING = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*+)\"(?:\\.\\.\\.)?");
    private static final Pattern BYTE = Pattern.compile("\\\\(?:[0-7]{1,3}|.)|[^\\\\]");
    /** How many bytes of a string strace prints without {@code -s}. */
    private static final int MOST_PRINTED = 32;

    /** The state comes first; what follows are times and counts of the moment. Source: linux/tcp.h, tcp_info. */
    private static final Pattern TCP_INFO = Pattern.compile("(TCP_INFO, \"\\\\\\w{1,3}).*\"\\.{0,3}(?=, \\[)");

    private static final Pattern TIME_LEFT = Pattern.compile(", left \\{tv_sec=\\d+, tv_nsec=\\d+}");
    private static final String UNFINISHED = " <unfinished ...>";
    /** The first port that Linux chooses from. Source: ip(7), ip_local_port_range. */
    private static final int FIRST_CHOSEN = 32768;

    private final Map<Integer, String> names = new HashMap<>();
    private final Map<String, String> ports = new LinkedHashMap<>();
    private final Map<String, List<String>> bySocket = new LinkedHashMap<>();
    private int made;

    private NetworkCalls() {}

    /** The calls of each descriptor, in the order in which they began. */
    static Map<String, List<String>> bySocket(List<String> lines) {
        NetworkCalls calls = new NetworkCalls();
        lines.forEach(calls::take);
        return calls.bySocket;
    }

    /** The call lines that a played lab printed, in the order in which the calls began. */
    static List<String> played(List<String> output) {
        List<String> calls = new ArrayList<>();
        Map<Integer, String> halves = new LinkedHashMap<>();
        for (String line : output) {
            if (line.endsWith(UNFINISHED)) {
                halves.put(calls.size(), line.substring(0, line.length() - UNFINISHED.length()));
                calls.add("");
            } else if (ELAPSED.matcher(line).find() && CALL.matcher(line).find()) {
                String call = ELAPSED.matcher(line).replaceFirst("");
                Optional<Integer> half = halves.entrySet().stream()
                        .filter(e -> call.startsWith(e.getValue()))
                        .map(Map.Entry::getKey)
                        .findFirst();
                half.ifPresentOrElse(at -> calls.set(at, call), () -> calls.add(call));
                half.ifPresent(halves::remove);
            }
        }
        return calls.stream().filter(c -> !c.isEmpty()).toList();
    }

    private void take(String line) {
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            return;
        }
        List<Integer> on =
                StraceOracle.fds(line).stream().filter(names::containsKey).toList();
        List<Integer> fresh = line.contains("openat(AT_FDCWD, \"/") ? List.of() : StraceOracle.made(line);
        boolean wanted = !on.isEmpty() || !fresh.isEmpty() || line.matches("socket\\(.* = -1 .*");
        if (!wanted) {
            return;
        }
        String owner = on.isEmpty() ? "new" : names.get(on.getFirst());
        fresh.forEach(fd -> names.put(fd, "d" + ++made));
        String arguments = renamed(call.group(1), call.group(2));
        String result = fresh.size() == 1 ? names.get(fresh.getFirst()) : call.group(3);
        String text = call.group(1) + "(" + (fresh.size() == 2 ? pair(arguments, fresh) : arguments) + ") = "
                + inStructures(result);
        text = TIME_LEFT.matcher(text).replaceFirst("");
        text = call.group(1).equals("openat") ? text : STRING.matcher(text).replaceAll(NetworkCalls::printed);
        text = TCP_INFO.matcher(text).replaceFirst("$1...\"");
        text = text.replace("TCP_INFO, \"\\4...", "TCP_INFO, \"\\5..."); // FIN-WAIT-1 lasts until the ACK comes
        text = POINTER.matcher(text).replaceAll("0x...");
        text = PEER_UNIX.matcher(text).replaceAll("sun_path=@...");
        text = PORT.matcher(text).replaceAll(this::port);
        bySocket.computeIfAbsent(owner, _ -> new ArrayList<>()).add(text);
        if (call.group(1).equals("close")) {
            on.forEach(names::remove);
        }
    }

    /** A string as strace prints it without {@code -s}. */
    private static String printed(MatchResult string) {
        List<String> bytes = BYTE.matcher(string.group(1))
                .results()
                .limit(MOST_PRINTED + 1)
                .map(MatchResult::group)
                .toList();
        return Matcher.quoteReplacement(
                bytes.size() <= MOST_PRINTED
                        ? string.group()
                        : "\"" + String.join("", bytes.subList(0, MOST_PRINTED)) + "\"...");
    }

    private String pair(String arguments, List<Integer> fresh) {
        return arguments.replace(
                "[" + fresh.get(0) + ", " + fresh.get(1) + "]",
                "[" + names.get(fresh.get(0)) + ", " + names.get(fresh.get(1)) + "]");
    }

    private String port(MatchResult port) {
        return Integer.parseInt(port.group(1)) < FIRST_CHOSEN
                ? port.group()
                : "htons(" + ports.computeIfAbsent(port.group(1), _ -> "p" + (ports.size() + 1)) + ")";
    }

    private String renamed(String call, String arguments) {
        String text = replaced("^(\\d+)(?=[,)]|$)", arguments);
        text = switch (call) {
            case "epoll_ctl" -> replaced("(?<=EPOLL_CTL_(?:ADD|MOD|DEL), )(\\d+)", text);
            case "sendfile", "sendfile64" -> replaced("(?<=^d\\d{1,3}, )(\\d+)", text);
            case "splice" -> replaced("(?<=^d\\d{1,3}, NULL, )(\\d+)", text);
            case "sendmsg", "recvmsg" -> replaced("(?<=cmsg_data=\\[)(\\d+)", text);
            case "pselect6" -> sets(text);
            default -> text;
        };
        return inStructures(text);
    }

    /** The sets of select, and their size, which depends on the largest number in them. */
    private String sets(String text) {
        String all = Pattern.compile("\\[([\\d ]+)]").matcher(text).replaceAll(s -> {
            List<String> in = new ArrayList<>();
            for (String fd : s.group(1).split(" ")) {
                in.add(names.getOrDefault(Integer.valueOf(fd), fd));
            }
            return "[" + String.join(" ", in) + "]";
        });
        return all.replaceFirst("^d?\\d+, ", "n, ");
    }

    private String inStructures(String text) {
        String all = replaced("(?<=\\{fd=)(\\d+)", text);
        all = Pattern.compile("data=(\\{u32=|0x)(\\d+)[^}]*\\}?").matcher(all).replaceAll("data=...");
        return all.contains(" [") || all.contains("([") ? setsReady(all) : all;
    }

    private String setsReady(String text) {
        return Pattern.compile("(?<=(?:in|out|except) \\[)([\\d ]+)(?=])")
                .matcher(text)
                .replaceAll(s -> {
                    List<String> in = new ArrayList<>();
                    for (String fd : s.group(1).split(" ")) {
                        in.add(names.getOrDefault(Integer.valueOf(fd), fd));
                    }
                    return String.join(" ", in);
                });
    }

    private String replaced(String fd, String text) {
        return Pattern.compile(fd)
                .matcher(text)
                .replaceAll(m -> names.getOrDefault(Integer.valueOf(m.group(1)), m.group(1)));
    }
}
