package socklab.lab;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import socklab.call.Arg;
import socklab.call.SocketAddress;
import socklab.lang.Command;
import socklab.lang.Operand;
import socklab.lang.ShellWord;
import socklab.shell.ScriptStep;

/**
 * Lets labs that share a network run side by side, except those that bind the same port or name: these run one after
 * the other. Labs in networks of their own need none of this.
 */
public final class FixedAddresses {
    private static final long POLL_MILLIS = 50;

    private final Map<String, Semaphore> taken = new ConcurrentHashMap<>();

    /** The addresses that a lab holds until it is closed. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until no other lab holds an address that these steps bind, and holds them.
     *
     * @param stopped ends the waiting: what comes then is not run to its end anyway
     */
    public Held hold(List<ScriptStep> steps, BooleanSupplier stopped) {
        List<Semaphore> held = bound(steps).stream() // sorted: two labs never wait for each other
                .map(name -> taken.computeIfAbsent(name, _ -> new Semaphore(1)))
                .filter(one -> acquire(one, stopped))
                .toList();
        return () -> held.forEach(Semaphore::release);
    }

    private static boolean acquire(Semaphore one, BooleanSupplier stopped) {
        try {
            while (!one.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The ports and names that steps bind themselves, those of built-in servers and relays among them. */
    static Set<String> bound(List<ScriptStep> steps) {
        Set<String> names = new TreeSet<>();
        for (ScriptStep step : steps) {
            switch (step) {
                case ScriptStep.Repeat repeat -> names.addAll(bound(repeat.body()));
                case ScriptStep.Line line -> bound(line.command(), names);
            }
        }
        return names;
    }

    private static void bound(Command command, Set<String> names) {
        switch (command) {
            case Command.Invoke c -> bound(c, names);
            case Command.Shell s
            when s.word() == ShellWord.SERVER || s.word() == ShellWord.RELAY ->
                s.args().stream()
                        .map(t -> t.text())
                        .filter(t -> t.matches("[1-9]\\d{0,4}"))
                        .forEach(port -> names.add("port " + port));
            case Command.Shell _, Command.Blank _, Command.Comment _, Command.Expect _ -> {}
            case socklab.lang.SyntaxError _ -> {}
        }
    }

    private static void bound(Command.Invoke call, Set<String> names) {
        for (int i = 0; i < call.operands().size(); i++) {
            if (!(call.call().params().get(i) instanceof socklab.call.Param.Local)) {
                continue;
            }
            switch (call.operands().get(i)) {
                case Operand.HostPort(var _, Operand.Port.Number number)
                when number.port() > 0 -> names.add("port " + number.port());
                case Operand.Bound(Arg.Address(SocketAddress.Unix unix))
                when unix.kind() != SocketAddress.Unix.Kind.UNNAMED -> names.add(unix.kind() + " " + unix.name());
                case Operand.Bound(Arg.Address(SocketAddress inet))
                when inet.port() > 0 -> names.add("port " + inet.port());
                default -> {}
            }
        }
    }
}
