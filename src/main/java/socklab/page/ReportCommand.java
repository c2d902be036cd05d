package socklab.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.ShellWord;
import socklab.lang.Span;
import socklab.lang.Token;
import socklab.session.Session;
import socklab.shell.AtomicFile;
import socklab.shell.Interpreter;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Language;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;

/** {@code /report FILE [blank|answers] [en|zh|both]}: the session so far as a page. */
public final class ReportCommand {
    private static final String BOTH = "both";

    private final Session session;
    private final UserInterface ui;

    public ReportCommand(Session session, UserInterface ui) {
        this.session = session;
        this.ui = ui;
    }

    /** Gives the word to an interpreter. */
    public void register(Interpreter interpreter) {
        interpreter.handle(ShellWord.REPORT, (command, _) -> report(command));
    }

    /** What was asked for. */
    private record Request(Token file, Report.Mode mode, List<Language> languages) {}

    private StepResult report(Command.Shell command) throws ShellWordError {
        Request request = request(command);
        Wording words = new Wording(request.languages());
        Report.Subject subject = new Report.Subject(words.say("page.session"), "", false);
        Report report = Report.of(subject, WhatHappened.in(session), words, request.mode());
        String html = Html.of(report);
        try {
            AtomicFile.write(Path.of(request.file().text()), html);
        } catch (IOException | IllegalArgumentException e) {
            throw ShellWordError.at(
                    command,
                    request.file(),
                    Message.of("fault.notWritten", request.file().text()),
                    Message.of("cure.file"));
        }
        String said = Messages.in(session.settings().language())
                .say("page.written", request.file().text(), report.calls(), (html.length() + 1023) / 1024);
        ui.say(List.of(new OutputLine(OutputLine.Kind.NOTE, said)));
        return StepResult.DONE;
    }

    /** A file's name may have blanks in it: what stands after it are the words that are known. */
    private Request request(Command.Shell command) throws ShellWordError {
        List<Token> name = new ArrayList<>(command.args());
        Report.Mode mode = Report.Mode.FULL;
        List<Language> languages = List.of(session.settings().language());
        while (name.size() > 1) {
            String word = name.getLast().text();
            Optional<Report.Mode> asked = mode(word);
            Optional<List<Language>> spoken = languages(word);
            if (asked.isEmpty() && spoken.isEmpty()) {
                break;
            }
            mode = asked.orElse(mode);
            languages = spoken.orElse(languages);
            name.removeLast();
        }
        if (name.isEmpty()) {
            throw ShellWordError.usage(command);
        }
        Span span =
                new Span(name.getFirst().span().start(), name.getLast().span().end());
        return new Request(new Token(command.line().substring(span.start(), span.end()), span), mode, languages);
    }

    private static Optional<Report.Mode> mode(String word) {
        return Arrays.stream(Report.Mode.values())
                .filter(m -> m != Report.Mode.FULL
                        && m.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static Optional<List<Language>> languages(String word) {
        return word.equals(BOTH)
                ? Optional.of(List.of(Language.values()))
                : Language.of(word).map(List::of);
    }
}
