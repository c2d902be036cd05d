package socklab.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Invocation;
import socklab.call.Outcome;
import socklab.call.Result;
import socklab.kernel.Caller;
import socklab.kernel.Host;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.shell.ScriptStep;
import socklab.text.Message;

/**
 * What a lab needs of the machine ({@code linux}, {@code ipv6}, {@code root}) and of persons.
 *
 * <p>{@code # needs: partner} says that the lab talks to another program: it is played, never checked.
 * {@code # needs: net} says that it sends off this machine: it is checked with --allow-net only. The lines of a lab
 * show whether it runs for ever or asks its reader.
 */
public final class Requirements {
    private Requirements() {}

    private static final String PARTNER = "partner";
    private static final String NETWORK = "net";
    private static final String LIBC = "libc";
    private static final String PING = "ping";
    private static final String WIRE = "wire";

    /** Why a lab cannot run on this machine, if it cannot. */
    public static Optional<Message> lacking(Lab lab, Kernel kernel) {
        return words(lab).filter(n -> !there(n, kernel)).findFirst().map(n -> cure(n, kernel));
    }

    private static Message cure(String need, Kernel kernel) {
        return switch (need) {
            case WIRE ->
                noHost(kernel)
                        .map(reason -> Message.of("lab.needsWire", reason))
                        .orElse(Message.of("lab.needsLibc"));
            case LIBC -> Message.of("lab.needsLibc");
            case PING -> Message.of("lab.needsPing");
            case "root" -> Message.of("lab.needsRoot");
            default -> Message.of("lab.needs", need);
        };
    }

    /** Why a lab cannot run without a person or without the network, if it cannot. */
    public static Optional<Message> company(Lab lab, boolean network) {
        if (!network && words(lab).anyMatch(NETWORK::equals)) {
            return Optional.of(Message.of("lab.net"));
        } else if (words(lab).anyMatch(PARTNER::equals)) {
            return Optional.of(Message.of("lab.partner"));
        } else if (any(
                lab.steps(), s -> s instanceof ScriptStep.Repeat r && r.times().isEmpty())) {
            return Optional.of(Message.of("lab.forever"));
        }
        return asks(lab) ? Optional.of(Message.of("lab.asks")) : Optional.empty();
    }

    /** Whether a lab asks its reader for a line. */
    public static boolean asks(Lab lab) {
        return any(
                lab.steps(),
                s -> s instanceof ScriptStep.Line l
                        && l.command() instanceof Command.Shell c
                        && c.word() == ShellWord.ASK);
    }

    /** Whether a lab talks to programs outside: to a partner, or to the network. */
    static boolean usesMachineNetwork(Lab lab) {
        return words(lab).anyMatch(need -> need.equals(PARTNER) || need.equals(NETWORK));
    }

    /** Whether a lab lays a wire. */
    static boolean wire(Lab lab) {
        return words(lab).anyMatch(WIRE::equals);
    }

    /** Why no host can be opened here, if none can. */
    private static Optional<Message> noHost(Kernel kernel) {
        try {
            kernel.openHost("probe", Host.Rights.ROOT).close();
            return Optional.empty();
        } catch (UnsupportedEnvironment e) {
            return Optional.of(e.text());
        }
    }

    private static boolean any(List<ScriptStep> steps, Predicate<ScriptStep> is) {
        return steps.stream().anyMatch(s -> is.test(s) || s instanceof ScriptStep.Repeat r && any(r.body(), is));
    }

    private static Stream<String> words(Lab lab) {
        return lab.needs().stream()
                .flatMap(n -> Stream.of(n.split("[\\s,，、]+")))
                .filter(n -> !n.isEmpty())
                .map(n -> n.toLowerCase(Locale.ROOT));
    }

    private static boolean there(String need, Kernel kernel) {
        return switch (need) {
            case PARTNER, NETWORK -> true;
            case "linux" -> System.getProperty("os.name").equals("Linux");
            case "ipv6" -> ipv6();
            case "root" -> "root".equals(System.getProperty("user.name"));
            case LIBC -> kernel.implementation() == Kernel.Implementation.LIBC;
            case PING -> ping(kernel);
            case WIRE -> there(LIBC, kernel) && noHost(kernel).isEmpty();
            default -> false;
        };
    }

    /**
     * Whether ICMP datagram sockets may be opened: their use is limited by group, net.ipv4.ping_group_range. Source:
     * icmp(7).
     */
    private static boolean ping(Kernel kernel) {
        CompletableFuture<Boolean> allowed = new CompletableFuture<>();
        kernel.start(
                Thread.ofPlatform().daemon().name("ping").unstarted(() -> allowed.complete(pingOnThisThread(kernel))));
        return allowed.join();
    }

    private static boolean pingOnThisThread(Kernel kernel) {
        Call socket = Call.typedAs("socket").getFirst();
        Call close = Call.resultingIn(Result.CLOSED);
        try (Caller caller = kernel.caller()) {
            Outcome outcome = caller.invoke(new Invocation(
                    socket,
                    List.of(
                            new Arg.Num(Const.AF_INET.value()),
                            new Arg.Num(Const.SOCK_DGRAM.value()),
                            new Arg.Num(Const.IPPROTO_ICMP.value()))));
            if (outcome instanceof Outcome.Returned r) {
                caller.invoke(new Invocation(close, List.of(new Arg.Num((int) r.value()))));
            }
            return outcome instanceof Outcome.Returned;
        }
    }

    private static boolean ipv6() {
        try {
            Path table = Path.of("/proc/net/if_inet6");
            return !Files.exists(Path.of("/proc"))
                    || Files.exists(table) && !Files.readString(table).isBlank();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
