package socklab.term;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;

/**
 * A small process that outlives this one, should it be killed: it then gives the terminal back as it was found.
 *
 * <p>It waits at a pipe that closes when this process is gone, however that came about; the word {@code well} in the
 * pipe tells it that all is in order. A shell that puts its terminal in order by itself has done so by then, and is
 * left alone.
 */
final class TerminalRestorer {
    private static final int QUIT = 0x1c;

    /** $* is what stty shall set. No quit character is how this program's own modes are told from a shell's. */
    private static final String SCRIPT = """
        trap '' HUP INT QUIT TERM TSTP TTIN TTOU
        leave=
        while read -r word
        do
            case $word in
                other) leave='\\033[?1049l\\033[?25h' ;;
                own) leave= ;;
                *) exit ;;
            esac
        done
        exec </dev/tty >/dev/tty 2>/dev/null || exit
        case $(stty -a) in *'quit = <undef>'*) stty "$@" ;; esac
        printf '%b' "$leave"
        printf '\\0337\\033[r\\033[999;1H\\033[2K\\0338\\033[?7h\\033[?1l\\033>\\033[?2004l'
        """;

    private final List<String> modes;
    private Optional<OutputStream> pipe = Optional.empty();
    private boolean dismissed;

    /** Watches over a terminal that was found so. */
    TerminalRestorer(Attributes found) {
        modes = Stream.of(
                        Stream.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.ISIG, LocalFlag.IEXTEN)
                                .map(f -> flag(f, found.getLocalFlag(f))),
                        Stream.of(InputFlag.ICRNL, InputFlag.IXON, InputFlag.INLCR)
                                .map(f -> flag(f, found.getInputFlag(f))),
                        Stream.of("quit", found.getControlChar(ControlChar.VQUIT) == QUIT ? "^\\" : "undef"))
                .flatMap(s -> s)
                .collect(Collectors.toList());
    }

    private static String flag(Enum<?> flag, boolean on) {
        return (on ? "" : "-") + flag.name().toLowerCase(Locale.ROOT);
    }

    /** Begins; where there is no sh, nobody watches. */
    synchronized void start() {
        List<String> command = Stream.concat(Stream.of("sh", "-c", SCRIPT, "sh"), modes.stream())
                .toList();
        try {
            if (!dismissed) {
                pipe = Optional.of(new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .getOutputStream());
            }
        } catch (IOException e) {
            pipe = Optional.empty();
        }
    }

    /** Tells it that the terminal's other screen is to be left. */
    synchronized void otherScreen() {
        tell("other");
    }

    /** Tells it that the terminal's own screen is shown. */
    synchronized void ownScreen() {
        tell("own");
    }

    /** Tells it that the terminal is in order. */
    synchronized void dismiss() {
        dismissed = true;
        tell("well");
        pipe.ifPresent(p -> {
            try {
                p.close();
            } catch (IOException e) {
                // it is gone already
            }
        });
        pipe = Optional.empty();
    }

    private void tell(String word) {
        pipe.ifPresent(p -> {
            try {
                p.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
                p.flush();
            } catch (IOException e) {
                // it is gone already
            }
        });
    }
}
