package socklab.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.text.Message;

/**
 * The messages of sendmsg and its kin: {@code to HOST PORT}, control messages, and data, either several quoted
 * texts, each a piece or a message of its own, or the rest of the line.
 */
final class MessageParser {
    private static final int MOST_PIECES = 64;
    private static final int MOST_CONTROL = 4096;

    /** Room for the control messages that usual options bring. */
    private static final int CONTROL_ROOM = 256;

    private final LineScanner in;
    private final Message usage;
    private final OperandParser operands;

    MessageParser(LineScanner in, Message usage, OperandParser operands) {
        this.in = in;
        this.usage = usage;
        this.operands = operands;
    }

    Operand gather() throws ParseError {
        Optional<Operand> to = to();
        List<Operand.Control> controls = controls();
        return new Operand.Gather(to, pieces(), controls);
    }

    /** The control messages before the data: {@code fds a,b}, or the name of an option and a value. */
    private List<Operand.Control> controls() throws ParseError {
        List<Operand.Control> controls = new ArrayList<>();
        ControlParser parser = new ControlParser(in, operands);
        while (in.wordsLeft() > 1) {
            String word = in.peek().text();
            if (word.equals("fds") || word.equals("SCM_RIGHTS")) {
                in.next(Highlight.Role.SYNTAX);
                controls.add(new Operand.Control.Rights(listed(in.next(Highlight.Role.NAME))));
            } else if (ControlParser.NAMES.contains(word)) {
                controls.add(new Operand.Control.Known(parser.control()));
            } else {
                break;
            }
        }
        return List.copyOf(controls);
    }

    /** Pieces to receive into, and room for control messages. */
    Operand scatter() throws ParseError {
        List<Integer> sizes = sizes();
        if (!in.peek().text().equals("control")) {
            return new Operand.Scatter(sizes, CONTROL_ROOM);
        }
        in.next(Highlight.Role.SYNTAX);
        Message cure = Message.of("cure.size", MOST_CONTROL);
        Token room = operands.required(Highlight.Role.NUMBER);
        return new Operand.Scatter(sizes, (int) OperandParser.number(room, 0, MOST_CONTROL, cure));
    }

    Operand gatherEach() throws ParseError {
        return new Operand.GatherEach(to(), pieces());
    }

    private Optional<Operand> to() throws ParseError {
        if (!in.peek().text().equals("to") || in.wordsLeft() < 2) {
            return Optional.empty();
        }
        in.next(Highlight.Role.SYNTAX);
        return Optional.of(operands.address());
    }

    private List<Operand> pieces() throws ParseError {
        if (!in.peek().text().startsWith("\"")) {
            return List.of(new DataParser(in, usage).message());
        }
        List<Operand> pieces = new ArrayList<>();
        while (!in.atEnd()) {
            Token rest = in.rest();
            if (!rest.text().startsWith("\"") || pieces.size() == MOST_PIECES) {
                throw new ParseError(rest.span(), Message.of("fault.piece"), Message.of("cure.piece", MOST_PIECES));
            }
            Token piece = in.takeQuoted(Highlight.Role.DATA);
            pieces.add(new Operand.Bound(new Arg.Payload(new DataParser(in, usage).unquote(piece))));
        }
        return List.copyOf(pieces);
    }

    /** {@code 3,2048}: sizes of pieces or messages. */
    List<Integer> sizes() throws ParseError {
        List<Integer> sizes = new ArrayList<>();
        int all = 0;
        for (Token token : listed(operands.required(Highlight.Role.NUMBER))) {
            Message cure = Message.of("cure.size", OperandParser.MOST_BYTES);
            sizes.add((int) OperandParser.number(token, 0, OperandParser.MOST_BYTES - all, cure));
            all += sizes.getLast();
            if (sizes.size() > MOST_PIECES) {
                throw new ParseError(token.span(), Message.of("fault.piece"), Message.of("cure.piece", MOST_PIECES));
            }
        }
        return List.copyOf(sizes);
    }

    /** The parts of {@code a,b,c}. */
    private List<Token> listed(Token token) {
        List<Token> parts = new ArrayList<>();
        int from = token.span().start();
        for (String part : token.text().split(",", -1)) {
            parts.add(in.token(from, from + part.length()));
            from += part.length() + 1;
        }
        return parts;
    }
}
