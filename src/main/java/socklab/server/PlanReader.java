package socklab.server;

import java.util.List;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.Suggest;
import socklab.lang.Token;
import socklab.shell.WordError;
import socklab.text.Msg;

/** Reads what stands behind {@code /server}. */
final class PlanReader {
    private static final String ANY = "--any";
    private static final String ITERATIVE = "--iterative";
    private static final int MOST_PORT = 65535;

    private PlanReader() {}

    /** {@code udp|tcp [PORT] [--any] [--iterative]}, the options anywhere behind the protocol. */
    static Plan read(Command.Shell command) throws WordError {
        Token first = command.args().getFirst();
        Plan.Protocol protocol = Plan.Protocol.of(first.text()).orElseThrow(() -> unknown(command, first, words()));
        Optional<Integer> port = Optional.empty();
        Plan.Reach reach = Plan.Reach.LOOPBACK;
        Plan.Manner manner = Plan.Manner.CONCURRENT;
        for (Token arg : command.args().subList(1, command.args().size())) {
            switch (arg.text()) {
                case ANY -> reach = Plan.Reach.ANY;
                case ITERATIVE -> manner = Plan.Manner.ITERATIVE;
                default -> {
                    if (arg.text().startsWith("-") || port.isPresent()) {
                        throw unknown(command, arg, List.of(ANY, ITERATIVE));
                    }
                    port = Optional.of(port(command, arg));
                }
            }
        }
        return new Plan(protocol, port.orElse(Plan.PORT), reach, manner);
    }

    private static List<String> words() {
        return List.of("udp", "tcp", "stop");
    }

    private static int port(Command.Shell command, Token token) throws WordError {
        if (!token.text().matches("\\d{1,5}") || Integer.parseInt(token.text()) > MOST_PORT) {
            throw WordError.at(command, token, Msg.of("fault.port", token.text()), Msg.of("cure.port", MOST_PORT));
        }
        return Integer.parseInt(token.text());
    }

    private static WordError unknown(Command.Shell command, Token token, List<String> words) {
        Msg cure = Suggest.nearest(token.text(), words).map(w -> Msg.of("cure.mean", w))
                .orElse(Msg.of("cure.oneOf", String.join(", ", words)));
        return WordError.at(command, token, Msg.of("fault.choice", token.text()), cure);
    }
}
