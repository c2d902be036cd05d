package socklab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import socklab.kernel.Kernel;
import socklab.lang.Command;
import socklab.lang.DidYouMean;
import socklab.lang.ShellWord;
import socklab.lang.Token;
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

/** The words for labs: list them, play one, run a file. */
public final class LabCommands {
    private final Shell shell;
    private final UserInterface ui;
    private final LabCatalog catalog;
    private final SessionCommands session;
    private final BiConsumer<Shell, UserInterface> words;
    private final Audience audience;

    /** The words for a shell; labs that they run have the words of this package only. */
    public LabCommands(Shell shell, UserInterface ui) {
        this(shell, ui, (labShell, labUi) -> new LabCommands(labShell, labUi).register());
    }

    /** The words for a shell; {@code words} gives the shell of each lab its words. */
    public LabCommands(Shell shell, UserInterface ui, BiConsumer<Shell, UserInterface> words) {
        this(shell, ui, words, Audience.NONE);
    }

    /** The same before an audience, which looks at each lab while it runs. */
    public LabCommands(Shell shell, UserInterface ui, BiConsumer<Shell, UserInterface> words, Audience audience) {
        this.audience = audience;
        this.shell = shell;
        this.ui = ui;
        this.words = words;
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

    /** The session so far as a lab of that title, as /save would write it. */
    public Lab recorded(String title) {
        return session.recorded(title);
    }

    /** Keeps a session typed at a console in a state folder from now on, so that /reload -restore finds it. */
    public void rememberConsole(Path state) {
        session.remember(state, SavedSession.Source.CONSOLE);
    }

    /** Keeps a session read from standard input; /reload -restore lists it after those of consoles. */
    public void rememberPiped(Path state) {
        session.remember(state, SavedSession.Source.PIPED);
    }

    private Messages messages() {
        return Messages.in(shell.session().settings().language());
    }

    private StepResult open(Command.Shell command, Job job) throws ShellWordError {
        if (command.args().isEmpty()) {
            throw ShellWordError.usage(command);
        }
        Token file = new Token(command.rest().text(), command.rest().span());
        if (isLog(file.text())) {
            return takeIn(command, file);
        }
        Lab lab = read(command, file, file.text());
        return lab.mistakes().isEmpty()
                ? inOwnSession(new Request(command, file, lab), LabCommands::play, job)
                : mistakes(lab);
    }

    private static boolean isLog(String file) {
        try {
            return !file.endsWith(".lab") && !file.endsWith(".md") && ImportedLog.looksLike(Path.of(file));
        } catch (IOException | IllegalArgumentException e) {
            return false; // reading it as a lab says what is wrong
        }
    }

    private StepResult takeIn(Command.Shell command, Token file) throws ShellWordError {
        try {
            ImportedLog log = ImportedLog.read(
                    Path.of(file.text()),
                    shell.session().journal().nextNumber(),
                    Set.copyOf(shell.session().names()));
            if (log.counts().calls() == 0) {
                throw ShellWordError.at(
                        command, file, Message.of("import.nothing", file.text()), Message.of("cure.file"));
            }
            session.take(log, file.text());
            return StepResult.DONE;
        } catch (IOException e) {
            throw ShellWordError.at(command, file, Message.of("fault.file", file.text()), Message.of("cure.file"));
        }
    }

    /**
     * {@code /lab}, {@code /lab NAME}, and {@code step}, {@code type}, {@code play} and {@code here} after the name.
     */
    private StepResult lab(Command.Shell command, Job job) throws ShellWordError {
        if (command.args().isEmpty()) {
            return list(job);
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
        List<String> options = command.args().stream().skip(1).map(Token::text).toList();
        Runner runner = runner(options, found.getFirst());
        Lab lab = read(command, name, found.getFirst().file().toString());
        if (!lab.mistakes().isEmpty()) {
            return mistakes(lab);
        }
        Request request = new Request(command, name, lab);
        return options.contains("here") ? inThisSession(request, runner, job) : inOwnSession(request, runner, job);
    }

    /** How a lab is run: as the options say; a lab of the first chapter is typed by the reader. */
    private Runner runner(List<String> options, LabCatalog.Entry entry) {
        if (options.contains("step")) {
            return this::step;
        }
        boolean types = options.contains("type") || entry.chapter().equals(LabCatalog.TOURS);
        return types && !options.contains("play") ? LabCommands::type : LabCommands::play;
    }

    private static StepResult type(Shell in, UserInterface ui, Lab lab, Job job) {
        return new TypeAlong(in, ui).run(lab, job);
    }

    /** Runs a lab on a job in a session. */
    private interface Runner {
        StepResult run(Shell in, UserInterface ui, Lab lab, Job job);
    }

    private static StepResult play(Shell in, UserInterface ui, Lab lab, Job job) {
        return new LabPlayer(in, ui, LabPlayer.Pace.NONE).play(lab, job).result();
    }

    private StepResult step(Shell in, UserInterface labUi, Lab lab, Job job) {
        return new StepThrough(in, labUi, audience).step(lab, job).result();
    }

    /** A lab to run, and the word that names it. */
    private record Request(Command.Shell command, Token name, Lab lab) {
        /** Refuses a lab that needs what its network lacks. */
        void check(Kernel kernel) throws ShellWordError {
            Optional<Message> lacking = Requirements.lacking(lab, kernel);
            if (lacking.isPresent()) {
                throw ShellWordError.at(command, name, lacking.get(), Message.of("cure.lab"));
            }
        }
    }

    private static Lab read(Command.Shell command, Token at, String path) throws ShellWordError {
        try {
            return LabReader.read(Path.of(path));
        } catch (IOException | IllegalArgumentException e) {
            throw ShellWordError.at(command, at, Message.of("fault.file", path), Message.of("cure.file"));
        }
    }

    /**
     * The sandbox of a lab. In the network of the process the user is asked, once, before the lab sends anything off
     * this
     * machine; in a network of its own it cannot.
     */
    private SandboxPolicy sandbox(Lab lab, Kernel kernel) {
        return kernel.isolated()
                ? SandboxPolicy.lab(lab.folder(), false)
                : SandboxPolicy.lab(lab.folder(), new AskOnce(lab));
    }

    /**
     * Runs a lab in a session of its own: it sees no socket and no value of the user, and its sockets, jobs and
     * settings
     * end with it.
     */
    private StepResult inOwnSession(Request request, Runner runner, Job job) throws ShellWordError {
        Lab lab = request.lab();
        try (LabNetwork network = LabNetwork.open(shell.kernel(), lab, false)) {
            request.check(network.kernel());
            return withoutExit(runIn(network, lab, runner, job));
        }
    }

    private StepResult runIn(LabNetwork network, Lab lab, Runner runner, Job job) {
        SandboxPolicy sandbox = sandbox(lab, network.kernel());
        try (Shell own = new Shell(network.kernel(), shell.session().settings(), sandbox, ui)) {
            words.accept(own, ui);
            ui.follow(own.session());
            try (Audience.Visit _ = audience.enter(own)) {
                return runOn(own, lab, runner, job);
            }
        }
    }

    private StepResult runOn(Shell own, Lab lab, Runner runner, Job job) {
        CompletableFuture<StepResult> result = new CompletableFuture<>();
        // on a thread of the lab's network, while the user's job waits
        Job labJob = own.jobs().start(lab.file().toString(), j -> result.complete(runner.run(own, ui, lab, j)));
        job.represent(labJob);
        return result.join();
    }

    /** Runs a lab in the user's session, within the sandbox of the lab. */
    private StepResult inThisSession(Request request, Runner runner, Job job) throws ShellWordError {
        Lab lab = request.lab();
        request.check(shell.kernel());
        SandboxPolicy users = shell.session().policy();
        shell.session().policy(sandbox(lab, shell.kernel()));
        try {
            return withoutExit(runner.run(shell, ui, lab, job));
        } finally {
            shell.session().policy(users);
        }
    }

    /** A lab that exits does not leave the shell. */
    private static StepResult withoutExit(StepResult result) {
        return result instanceof StepResult.Exit ? StepResult.DONE : result;
    }

    /** Asks the user the first time that a lab is about to send off this machine, and remembers the answer. */
    private final class AskOnce implements SandboxPolicy.Outside {
        private final Lab lab;
        private Optional<Boolean> answer = Optional.empty();

        AskOnce(Lab lab) {
            this.lab = lab;
        }

        @Override
        public synchronized boolean allows(String what) {
            if (answer.isEmpty()) {
                String question = messages().say("lab.mayLeave", lab.file().getFileName(), what);
                answer = Optional.of(ui.ask(question)
                        .map(a -> a.strip().matches("[yY].*|是.*"))
                        .orElse(false));
            }
            return answer.get();
        }
    }

    private StepResult mistakes(Lab lab) {
        for (Lab.Mistake m : lab.mistakes()) {
            String place = lab.file() + ":" + m.number() + ":" + m.column() + ": ";
            ui.say(ProblemView.lines(m.error(), place, messages()).stream()
                    .map(l -> new OutputLine(OutputLine.Kind.ERROR, l))
                    .toList());
        }
        return StepResult.WRONG;
    }

    private StepResult list(Job job) {
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
        ui.page(lines, job);
        return StepResult.DONE;
    }
}
