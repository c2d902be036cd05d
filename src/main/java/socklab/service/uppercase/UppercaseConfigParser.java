package socklab.service.uppercase;

import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.Token;
import socklab.shell.ShellWordError;
import socklab.text.Message;

/** Reads what stands behind {@code /server}. */
final class UppercaseConfigParser {
    private static final String ANY = "--any";
    private static final String ITERATIVE = "--iterative";
    private static final int MOST_PORT = 65535;

    private UppercaseConfigParser() {}

    /** {@code udp|tcp [PORT] [--any] [--iterative]}, the options anywhere behind the protocol. */
    static UppercaseConfig read(Command.Shell command) throws ShellWordError {
        Token first = command.args().getFirst();
        UppercaseConfig.Protocol protocol =
                UppercaseConfig.Protocol.of(first.text()).orElseThrow(() -> unknown(command, first, words()));
        Optional<Integer> port = Optional.empty();
        UppercaseConfig.Reach reach = UppercaseConfig.Reach.LOOPBACK;
        UppercaseConfig.Manner manner = UppercaseConfig.Manner.CONCURRENT;
        for (Token arg : command.args().subList(1, command.args().size())) {
            switch (arg.text()) {
                case ANY -> reach = UppercaseConfig.Reach.ANY;
                case ITERATIVE -> manner = UppercaseConfig.Manner.ITERATIVE;
                default -> {
                    if (arg.text().startsWith("-") || port.isPresent()) {
                        throw unknown(command, arg, List.of(ANY, ITERATIVE));
                    }
                    port = Optional.of(port(command, arg));
                }
            }
        }
        return new UppercaseConfig(protocol, port.orElse(UppercaseConfig.PORT), reach, manner);
    }

    private static List<String> words() {
        return List.of("udp", "tcp", "stop");
    }

    private static int port(Command.Shell command, Token token) throws ShellWordError {
        if (!token.text().matches("\\d{1,5}") || Integer.parseInt(token.text()) > MOST_PORT) {
            throw ShellWordError.at(
                    command, token, Message.of("fault.port", token.text()), Message.of("cure.port", MOST_PORT));
        }
        return Integer.parseInt(token.text());
    }

    private static ShellWordError unknown(Command.Shell command, Token token, List<String> words) {
        Message cure = DidYouMean.nearest(token.text(), words)
                .map(w -> Message.of("cure.mean", w))
                .orElse(Message.of("cure.oneOf", String.join(", ", words)));
        return ShellWordError.at(command, token, Message.of("fault.choice", token.text()), cure);
    }
}
