package socklab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import socklab.kernel.Kernel;
import socklab.lab.Lab;
import socklab.lab.LabNetwork;
import socklab.lab.LabPlayer;
import socklab.lab.LabReader;
import socklab.lab.PlayControls;
import socklab.lab.Requirements;
import socklab.lab.StepReview;
import socklab.lab.StepThrough;
import socklab.lab.report.CheckReport;
import socklab.page.Html;
import socklab.page.Report;
import socklab.page.WhatHappened;
import socklab.page.Wording;
import socklab.page.cast.CastFormat;
import socklab.page.cast.Recording;
import socklab.page.live.ClassRoom;
import socklab.service.Reach;
import socklab.session.Job;
import socklab.session.SandboxPolicy;
import socklab.shell.AtomicFile;
import socklab.shell.LineUi;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.TypeAhead;
import socklab.term.CallInterruption;
import socklab.term.PlayKeys;
import socklab.text.Message;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.WaitView;

/** Labs played on plain streams. */
final class LabPlayback {
    private static final int INTERRUPT_LOOKS = 200;

    private final CliOptions options;
    private final Messages messages;
    private final LineUi ui;

    /** @param typeAhead what is typed while a call blocks */
    LabPlayback(CliOptions options, TypeAhead typeAhead) {
        this.options = options;
        this.messages = Messages.in(options.readersLanguage());
        this.ui = Streams.lines(options, typeAhead);
    }

    /** What is done with a lab in a session of its own, on a job's thread. */
    private interface Show {
        LabPlayer.Played run(Shell shell, ClassRoom room, Lab lab, Job job);

        /** Opens the room, for those who show it to one. */
        default void open(ClassRoom room) throws IOException {}
    }

    /** Plays labs one after another; the worst of their exit codes. */
    int play(List<Path> files, LabPlayer.Pace pace) {
        return each(files, (shell, _, lab, job) -> play(shell, lab, pace, job));
    }

    /** Where a lab takes its time, and asks nothing itself, keys stop it and let it go on. */
    private LabPlayer.Played play(Shell shell, Lab lab, LabPlayer.Pace pace, Job job) {
        Optional<PlayKeys> keys =
                pace.equals(LabPlayer.Pace.NONE) || Requirements.asks(lab) ? Optional.empty() : PlayKeys.open();
        try (BlockedCallDisplay _ = new BlockedCallDisplay(shell, ui, job, WaitView.Keys.NONE, messages)) {
            return new LabPlayer(shell, ui, pace, keys.<PlayControls>map(k -> k).orElse(PlayControls.NONE))
                    .play(lab, job);
        } finally {
            keys.ifPresent(PlayKeys::close);
        }
    }

    /** Records all that is shown meanwhile; returns the exit code of what is done, or that of a file not written. */
    int recorded(Path file, CastFormat format, String title, IntSupplier show) {
        if (options.output() == CliOptions.Output.JSON) {
            error(messages.say("error") + messages.say("cli.error.jsonRecord"));
            return ExitCode.USAGE;
        }
        try {
            Recording recording = Recording.start(ui, file, format, title).orElseThrow();
            int code = show.getAsInt();
            if (recording.end().full()) {
                error(messages.say("record.full", Recording.MOST_MEGABYTES));
            }
            return code;
        } catch (IOException | IllegalArgumentException e) {
            error(messages.say("error") + messages.say("fault.notWritten", file));
            return ExitCode.USAGE;
        }
    }

    /**
     * What is kept of a lab that was stepped through.
     *
     * @param score a file that the answered questions are added to
     * @param report a file for a page of all that happened
     */
    record Keep(Optional<Path> score, Optional<Path> report) {}

    /** Steps through a lab, and keeps of it what is wanted. */
    int step(Path file, Keep keep) {
        Kept kept = new Kept(keep);
        return kept.code(each(
                List.of(file),
                (shell, _, lab, job) ->
                        kept.after(step(new StepThrough(shell, ui), shell, lab, job, kept.review), lab, shell)));
    }

    /** A call that blocks is shown, and Ctrl-C interrupts it. */
    private LabPlayer.Played step(StepThrough steps, Shell shell, Lab lab, Job job, StepReview review) {
        try (CallInterruption _ = new CallInterruption(() -> interrupt(job.front()));
                BlockedCallDisplay _ = new BlockedCallDisplay(shell, ui, job, WaitView.Keys.STEP, messages)) {
            return steps.step(lab, job, review);
        }
    }

    /** Interrupts the call that blocks, if one does; one that was typed just now may be on its way into the kernel. */
    private static boolean interrupt(Job job) {
        for (int i = 0; i < INTERRUPT_LOOKS && !job.asleep(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return job.asleep() && job.interruptCall();
    }

    /** Steps through a lab before a room, which looks at it on a page. */
    int step(Path file, Keep keep, Reach reach, int port) {
        Kept kept = new Kept(keep);
        return kept.code(each(List.of(file), new StepBeforeRoom(kept, reach, port)));
    }

    /** The answered questions and the page, also when Ctrl-C ends the lab. */
    private final class Kept {
        private final StepReview review = new StepReview();
        private final Keep keep;
        private volatile boolean lost;

        Kept(Keep keep) {
            this.keep = keep;
        }

        /** Writes on the thread of the lab: the process ends only after it. */
        LabPlayer.Played after(LabPlayer.Played played, Lab lab, Shell shell) {
            keep.score().ifPresent(file -> {
                try {
                    String rows = review.table(lab.file().toString());
                    Files.writeString(file, rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    lost(messages.say("step.noScore", file));
                }
            });
            keep.report().ifPresent(file -> {
                Wording words = new Wording(options.reportLanguages());
                WhatHappened happened = WhatHappened.in(shell.session());
                Report report = Report.of(Report.Subject.of(lab, words), happened, words, Report.Mode.FULL);
                try {
                    AtomicFile.write(file, Html.of(report));
                } catch (IOException e) {
                    lost(messages.say("error") + messages.say("fault.notWritten", file));
                }
            });
            return played;
        }

        private void lost(String why) {
            lost = true;
            error(why);
        }

        int code(int code) {
            return lost ? ExitCode.CANNOT_RUN : code;
        }
    }

    private final class StepBeforeRoom implements Show {
        private final Kept kept;
        private final Reach reach;
        private final int port;

        StepBeforeRoom(Kept kept, Reach reach, int port) {
            this.kept = kept;
            this.reach = reach;
            this.port = port;
        }

        @Override
        public void open(ClassRoom room) throws IOException {
            ui.say(room.open(reach, port).stream()
                    .map(l -> new OutputLine(OutputLine.Kind.PRINTED, l))
                    .toList());
        }

        @Override
        public LabPlayer.Played run(Shell shell, ClassRoom room, Lab lab, Job job) {
            StepThrough steps = new StepThrough(shell, ui, room);
            LabPlayer.Played played = kept.after(step(steps, shell, lab, job, kept.review), lab, shell);
            ui.ask(messages.say("class.end")); // the room looks on until then
            return played;
        }
    }

    private int each(List<Path> files, Show show) {
        int worst = 0;
        try (GracefulShutdown ending = new GracefulShutdown()) {
            for (Path file : files) {
                if (!ending.begun()) {
                    worst = Math.max(worst, one(file, show, ending));
                }
            }
            ui.flush(); // a process that a signal ends waits for nothing after this block
        }
        return worst;
    }

    private int one(Path file, Show show, GracefulShutdown ending) {
        Lab lab;
        try {
            lab = LabReader.read(file);
        } catch (IOException e) {
            error(messages.say("lab.unreadable", file));
            return ExitCode.USAGE;
        }
        if (!lab.mistakes().isEmpty()) {
            CheckReport.mistakes(lab.file().toString(), lab.mistakes(), messages)
                    .forEach(this::error);
            return ExitCode.USAGE;
        }
        try (LabNetwork network = LabNetwork.open(options.kernelSoon(), lab, options.network())) {
            Kernel kernel = network.kernel();
            Optional<Message> lacking = Requirements.lacking(lab, kernel);
            if (lacking.isPresent()) {
                error(messages.say("check.skipped", file, messages.say(lacking.get())));
                return ExitCode.CANNOT_RUN;
            }
            return run(lab, kernel, show, ending);
        }
    }

    private int run(Lab lab, Kernel kernel, Show show, GracefulShutdown ending) {
        try (Shell shell =
                new Shell(kernel, options.streamed(), SandboxPolicy.lab(lab.folder(), options.network()), ui)) {
            ClassRoom room = new ClassRoom(shell);
            shell.onEnd(room::close);
            ShellAssembly.wire(shell, ui, room);
            ui.follow(shell.session());
            show.open(room);
            CompletableFuture<LabPlayer.Played> played = new CompletableFuture<>();
            Job job = shell.jobs().start(lab.file().toString(), j -> played.complete(show.run(shell, room, lab, j)));
            ending.onShutdown(() -> {
                ui.endQuestions();
                job.cancel();
            });
            job.await();
            return played.join().result() instanceof StepResult.Wrong
                            || played.join().unmet() > 0
                    ? ExitCode.UNMET
                    : ExitCode.WELL;
        } catch (IOException e) {
            error(messages.say("error") + messages.say("class.fault.listen", e.getMessage()));
            return ExitCode.USAGE;
        }
    }

    private void error(String text) {
        ui.say(List.of(new OutputLine(OutputLine.Kind.ERROR, text)));
    }
}
