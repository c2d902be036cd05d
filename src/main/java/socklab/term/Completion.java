package socklab.term;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Errno;
import socklab.call.SocketOption;
import socklab.help.HelpTopic;
import socklab.lang.Parser;
import socklab.lang.ShellWord;
import socklab.service.relay.netem.ImpairmentWord;
import socklab.shell.Setting;
import socklab.text.Messages;
import socklab.view.DeclarationText;

/** What could be typed at the cursor, from the declarations and from what is there. */
final class Completion {

    private final CompletionSources sources;
    private final Supplier<Messages> messages;
    private final ParameterCompletion slots;

    Completion(CompletionSources sources, Supplier<Messages> messages) {
        this.sources = sources;
        this.messages = messages;
        this.slots = new ParameterCompletion(sources, messages);
    }

    /** What could be typed at a place of a line: only what begins with what stands there. */
    CompletionCandidate.At at(String line, int cursor) {
        String head = line.substring(line.lastIndexOf('\n', Math.max(0, cursor - 1)) + 1, cursor);
        int offset = cursor - head.length();
        CompletionCandidate.At all = offers(head);
        String typed = head.substring(all.start()).toLowerCase(Locale.ROOT);
        Map<String, CompletionCandidate> fitting = new LinkedHashMap<>();
        all.offers().stream().filter(o -> o.fits(typed)).forEach(o -> fitting.putIfAbsent(o.text(), o));
        if (fitting.isEmpty() && typed.length() > 1) { // in the middle: TIMEO for SO_RCVTIMEO
            all.offers().stream()
                    .filter(o -> o.text().toLowerCase(Locale.ROOT).contains(typed))
                    .forEach(o -> fitting.putIfAbsent(o.text(), o));
        }
        return new CompletionCandidate.At(offset + all.start(), List.copyOf(fitting.values()));
    }

    private CompletionCandidate.At offers(String head) {
        String begun = head.stripLeading();
        if (begun.startsWith("#") || begun.startsWith("=>")) {
            return new CompletionCandidate.At(head.length(), List.of());
        } else if (begun.startsWith("/")) {
            return shell(head, begun);
        }
        CursorContext.Cut cut = CursorContext.cut(head);
        if (cut.atWord()) {
            List<CompletionCandidate> offers =
                    new ArrayList<>(calls(!cut.socket().isEmpty()));
            if (head.length() == cut.wordStart()) { // nothing is typed that would tell
                offers = new ArrayList<>(sources.likely(cut.socket()).sorted(offers));
            }
            if (cut.socket().isEmpty()) {
                offers.addAll(sources.sockets("."));
                offers.addAll(sources.hosts("."));
            }
            return new CompletionCandidate.At(cut.wordStart(), offers);
        }
        int start = head.length() - cut.partial().length();
        if (cut.partial().startsWith("$")) {
            int dot = cut.partial().indexOf('.');
            return new CompletionCandidate.At(
                    start,
                    dot < 0 ? sources.values() : sources.fields(cut.partial().substring(1, dot)));
        }
        return slots.at(start, cut);
    }

    /** The words that start a call, each with what it is for. */
    private List<CompletionCandidate> calls(boolean onSocket) {
        return Parser.callWords().stream()
                .map(w -> Map.entry(w, Call.typedAs(w).getFirst()))
                .filter(e -> !onSocket || e.getValue().onSocket())
                .map(e -> CompletionCandidate.of(e.getKey(), DeclarationText.summary(e.getValue(), messages.get())))
                .toList();
    }

    private CompletionCandidate.At shell(String head, String begun) {
        if (begun.chars().noneMatch(Character::isWhitespace)) {
            return new CompletionCandidate.At(head.length() - begun.length(), words("/"));
        }
        String[] words = begun.split("\\s+", -1);
        List<ShellWord> matching = ShellWord.matching(words[0].substring(1).toLowerCase(Locale.ROOT));
        String partial = words[words.length - 1];
        int start = head.length() - partial.length();
        boolean first = words.length == 2;
        List<CompletionCandidate> offers =
                matching.size() == 1 ? arguments(matching.getFirst(), words, partial, first) : List.of();
        return new CompletionCandidate.At(start, offers);
    }

    private List<CompletionCandidate> words(String slash) {
        return Arrays.stream(ShellWord.values())
                .map(w -> CompletionCandidate.of(slash + w.word(), DeclarationText.summary(w, messages.get())))
                .toList();
    }

    private List<CompletionCandidate> arguments(ShellWord word, String[] words, String partial, boolean first) {
        if (partial.startsWith("$")) {
            return sources.values();
        }
        return switch (word.args()) {
            case NONE, FREE -> List.of();
            case TOPIC -> first ? topics() : List.of();
            case ALL -> first ? plain("all") : List.of();
            case SOCKET -> first ? sources.sockets("") : List.of();
            case VALUE -> sources.values();
            case SETTING -> first ? settings() : choices(words[1]);
            case JOB -> first ? sources.jobs() : List.of();
            case FILE -> first ? sources.files(partial) : List.of();
            case LAB -> first ? sources.labs(messages.get().language()) : plain("step", "type", "play", "here");
            case RELAY -> relay(first);
            case WIRE -> wire(words);
            case HOST ->
                first
                        ? Stream.concat(sources.hosts("").stream(), Stream.of(CompletionCandidate.of("off", "")))
                                .toList()
                        : List.of();
            case PLOT ->
                Stream.concat(
                                first ? sources.sockets("").stream() : Stream.<CompletionCandidate>of(),
                                plain("cwnd", "rtt", "seq", "plain").stream())
                        .toList();
            case CLASSROOM ->
                Stream.of("--any", "off")
                        .map(w -> CompletionCandidate.of(w, ""))
                        .toList();
            case EXPORT -> export(words, partial);
            case SERVER ->
                Stream.concat(plain("udp", "tcp", "stop", "--any", "--iterative").stream(), sources.hosts("").stream())
                        .toList();
        };
    }

    private List<CompletionCandidate> export(String[] words, String partial) {
        return switch (words.length) {
            case 2 -> plain("python", "c", "java");
            case 3 -> sources.files(partial);
            default ->
                words[words.length - 2].equals("--socket")
                        ? sources.sockets("")
                        : plain("--socket", "--check", "--errors");
        };
    }

    /** The words of a wire: what acts on frames, or what acts on the word before. */
    private List<CompletionCandidate> wire(String[] words) {
        return switch (words[words.length - 2]) {
            case "set" -> sources.hosts("");
            case "show" -> plain("off", "brief", "full");
            case "drop" -> plain("next");
            case "next" -> plain("syn", "data", "ack", "fin");
            default ->
                Stream.of(
                                plain(
                                        "drop", "hold", "next", "lose", "twice", "swap", "flip", "release", "cut",
                                        "mend", "mtu", "set", "show", "seed", "off"),
                                sources.directions(),
                                Arrays.stream(ImpairmentWord.values())
                                        .filter(w -> w != ImpairmentWord.DROP)
                                        .map(w -> CompletionCandidate.of(w.word(), w.usage()))
                                        .toList())
                        .flatMap(List::stream)
                        .toList();
        };
    }

    private static List<CompletionCandidate> plain(String... words) {
        return Stream.of(words).map(w -> CompletionCandidate.of(w, "")).toList();
    }

    private static List<CompletionCandidate> relay(boolean first) {
        return first
                ? Stream.of("udp", "tcp", "set", "stop")
                        .map(w -> CompletionCandidate.of(w, ""))
                        .toList()
                : Stream.concat(
                                Arrays.stream(ImpairmentWord.values())
                                        .map(w -> CompletionCandidate.of(w.word(), w.usage())),
                                Stream.of("up:", "down:", "seed", "--any").map(w -> CompletionCandidate.of(w, "")))
                        .toList();
    }

    private List<CompletionCandidate> topics() {
        List<CompletionCandidate> topics = new ArrayList<>(calls(false));
        topics.addAll(words(""));
        Arrays.stream(SocketOption.values())
                .forEach(o -> topics.add(CompletionCandidate.of(o.name(), slots.phrase(o))));
        Arrays.stream(Errno.values()).forEach(e -> topics.add(CompletionCandidate.of(e.name(), e.describe())));
        HelpTopic.all().stream()
                .filter(t -> t instanceof HelpTopic.OfFlag
                        || t instanceof HelpTopic.OfState
                        || t instanceof HelpTopic.OfIdea)
                .forEach(t -> topics.add(CompletionCandidate.of(t.name(), "")));
        return topics;
    }

    private List<CompletionCandidate> settings() {
        return Arrays.stream(Setting.all())
                .map(s -> CompletionCandidate.of(
                        s.word(), messages.get().find("setting." + s.name()).orElse(s.summary())))
                .toList();
    }

    private static List<CompletionCandidate> choices(String setting) {
        Optional<Setting> named = Setting.named(setting);
        return named.stream()
                .flatMap(s -> s.choices().stream())
                .map(c -> CompletionCandidate.of(c, ""))
                .toList();
    }
}
