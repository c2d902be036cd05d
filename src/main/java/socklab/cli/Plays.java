package socklab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import socklab.kernel.Kernel;
import socklab.lab.Lab;
import socklab.lab.LabReader;
import socklab.lab.Needs;
import socklab.lab.Player;
import socklab.lab.Stepper;
import socklab.lab.report.CheckView;
import socklab.session.Job;
import socklab.session.Policy;
import socklab.shell.Ran;
import socklab.shell.StreamFront;
import socklab.shell.Workbench;
import socklab.text.Messages;
import socklab.text.Msg;
import socklab.view.Said;

/** Labs played on plain streams. */
final class Plays {
    private final Options options;
    private final Messages messages;
    private final StreamFront front;

    Plays(Options options) {
        this.options = options;
        this.messages = Messages.in(options.readersLanguage());
        this.front = Streams.front(options);
    }

    /** What is done with a lab in a session of its own, on a job's thread. */
    private interface Show {
        Player.Played run(Workbench bench, Lab lab, Job job);
    }

    /** Plays labs one after another; the worst of their exit codes. */
    int play(List<Path> files, Player.Manner manner) {
        return each(files, (bench, lab, job) -> new Player(bench, front, manner).play(lab, job));
    }

    /** Steps through a lab. */
    int step(Path file) {
        return each(List.of(file), (bench, lab, job) -> new Stepper(bench, front).step(lab, job));
    }

    private int each(List<Path> files, Show show) {
        int worst = 0;
        try (Ending ending = new Ending()) {
            for (Path file : files) {
                if (!ending.begun()) {
                    worst = Math.max(worst, one(file, show, ending));
                }
            }
        }
        return worst;
    }

    private int one(Path file, Show show, Ending ending) {
        Lab lab;
        try {
            lab = LabReader.read(file);
        } catch (IOException e) {
            error(messages.say("lab.unreadable", file));
            return ExitCode.USAGE;
        }
        if (!lab.mistakes().isEmpty()) {
            CheckView.mistakes(lab.file().toString(), lab.mistakes(), messages).forEach(this::error);
            return ExitCode.USAGE;
        }
        Kernel kernel = options.kernelSoon();
        Optional<Msg> lacking = Needs.lacking(lab, kernel);
        if (lacking.isPresent()) {
            error(messages.say("check.skipped", file, messages.say(lacking.get())));
            return ExitCode.CANNOT_RUN;
        }
        return run(lab, kernel, show, ending);
    }

    private int run(Lab lab, Kernel kernel, Show show, Ending ending) {
        try (Workbench bench = new Workbench(kernel, options.streamed(), Policy.lab(lab.folder(), options.network()), front)) {
            Wiring.wire(bench, front);
            front.follow(bench.session());
            CompletableFuture<Player.Played> played = new CompletableFuture<>();
            Job job = bench.jobs().start(lab.file().toString(), j -> played.complete(show.run(bench, lab, j)));
            ending.cancels(job);
            job.await();
            return played.join().ran() instanceof Ran.Wrong || played.join().unmet() > 0 ? ExitCode.UNMET : ExitCode.WELL;
        }
    }

    private void error(String text) {
        front.say(List.of(new Said(Said.Kind.ERROR, text)));
    }
}
