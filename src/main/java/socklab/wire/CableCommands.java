package socklab.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.Token;
import socklab.service.ArgumentError;
import socklab.service.Protocol;
import socklab.service.relay.netem.ImpairmentWord;
import socklab.session.Table;
import socklab.session.WireHost;
import socklab.shell.ShellWordError;
import socklab.text.Message;
import socklab.text.Messages;

/** The words of {@code /wire} that act on a wire that is laid. */
final class CableCommands {
    private static final List<String> WORDS = List.of(
            "drop", "hold", "next", "lose", "twice", "swap", "flip", "release", "cut", "mend", "mtu", "narrow", "set",
            "show", "seed");
    private static final long LONGEST_WAIT_NANOS = 2_000_000_000;
    private static final long LOOK_AGAIN_NANOS = 1_000_000;
    private static final int LEAST_MTU = 68;
    private static final int MOST_MTU = 65535;

    private final Consumer<List<String>> say;
    private final Supplier<Messages> messages;
    private CableImpairments impairments = new CableImpairments(List.of());

    CableCommands(Consumer<List<String>> say, Supplier<Messages> messages) {
        this.say = say;
        this.messages = messages;
    }

    /** Begins with hosts that have no impairments. */
    void reset(List<String> names) {
        impairments = new CableImpairments(names);
    }

    /** What a wire did to frames. */
    List<Table> tables(Wire wire) {
        return WireTable.of(wire.log(), impairments).toList();
    }

    /** Whether a word is one of these, and no host's name. */
    static boolean isWord(String word, List<WireHost> hosts) {
        return WORDS.contains(word)
                || ImpairmentWord.of(Protocol.UDP).stream()
                        .anyMatch(w -> w.word().equals(word))
                || word.indexOf('>') > 0
                || !hosts.isEmpty() && hosts.stream().noneMatch(h -> h.name().equals(word));
    }

    void ready(Wire wire) {
        List<String> hosts = wire.hosts().stream()
                .map(h -> h.name() + " " + h.ipv4().host() + " " + h.ipv6().host())
                .toList();
        say.accept(List.of(messages.get().say("wire.ready", hosts, wire.mtu())));
    }

    void status(Wire wire) {
        ready(wire);
        Cable.CableState state = wire.cable().state();
        List<String> lines = new ArrayList<>();
        lines.add("  "
                + messages.get()
                        .say(
                                "wire.now",
                                state.frames(),
                                state.cut() ? messages.get().say("wire.stateCut") : "",
                                state.held() > 0 ? messages.get().say("wire.stateHeld", state.held()) : ""));
        impairments.words().forEach(w -> lines.add("  " + w));
        if (!state.drops().isEmpty()) {
            lines.add("  "
                    + messages.get()
                            .say(
                                    "wire.stateDrops",
                                    state.drops().stream().map(n -> "#" + n).collect(Collectors.joining(" "))));
        }
        lines.addAll(held(wire));
        say.accept(lines);
    }

    private List<String> held(Wire wire) {
        return wire.cable().held().stream()
                .map(f -> wire.log().find(false, f.number()))
                .flatMap(Optional::stream)
                .map(r -> "  " + r.frame().from() + " → " + r.frame().to() + "  #"
                        + r.frame().number() + "  "
                        + r.text().lines().findFirst().orElse(""))
                .toList();
    }

    /** Runs a word. */
    void run(Command.Shell command, Wire wire) throws ShellWordError {
        List<Token> words = command.args();
        Cable cable = wire.cable();
        switch (words.getFirst().text()) {
            case "drop" -> drop(command, wire, words.subList(1, words.size()), Optional.empty());
            case "hold" -> {
                none(command, 1);
                cable.hold();
            }
            case "next" -> act(command, wire, HandAction.PASS);
            case "lose" -> act(command, wire, HandAction.LOSE);
            case "twice" -> act(command, wire, HandAction.REPEAT);
            case "flip" -> act(command, wire, HandAction.FLIP);
            case "swap" -> swap(command, wire);
            case "release" -> {
                none(command, 1);
                cable.release();
                wire.settle();
            }
            case "cut" -> {
                none(command, 1);
                cable.cut();
            }
            case "mend" -> {
                none(command, 1);
                cable.mend();
            }
            case "mtu" -> mtu(command, wire);
            case "narrow" -> cable.narrow(NarrowLink.read(command));
            case "set" -> set(command, wire);
            case "show" -> show(command, wire);
            default -> impair(command, wire);
        }
    }

    /** A first word that means nothing. */
    private ShellWordError unknown(Command.Shell command, Wire wire) {
        Token word = command.args().getFirst();
        List<String> known = new ArrayList<>(WORDS);
        known.add("off");
        ImpairmentWord.of(Protocol.UDP).stream()
                .map(ImpairmentWord::word)
                .filter(w -> !known.contains(w))
                .forEach(known::add);
        CableImpairments.directions(wire.hosts().stream().map(WireHost::name).toList())
                .forEach(d -> known.add(d.label()));
        return ShellWordError.at(
                command,
                word,
                Message.of("fault.choice", word.text()),
                DidYouMean.nearest(word.text(), known)
                        .map(n -> Message.of("cure.mean", n))
                        .orElse(Message.of("cure.oneOf", known)));
    }

    private static void none(Command.Shell command, int from) throws ShellWordError {
        if (command.args().size() > from) {
            throw ShellWordError.at(
                    command,
                    command.args().get(from),
                    Message.of("fault.extra", command.args().get(from - 1).text()),
                    Message.of(
                            "cure.usage", command.word().usage(), command.word().example()));
        }
    }

    private void drop(Command.Shell command, Wire wire, List<Token> words, Optional<CableDirection> direction)
            throws ShellWordError {
        if (words.isEmpty()) {
            throw ShellWordError.usage(command);
        }
        if (words.getFirst().text().equals("next")) {
            Optional<Token> kind = words.stream().skip(1).findFirst();
            FrameKind wanted = FrameKind.ANY;
            if (kind.isPresent()) {
                wanted = FrameKind.of(kind.get().text())
                        .orElseThrow(() -> ShellWordError.at(
                                command,
                                kind.get(),
                                Message.of("fault.choice", kind.get().text()),
                                Message.of("cure.oneOf", kinds())));
            }
            wire.cable().dropNext(wanted, direction);
            return;
        }
        List<Long> numbers = new ArrayList<>();
        for (Token word : words) {
            for (String part : word.text().split(",")) {
                if (!part.matches("[1-9]\\d{0,17}")) {
                    throw ShellWordError.at(
                            command,
                            word,
                            Message.of("wire.fault.frameNumber", part),
                            Message.of("wire.cure.frameNumber"));
                }
                numbers.add(Long.parseLong(part));
            }
        }
        wire.cable().drop(numbers);
    }

    private static String kinds() {
        return Arrays.stream(FrameKind.values())
                .filter(k -> k != FrameKind.ANY)
                .map(FrameKind::word)
                .collect(Collectors.joining(", "));
    }

    private void act(Command.Shell command, Wire wire, HandAction action) throws ShellWordError {
        none(command, 2);
        OptionalLong number = OptionalLong.empty();
        if (command.args().size() > 1) {
            Token word = command.args().get(1);
            String digits = word.text().startsWith("#") ? word.text().substring(1) : word.text();
            if (!digits.matches("[1-9]\\d{0,17}")) {
                throw ShellWordError.at(
                        command,
                        word,
                        Message.of("wire.fault.frameNumber", word.text()),
                        Message.of("wire.cure.frameNumber"));
            }
            number = OptionalLong.of(Long.parseLong(digits));
        }
        if (!acted(wire, action, number)) {
            Token word = command.args().getLast();
            throw number.isPresent()
                    ? ShellWordError.at(
                            command,
                            word,
                            Message.of("wire.fault.frameHeld", word.text()),
                            Message.of("wire.cure.held"))
                    : ShellWordError.at(command, word, Message.of("wire.fault.noneHeld"), Message.of("wire.cure.hold"));
        }
        wire.settle();
    }

    /** Acts on a frame that waits; one that is about to come is waited for. */
    private static boolean acted(Wire wire, HandAction action, OptionalLong number) {
        long end = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (!wire.cable().act(action, number)) {
            if (number.isPresent() || !wire.cable().state().holding() || System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    private void swap(Command.Shell command, Wire wire) throws ShellWordError {
        none(command, 1);
        if (!wire.cable().swap()) {
            throw ShellWordError.at(
                    command, command.args().getFirst(), Message.of("wire.fault.twoHeld"), Message.of("wire.cure.held"));
        }
        say.accept(held(wire));
    }

    private void mtu(Command.Shell command, Wire wire) throws ShellWordError {
        none(command, 2);
        if (command.args().size() < 2) {
            throw ShellWordError.usage(command);
        }
        Token word = command.args().get(1);
        int mtu = word.text().matches("\\d{1,5}") ? Integer.parseInt(word.text()) : 0;
        if (mtu < LEAST_MTU || mtu > MOST_MTU) {
            throw ShellWordError.at(
                    command, word, Message.of("wire.fault.mtu", word.text()), Message.of("wire.cure.mtu"));
        }
        wire.mtu(mtu);
        ready(wire);
    }

    private void set(Command.Shell command, Wire wire) throws ShellWordError {
        List<Token> words = command.args();
        if (words.size() < 4) {
            throw ShellWordError.usage(command);
        }
        Token host = words.get(1);
        if (wire.hosts().stream().noneMatch(h -> h.name().equals(host.text()))) {
            throw ShellWordError.at(
                    command,
                    host,
                    Message.of("wire.fault.wireHost", host.text()),
                    Message.of(
                            "cure.oneOf",
                            wire.hosts().stream().map(WireHost::name).toList()));
        }
        Token name = words.get(2);
        String path = name.text().replace('.', '/');
        if (!path.matches("net/[a-z0-9_/-]+")) {
            throw ShellWordError.at(
                    command,
                    name,
                    Message.of("wire.fault.notNetworkSetting", name.text()),
                    Message.of("wire.cure.hostSetting"));
        }
        String before;
        try {
            before = wire.setting(host.text(), path);
        } catch (IOException e) {
            throw ShellWordError.at(
                    command,
                    name,
                    Message.of("wire.fault.hostSetting", host.text(), name.text()),
                    Message.of("wire.cure.hostSetting"));
        }
        String value = words.stream().skip(3).map(Token::text).collect(Collectors.joining(" "));
        try {
            wire.setting(host.text(), path, value);
            say.accept(List.of(messages.get()
                    .say(
                            "wire.setting",
                            host.text(),
                            name.text(),
                            wire.setting(host.text(), path).replace('\t', ' '),
                            before.replace('\t', ' '))));
        } catch (IOException e) {
            throw ShellWordError.at(
                    command,
                    words.get(3),
                    Message.of(
                            "wire.fault.hostSettingValue",
                            host.text(),
                            value,
                            name.text(),
                            String.valueOf(e.getMessage())),
                    Message.of("wire.cure.hostSettingValue"));
        }
    }

    private void show(Command.Shell command, Wire wire) throws ShellWordError {
        none(command, 2);
        if (command.args().size() < 2) {
            throw ShellWordError.usage(command);
        }
        Token word = command.args().get(1);
        wire.recorder()
                .detail(Stream.of(FrameRecorder.Detail.values())
                        .filter(d -> d.name().equalsIgnoreCase(word.text()))
                        .findFirst()
                        .orElseThrow(() -> ShellWordError.at(
                                command,
                                word,
                                Message.of("wire.fault.detail", word.text()),
                                Message.of("wire.cure.detail"))));
    }

    private void impair(Command.Shell command, Wire wire) throws ShellWordError {
        List<Token> words = command.args();
        Optional<CableDirection> direction =
                impairments.direction(words.getFirst().text());
        String first = words.getFirst().text();
        if (direction.isEmpty()
                && first.indexOf('>') < 0
                && !first.equals("seed")
                && ImpairmentWord.of(Protocol.UDP).stream()
                        .noneMatch(w -> w.word().equals(first))) {
            throw unknown(command, wire);
        }
        if (direction.isPresent()
                && words.size() > 2
                && words.get(1).text().equals("drop")
                && words.get(2).text().equals("next")) {
            drop(command, wire, words.subList(2, words.size()), direction);
            return;
        }
        try {
            impairments.read(words);
            boolean seeded = words.stream().anyMatch(w -> w.text().equals("seed"));
            impairments.apply(wire.cable(), seeded);
        } catch (ArgumentError e) {
            throw ShellWordError.at(command, e.token(), e.fault(), e.cure());
        }
    }
}
