package socklab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.SocketAddress;
import socklab.lang.Command;
import socklab.lang.Suggest;
import socklab.lang.Token;
import socklab.lang.Word;
import socklab.session.Addresses;
import socklab.session.Job;
import socklab.session.Policy;
import socklab.shell.Front;
import socklab.shell.Ran;
import socklab.shell.WordError;
import socklab.shell.Workbench;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.ProblemView;
import socklab.view.Said;
import socklab.view.Table;

/** The words for labs: what there is, play one here, run a file here. */
public final class LabWords {
    private final Workbench bench;
    private final Front front;
    private final LabShelf shelf;
    private final SessionWords session;

    public LabWords(Workbench bench, Front front) {
        this.bench = bench;
        this.front = front;
        this.shelf = LabShelf.own();
        this.session = new SessionWords(bench, front);
    }

    /** Gives the words to the workbench's interpreter. */
    public LabWords register() {
        bench.interpreter().handle(Word.OPEN, this::open);
        bench.interpreter().handle(Word.LAB, this::lab);
        session.register();
        return this;
    }

    /** Keeps the session in a state folder from now on, so that /reload -restore finds it. */
    public void remember(Path state) {
        session.remember(state);
    }

    private Messages messages() {
        return Messages.in(bench.session().settings().language());
    }

    private Ran open(Command.Shell command, Job job) throws WordError {
        if (command.args().isEmpty()) {
            throw WordError.usage(command);
        }
        Token file = new Token(command.rest().text(), command.rest().span());
        return run(command, file, file.text(), job, (lab, j) -> new Player(bench, front, Player.Manner.PLAIN).play(lab, j).ran());
    }

    /** {@code /lab}, {@code /lab NAME}, {@code /lab NAME step}. */
    private Ran lab(Command.Shell command, Job job) throws WordError {
        if (command.args().isEmpty()) {
            return list();
        }
        Token name = command.args().getFirst();
        List<LabShelf.Entry> found = shelf.matching(name.text());
        if (found.isEmpty()) {
            List<String> names = shelf.entries().stream().flatMap(e -> java.util.stream.Stream.of(e.name(), e.path())).toList();
            throw WordError.at(command, name, Msg.of("fault.lab", name.text()),
                    Suggest.nearest(name.text(), names).map(n -> Msg.of("cure.mean", n)).orElse(Msg.of("cure.lab")));
        } else if (found.size() > 1) {
            throw WordError.at(command, name, Msg.of("fault.ambiguous", name.text()),
                    Msg.of("cure.ambiguous", String.join(", ", found.stream().map(LabShelf.Entry::path).toList())));
        }
        boolean steps = command.args().size() > 1 && command.args().get(1).text().equals("step");
        return run(command, name, found.getFirst().file().toString(), job, steps
                ? (lab, j) -> new Stepper(bench, front).step(lab, j).ran()
                : (lab, j) -> new Player(bench, front, Player.Manner.PLAIN).play(lab, j).ran());
    }

    private interface Runner {
        Ran run(Lab lab, Job job);
    }

    /** Runs a file held to what a lab may do; the user is asked, once, before it sends anything off this machine. */
    private Ran run(Command.Shell command, Token at, String path, Job job, Runner runner) throws WordError {
        Lab lab;
        try {
            lab = LabReader.read(Path.of(path));
        } catch (IOException | IllegalArgumentException e) {
            throw WordError.at(command, at, Msg.of("fault.file", path), Msg.of("cure.file"));
        }
        if (!lab.mistakes().isEmpty()) {
            mistakes(lab);
            return Ran.WRONG;
        }
        Optional<Msg> lacking = Needs.lacking(lab, bench.kernel());
        if (lacking.isPresent()) {
            throw WordError.at(command, at, lacking.get(), Msg.of("cure.lab"));
        }
        Policy own = bench.session().policy();
        bench.session().policy(Policy.lab(lab.folder(), new AskOnce(lab)));
        try {
            Ran ran = runner.run(lab, job);
            return ran instanceof Ran.Exit ? Ran.DONE : ran;
        } finally {
            bench.session().policy(own);
        }
    }

    /** Asks the user the first time that a lab is about to leave this machine, and remembers the answer. */
    private final class AskOnce implements Policy.Outside {
        private final Lab lab;
        private Optional<Boolean> answer = Optional.empty();

        AskOnce(Lab lab) {
            this.lab = lab;
        }

        @Override
        public synchronized boolean allows(SocketAddress destination) {
            if (answer.isEmpty()) {
                String question = messages().say("lab.mayLeave", lab.file().getFileName(), Addresses.show(destination));
                answer = Optional.of(front.ask(question).map(a -> a.strip().matches("[yY].*|是.*")).orElse(false));
            }
            return answer.get();
        }
    }

    private void mistakes(Lab lab) {
        for (Lab.Mistake m : lab.mistakes()) {
            String place = lab.file() + ":" + m.number() + ":" + m.column() + ": ";
            front.say(ProblemView.lines(m.error(), place, messages()).stream().map(l -> new Said(Said.Kind.ERROR, l)).toList());
        }
    }

    private Ran list() {
        List<LabShelf.Entry> entries = shelf.entries();
        List<Said> lines = new ArrayList<>();
        if (entries.isEmpty()) {
            lines.add(new Said(Said.Kind.PRINTED, messages().say("lab.none")));
        }
        for (String chapter : entries.stream().map(LabShelf.Entry::chapter).distinct().toList()) {
            Table.fold(messages().find("lab.chapter." + chapter).map(t -> chapter + ": " + t).orElse(chapter), front.room())
                    .forEach(l -> lines.add(new Said(Said.Kind.PROSE, l)));
            List<List<String>> rows = entries.stream().filter(e -> e.chapter().equals(chapter))
                    .map(e -> List.of(" ", e.name(), socklab.view.Escape.printable(e.title(messages().language())))).toList();
            Table.lines(rows, front.room()).forEach(l -> lines.add(new Said(Said.Kind.PRINTED, l)));
        }
        Table.fold(messages().say("lab.how"), front.room()).forEach(l -> lines.add(new Said(Said.Kind.NOTE, l)));
        front.say(lines);
        return Ran.DONE;
    }
}
