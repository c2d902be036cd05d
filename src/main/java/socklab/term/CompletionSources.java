package socklab.term;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import socklab.call.Const;
import socklab.call.OptionValue;
import socklab.call.Out;
import socklab.kernel.SocketStatus;
import socklab.lab.LabCatalog;
import socklab.lang.ValueRef;
import socklab.lang.ValueRefs;
import socklab.session.AddressText;
import socklab.session.Event;
import socklab.session.Job;
import socklab.session.Session;
import socklab.session.Socket;
import socklab.session.Variable;
import socklab.session.WireHost;
import socklab.shell.Shell;
import socklab.text.Language;
import socklab.view.Escape;
import socklab.view.ResultView;

/** What there is around a line to choose from: sockets, results, hosts, ports, files. */
final class CompletionSources {
    private static final Path HOSTS = Path.of("/etc/hosts");
    private static final int MOST_RESULTS = 9;
    private static final int MOST_FILES = 200;
    private static final int HEAD = 2048;

    private final Shell shell;
    private final Supplier<List<String>> typed;
    private final LabCatalog shelf = LabCatalog.own();

    /** What there is around a shell in which nothing was typed. */
    CompletionSources(Shell shell) {
        this(shell, List::of);
    }

    /** What there is around a shell; {@code typed} are the lines typed so far. */
    CompletionSources(Shell shell, Supplier<List<String>> typed) {
        this.shell = shell;
        this.typed = typed;
    }

    private Session session() {
        return shell.session();
    }

    /** The socket that a call is made on: the one named, or else the current one. */
    Optional<Socket> socket(String named) {
        return named.isEmpty() ? session().current() : session().socket(named);
    }

    /** The order of the calls on an empty line. */
    LikelyCalls likely(String named) {
        Optional<Socket> on = socket(named);
        return new LikelyCalls(
                on.map(Socket::stream),
                on.flatMap(s -> shell.kernel().observe(s.fd())).flatMap(SocketStatus::state),
                typed.get());
    }

    /** All open sockets, each with its kind and state. */
    List<CompletionCandidate> sockets(String suffix) {
        return session().sockets().stream()
                .map(s -> suffix.isEmpty()
                        ? CompletionCandidate.of(s.name(), state(s))
                        : CompletionCandidate.open(s.name() + suffix, state(s)))
                .toList();
    }

    /** The hosts on the wire, each with its addresses. */
    List<CompletionCandidate> hosts(String suffix) {
        return session().hosts().stream()
                .map(h -> {
                    String addresses = h.ipv4().host() + " " + h.ipv6().host();
                    return suffix.isEmpty()
                            ? CompletionCandidate.of(h.name(), addresses)
                            : CompletionCandidate.open(h.name() + suffix, addresses);
                })
                .toList();
    }

    /** The ways between the hosts on the wire: {@code a>b:}. */
    List<CompletionCandidate> directions() {
        List<String> names = session().hosts().stream().map(WireHost::name).toList();
        return names.stream()
                .flatMap(from -> names.stream()
                        .filter(to -> !to.equals(from))
                        .map(to -> CompletionCandidate.of(from + ">" + to + ":", "")))
                .toList();
    }

    private String state(Socket socket) {
        Optional<SocketStatus> status = shell.kernel().observe(socket.fd());
        String local = status.flatMap(SocketStatus::local)
                .map(a -> " " + AddressText.show(a))
                .orElse("");
        String state = socket.stream()
                ? status.flatMap(SocketStatus::state).map(s -> " " + s).orElse("")
                : "";
        return socket.kind() + local + state;
    }

    /** {@code $} values by name and by number, the newest results first. */
    List<CompletionCandidate> values() {
        List<CompletionCandidate> offers = new ArrayList<>();
        session().value("_").ifPresent(v -> offers.add(CompletionCandidate.of("$_", phrase(v))));
        for (String name : session().names()) {
            session()
                    .value(name)
                    .map(CompletionSources::phrase)
                    .or(() -> session().socket(name).map(this::state))
                    .ifPresent(p -> offers.add(CompletionCandidate.of("$" + name, p)));
        }
        session().journal().events().reversed().stream()
                .filter(e -> e instanceof Event.Finished f && f.id().typed())
                .limit(MOST_RESULTS)
                .map(e -> (Event.Finished) e)
                .forEach(f -> offers.add(CompletionCandidate.of("$" + f.id().number(), ResultView.result(f))));
        return offers;
    }

    private static String phrase(Variable value) {
        return switch (value) {
            case Variable.OfCall v -> ResultView.result(v.call());
            case Variable.OfText v -> Escape.quoted(v.text());
            case Variable.OfServer v -> AddressText.show(v.local());
            case Variable.OfClock _ -> value.data().map(Escape::quoted).orElse("");
        };
    }

    /** The fields that a value has. */
    List<CompletionCandidate> fields(String name) {
        List<ValueRef.Field> all = session().socket(name).isPresent()
                ? List.of(ValueRef.Field.LOCAL, ValueRef.Field.REMOTE, ValueRef.Field.PORT, ValueRef.Field.FD)
                : session().value(name).isPresent()
                        ? List.of(
                                ValueRef.Field.DATA,
                                ValueRef.Field.FROM,
                                ValueRef.Field.LENGTH,
                                ValueRef.Field.UPPER,
                                ValueRef.Field.ERRNO,
                                ValueRef.Field.TOOK)
                        : List.of();
        Stream<String> members = session().value(name).filter(CompletionSources::tcpInfo).stream()
                .flatMap(_ -> ValueRefs.TCP_INFO.stream());
        return Stream.concat(all.stream().map(ValueRef.Field::word), members)
                .map(word -> CompletionCandidate.of("$" + name + "." + word, ""))
                .toList();
    }

    private static boolean tcpInfo(Variable value) {
        return value instanceof Variable.OfCall(Event.Finished call)
                && call.outcome().outs().stream()
                        .anyMatch(out -> out instanceof Out.Value v && v.value() instanceof OptionValue.Fields);
    }

    /** Whether a name is a socket's or a result's. */
    boolean knows(String name) {
        return session().socket(name).isPresent() || session().value(name).isPresent();
    }

    /** Hosts of this machine's own table, with their addresses. Source: hosts(5). */
    List<CompletionCandidate> hosts() {
        try (Stream<String> lines = Files.lines(HOSTS, StandardCharsets.ISO_8859_1)) {
            return lines.map(l -> l.replaceFirst("#.*", "").strip())
                    .filter(l -> !l.isEmpty())
                    .map(l -> l.split("\\s+"))
                    .flatMap(w -> Arrays.stream(w)
                            .skip(1)
                            .map(name -> CompletionCandidate.of(Escape.printable(name), Escape.printable(w[0]))))
                    .filter(distinct())
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static java.util.function.Predicate<CompletionCandidate> distinct() {
        java.util.Set<String> seen = new java.util.HashSet<>();
        return o -> seen.add(o.text());
    }

    /** The ports that something waits at, for a socket of that type. */
    List<CompletionCandidate> ports(Optional<Socket> socket) {
        Const type = socket.map(Socket::stream).orElse(false) ? Const.SOCK_STREAM : Const.SOCK_DGRAM;
        return shell.kernel().listeningAddresses(type).stream()
                .filter(a -> a.port() > 0)
                .map(a -> CompletionCandidate.of(Integer.toString(a.port()), AddressText.show(a)))
                .filter(distinct())
                .toList();
    }

    /** The jobs in the background. */
    List<CompletionCandidate> jobs() {
        return shell.jobs().background().stream()
                .map(j ->
                        CompletionCandidate.of(j.number().map(Object::toString).orElse(""), title(j)))
                .toList();
    }

    private static String title(Job job) {
        return Escape.printable(job.title().strip());
    }

    /** The labs that come with the program, each with its title. */
    List<CompletionCandidate> labs(Language language) {
        return shelf.entries().stream()
                .filter(e -> shown(e.path()))
                .map(e -> new CompletionCandidate(
                        e.path(), Escape.printable(e.title(language)), CompletionCandidate.Manner.TITLED))
                .toList();
    }

    /** Files and folders that a path typed so far can lead to; of files only labs, with their titles. */
    List<CompletionCandidate> files(String typed) {
        int slash = typed.lastIndexOf('/') + 1;
        Path folder = Path.of(slash == 0 ? "." : typed.substring(0, slash));
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.limit(MOST_FILES)
                    .sorted()
                    .filter(p -> Files.isDirectory(p)
                            || p.toString().endsWith(".lab")
                            || p.toString().endsWith(".md"))
                    .filter(p -> !p.getFileName().toString().startsWith(".")
                            && shown(p.getFileName().toString()))
                    .map(p -> Files.isDirectory(p)
                            ? CompletionCandidate.open(typed.substring(0, slash) + p.getFileName() + "/", "")
                            : CompletionCandidate.of(typed.substring(0, slash) + p.getFileName(), title(p)))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException | java.nio.file.InvalidPathException e) {
            return List.of();
        }
    }

    /** Whether a name reads as it is: what is not printable cannot be typed either. */
    private static boolean shown(String name) {
        return Escape.printable(name).equals(name) && name.indexOf('\n') < 0;
    }

    /** Only the head is read: a file may be anything. */
    private static String title(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> l.startsWith("# "))
                    .findFirst()
                    .map(l -> Escape.printable(l.substring(2).strip()))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
