package socklab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.SocketAddress;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.ShellWord;
import socklab.lang.Token;
import socklab.session.AddressText;
import socklab.session.Job;
import socklab.session.SandboxPolicy;
import socklab.shell.Shell;
import socklab.shell.ShellWordError;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.ProblemView;
import socklab.view.TextTable;

/** The words for labs: what there is, play one here, run a file here. */
public final class LabCommands {
    private final Shell shell;
    private final UserInterface ui;
    private final LabCatalog catalog;
    private final SessionCommands session;

    public LabCommands(Shell shell, UserInterface ui) {
        this.shell = shell;
        this.ui = ui;
        this.catalog = LabCatalog.own();
        this.session = new SessionCommands(shell, ui);
    }

    /** Gives the words to the shell's interpreter. */
    public LabCommands register() {
        shell.interpreter().handle(ShellWord.OPEN, this::open);
        shell.interpreter().handle(ShellWord.LAB, this::lab);
        session.register();
        return this;
    }

    /** Keeps the session in a state folder from now on, so that /reload -restore finds it. */
    public void remember(Path state) {
        session.remember(state);
    }

    private Messages messages() {
        return Messages.in(shell.session().settings().language());
    }

    private StepResult open(Command.Shell command, Job job) throws ShellWordError {
        if (command.args().isEmpty()) {
            throw ShellWordError.usage(command);
        }
        Token file = new Token(command.rest().text(), command.rest().span());
        return run(
                command,
                file,
                file.text(),
                job,
                (lab, j) -> new LabPlayer(shell, ui, LabPlayer.Pace.NONE)
                        .play(lab, j)
                        .result());
    }

    /** {@code /lab}, {@code /lab NAME}, {@code /lab NAME step}. */
    private StepResult lab(Command.Shell command, Job job) throws ShellWordError {
        if (command.args().isEmpty()) {
            return list();
        }
        Token name = command.args().getFirst();
        List<LabCatalog.Entry> found = catalog.matching(name.text());
        if (found.isEmpty()) {
            List<String> names = catalog.entries().stream()
                    .flatMap(e -> java.util.stream.Stream.of(e.name(), e.path()))
                    .toList();
            throw ShellWordError.at(
                    command,
                    name,
                    Message.of("fault.lab", name.text()),
                    DidYouMean.nearest(name.text(), names)
                            .map(n -> Message.of("cure.mean", n))
                            .orElse(Message.of("cure.lab")));
        } else if (found.size() > 1) {
            throw ShellWordError.at(
                    command,
                    name,
                    Message.of("fault.ambiguous", name.text()),
                    Message.of(
                            "cure.ambiguous",
                            String.join(
                                    ", ",
                                    found.stream().map(LabCatalog.Entry::path).toList())));
        }
        boolean steps =
                command.args().size() > 1 && command.args().get(1).text().equals("step");
        return run(
                command,
                name,
                found.getFirst().file().toString(),
                job,
                steps
                        ? (lab, j) -> new StepThrough(shell, ui).step(lab, j).result()
                        : (lab, j) -> new LabPlayer(shell, ui, LabPlayer.Pace.NONE)
                                .play(lab, j)
                                .result());
    }

    private interface Runner {
        StepResult run(Lab lab, Job job);
    }

    /** Runs a file held to what a lab may do; the user is asked, once, before it sends anything off this machine. */
    private StepResult run(Command.Shell command, Token at, String path, Job job, Runner runner) throws ShellWordError {
        Lab lab;
        try {
            lab = LabReader.read(Path.of(path));
        } catch (IOException | IllegalArgumentException e) {
            throw ShellWordError.at(command, at, Message.of("fault.file", path), Message.of("cure.file"));
        }
        if (!lab.mistakes().isEmpty()) {
            mistakes(lab);
            return StepResult.WRONG;
        }
        Optional<Message> lacking = Requirements.lacking(lab, shell.kernel());
        if (lacking.isPresent()) {
            throw ShellWordError.at(command, at, lacking.get(), Message.of("cure.lab"));
        }
        SandboxPolicy own = shell.session().policy();
        shell.session().policy(SandboxPolicy.lab(lab.folder(), new AskOnce(lab)));
        try {
            StepResult result = runner.run(lab, job);
            return result instanceof StepResult.Exit ? StepResult.DONE : result;
        } finally {
            shell.session().policy(own);
        }
    }

    /** Asks the user the first time that a lab is about to leave this machine, and remembers the answer. */
    private final class AskOnce implements SandboxPolicy.Outside {
        private final Lab lab;
        private Optional<Boolean> answer = Optional.empty();

        AskOnce(Lab lab) {
            this.lab = lab;
        }

        @Override
        public synchronized boolean allows(SocketAddress destination) {
            if (answer.isEmpty()) {
                String question =
                        messages().say("lab.mayLeave", lab.file().getFileName(), AddressText.show(destination));
                answer = Optional.of(ui.ask(question)
                        .map(a -> a.strip().matches("[yY].*|是.*"))
                        .orElse(false));
            }
            return answer.get();
        }
    }

    private void mistakes(Lab lab) {
        for (Lab.Mistake m : lab.mistakes()) {
            String place = lab.file() + ":" + m.number() + ":" + m.column() + ": ";
            ui.say(ProblemView.lines(m.error(), place, messages()).stream()
                    .map(l -> new OutputLine(OutputLine.Kind.ERROR, l))
                    .toList());
        }
    }

    private StepResult list() {
        List<LabCatalog.Entry> entries = catalog.entries();
        List<OutputLine> lines = new ArrayList<>();
        if (entries.isEmpty()) {
            lines.add(new OutputLine(OutputLine.Kind.PRINTED, messages().say("lab.none")));
        }
        for (String chapter :
                entries.stream().map(LabCatalog.Entry::chapter).distinct().toList()) {
            TextTable.fold(
                            messages()
                                    .find("lab.chapter." + chapter)
                                    .map(t -> chapter + ": " + t)
                                    .orElse(chapter),
                            ui.room())
                    .forEach(l -> lines.add(new OutputLine(OutputLine.Kind.PROSE, l)));
            List<List<String>> rows = entries.stream()
                    .filter(e -> e.chapter().equals(chapter))
                    .map(e -> List.of(" ", e.name(), e.title(messages().language())))
                    .toList();
            TextTable.lines(rows, ui.room()).forEach(l -> lines.add(new OutputLine(OutputLine.Kind.PRINTED, l)));
        }
        TextTable.fold(messages().say("lab.how"), ui.room())
                .forEach(l -> lines.add(new OutputLine(OutputLine.Kind.NOTE, l)));
        ui.say(lines);
        return StepResult.DONE;
    }
}
