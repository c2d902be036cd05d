package socklab.lang;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Call;
import socklab.call.Form;
import socklab.call.Param;
import socklab.text.Message;

/**
 * One line to one {@link Command}.
 *
 * <p>The grammar is {@code [NAME "="] [SOCKET "."] CALL args ["&"]}, {@code "/" WORD args}, or
 * {@code "#" text}. What follows a call is read by the call's own {@link Form}.
 */
public final class Parser {
    /** More than any call can name, so that one too many is reported as that. */
    private static final int MOST_NAMES = 4;

    private final LineScanner in;

    private Parser(LineScanner in) {
        this.in = in;
    }

    /** Understands a line, or says what is wrong with it. */
    public static ParsedLine parse(String line) {
        LineScanner scanner = new LineScanner(line);
        Command command;
        try {
            command = new Parser(scanner).command();
        } catch (ParseError failure) {
            command = TypoHints.socketFirst(line)
                    .map(mended -> failure.cured(Message.of("cure.mean", mended)))
                    .orElse(failure)
                    .on(line);
        }
        return new ParsedLine(command, List.copyOf(scanner.marks()), scanner.hints());
    }

    /** All words that can start a call. */
    public static Collection<String> callWords() {
        TreeSet<String> words = new TreeSet<>();
        Stream.of(Call.values())
                .flatMap(c -> c.forms().stream())
                .map(Form::word)
                .forEach(words::add);
        return words;
    }

    private Command command() throws ParseError {
        Token first = in.peek();
        if (first.text().isEmpty()) {
            return new Command.Blank();
        }
        if (first.text().startsWith("=>")) {
            in.moveTo(first.span().start() + 2);
            return new Command.Expect(in.line(), in.takeRest());
        }
        return switch (first.text().charAt(0)) {
            case '#' -> {
                Token text = in.takeRest();
                in.mark(text.span(), Highlight.Role.COMMENT);
                yield new Command.Comment(text.text().substring(1).strip());
            }
            case '/' -> shell();
            case '-' -> first.text().equals("->") ? frame() : invoke();
            default -> invoke();
        };
    }

    private Command shell() throws ParseError {
        Token token = in.next(Highlight.Role.WORD);
        String typed = token.text().substring(1).toLowerCase(Locale.ROOT);
        ShellWord word = typed.matches("!|-?\\d+") ? ShellWord.RERUN : word(token, typed);
        Token rest = in.rest();
        List<Token> args = new ArrayList<>();
        while (!in.atEnd()) {
            args.add(in.next());
        }
        return new Command.Shell(in.line(), token, word, List.copyOf(args), rest);
    }

    /** A frame that should come: the arrow stands for the word. */
    private Command frame() throws ParseError {
        Token arrow = in.next(Highlight.Role.WORD);
        Token rest = in.rest();
        List<Token> args = new ArrayList<>();
        while (!in.atEnd()) {
            args.add(in.next());
        }
        return new Command.Shell(in.line(), arrow, ShellWord.FRAME, List.copyOf(args), rest);
    }

    private ShellWord word(Token token, String typed) throws ParseError {
        List<ShellWord> matching = typed.isEmpty() ? List.of() : ShellWord.matching(typed);
        if (matching.size() == 1) {
            return matching.getFirst();
        }
        if (matching.isEmpty()) {
            Optional<String> near = typed.isEmpty()
                    ? Optional.empty()
                    : DidYouMean.nearest(
                            typed,
                            Stream.of(ShellWord.values()).map(ShellWord::word).toList());
            throw new ParseError(
                    token.span(),
                    Message.of("fault.word", token.text()),
                    near.map(w -> Message.of("cure.mean", "/" + w)).orElse(Message.of("cure.words")));
        }
        List<String> between = matching.stream().map(w -> "/" + w.word()).toList();
        throw new ParseError(
                token.span(), Message.of("fault.ambiguous", token.text()), Message.of("cure.ambiguous", between));
    }

    private Command invoke() throws ParseError {
        List<Token> names = names();
        Optional<Token> socket = socket();
        Token word = in.next(Highlight.Role.CALL);
        String typed = word.text();
        boolean glued = typed.length() > 1 && typed.endsWith("&") && in.atEnd();
        boolean background = glued || in.takeTrailing('&');
        if (glued) {
            word = new Token(
                    typed.substring(0, typed.length() - 1),
                    new Span(word.span().start(), word.span().end() - 1));
        }
        Choice choice = choose(word, names.isEmpty() && socket.isEmpty());
        List<Operand> operands = operands(choice);
        if (!in.atEnd()) {
            Span extra = in.rest().span();
            throw new ParseError(extra, Message.of("fault.extra", word.text()), usage(choice));
        }
        checkNames(names, choice.call());
        if (socket.isPresent()
                && !choice.call().onSocket()
                && !choice.call().onEpoll()
                && !choice.call().makesSocket()) {
            throw new ParseError(socket.get().span(), Message.of("fault.noSocket", word.text()), usage(choice));
        }
        return new Command.Invoke(in.line(), names, socket, word, choice.call(), operands, background);
    }

    /**
     * The names before a {@code =}: the line begins with one to four names, each a word by itself, and then comes the
     * {@code =}. Nothing after the word of a call is looked at: a message may hold a {@code =}.
     */
    private List<Token> names() throws ParseError {
        int start = in.position();
        List<Token> names = new ArrayList<>();
        while (!in.atEnd() && names.size() <= MOST_NAMES) {
            Token word = in.next();
            int begin = word.span().start();
            int equals = word.text().indexOf('=');
            String name = equals < 0 ? word.text() : word.text().substring(0, equals);
            if (equals == 0 && names.isEmpty()) {
                throw new ParseError(word.span(), Message.of("fault.noName"), Message.of("cure.name"));
            } else if (equals == 0) {
                return assign(names, begin);
            } else if (name.indexOf('.') >= 0
                    || equals < 0 && !Call.typedAs(name).isEmpty()) {
                break; // a call
            } else if (equals > 0) {
                names.add(in.token(begin, begin + equals));
                return assign(names, begin + equals);
            }
            names.add(word);
        }
        in.moveTo(start);
        return List.of();
    }

    private List<Token> assign(List<Token> names, int equals) throws ParseError {
        for (Token name : names) {
            checkName(name);
            in.mark(name.span(), Highlight.Role.NAME);
        }
        in.mark(new Span(equals, equals + 1), Highlight.Role.SYNTAX);
        in.moveTo(equals + 1);
        if (in.atEnd()) {
            throw new ParseError(in.here(), Message.of("fault.noCall"), Message.of("cure.assign"));
        }
        return List.copyOf(names);
    }

    /**
     * Whether a text can name a socket or a result: letters of any script, digits, {@code _}, {@code -}; not digits
     * alone.
     */
    public static boolean validName(String name) {
        return !name.isEmpty()
                && !name.equals("_")
                && name.codePoints().anyMatch(c -> !Character.isDigit(c))
                && name.codePoints()
                        .allMatch(c -> Character.isLetterOrDigit(c)
                                || c == '_'
                                || c == '-'
                                || Character.getType(c) == Character.NON_SPACING_MARK
                                || Character.getType(c) == Character.COMBINING_SPACING_MARK);
    }

    private static void checkName(Token name) throws ParseError {
        if (!validName(name.text())) {
            throw new ParseError(name.span(), Message.of("fault.name", name.text()), Message.of("cure.name"));
        }
    }

    private static void checkNames(List<Token> names, Call call) throws ParseError {
        int most = call.resultNames();
        if (names.size() > most) {
            throw new ParseError(
                    names.get(most).span(), Message.of("fault.names", call.function()), Message.of("cure.names", most));
        }
    }

    private Optional<Token> socket() throws ParseError {
        Optional<Integer> dot = in.indexInWord('.');
        if (dot.isEmpty()) {
            return Optional.empty();
        }
        Token name = in.token(in.peek().span().start(), dot.get());
        if (name.text().isEmpty()) {
            throw new ParseError(
                    new Span(dot.get(), dot.get() + 1), Message.of("fault.name", "."), Message.of("cure.name"));
        }
        if (!name.text().matches("fd:\\d{1,9}")) {
            checkName(name);
        }
        in.mark(name.span(), Highlight.Role.NAME);
        in.moveTo(dot.get() + 1);
        if (in.atEnd() || in.peek().span().start() != dot.get() + 1) {
            throw new ParseError(
                    new Span(dot.get(), dot.get() + 1),
                    Message.of("fault.noCall"),
                    Message.of("cure.dot", name.text()));
        }
        return Optional.of(name);
    }

    /** A call, and the form in which it was typed. */
    private record Choice(Call call, Form form) {}

    /** Of the forms with that word the first that takes as many words as follow; else the first. */
    private Choice choose(Token word, boolean bare) throws ParseError {
        List<Choice> choices = new ArrayList<>();
        for (Call call : Call.typedAs(word.text())) {
            for (Form form : call.forms()) {
                if (form.word().equals(word.text())) {
                    choices.add(new Choice(call, form));
                }
            }
        }
        if (choices.isEmpty()) {
            throw unknown(word, bare, in.rest().text());
        }
        int words = in.wordsLeft();
        for (Choice choice : choices) {
            if (fits(choice.form(), words)) {
                return choice;
            }
        }
        return choices.getFirst();
    }

    private static boolean fits(Form form, int words) {
        if (!form.slots().isEmpty() && form.slots().getFirst() instanceof Form.Preset) {
            return words == 1;
        }
        return form.slots().isEmpty()
                ? words == 0
                : words > 0 || form.slots().stream().allMatch(Parser::mayLack);
    }

    private static boolean mayLack(Form.Slot slot) {
        return switch (slot) {
            case Form.Typed t -> t.optional();
            case Form.Preset _ -> false;
        };
    }

    private static ParseError unknown(Token word, boolean bare, String rest) {
        Optional<ShellWord> shell = Stream.of(ShellWord.values())
                .filter(w -> w.word().equals(word.text()))
                .findFirst();
        Message cure = shell.filter(_ -> bare)
                .map(w -> Message.of("cure.slash", "/" + w.word()))
                .or(() -> TypoHints.call(word.text(), rest))
                .or(() -> DidYouMean.nearest(word.text(), callWords()).map(w -> Message.of("cure.mean", w)))
                .orElse(Message.of("cure.calls"));
        return new ParseError(word.span(), Message.of("fault.call", word.text()), cure);
    }

    private Message usage(Choice choice) {
        return Message.of(
                "cure.usage", UsageLine.of(choice.form()), choice.call().example(choice.form()));
    }

    private List<Operand> operands(Choice choice) throws ParseError {
        Call call = choice.call();
        Operand[] operands = new Operand[call.params().size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = OperandParser.untyped(call.params().get(i));
        }
        OperandParser parser = new OperandParser(in, usage(choice));
        for (Form.Slot slot : choice.form().slots()) {
            switch (slot) {
                case Form.Preset preset -> {
                    List<Arg> args = parser.preset(preset);
                    for (int i = 0; i < operands.length; i++) {
                        operands[i] = new Operand.Bound(args.get(i));
                    }
                }
                case Form.Typed typed -> {
                    Param param = typed.param();
                    if (!typed.optional()
                            || parser.present(
                                    param, slot == choice.form().slots().getLast())) {
                        operands[position(call, param)] = parser.typed(param);
                    }
                }
            }
        }
        return List.of(operands);
    }

    /** Where a parameter of a form stands among the call's; the same one, not one like it. */
    private static int position(Call call, Param param) {
        for (int i = 0; i < call.params().size(); i++) {
            if (call.params().get(i) == param) {
                return i;
            }
        }
        throw new IllegalArgumentException(call + " has no parameter " + param);
    }
}
