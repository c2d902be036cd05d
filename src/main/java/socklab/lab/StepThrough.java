package socklab.lab;

import socklab.session.Job;
import socklab.shell.Shell;
import socklab.shell.StepResult;
import socklab.shell.UserInterface;

/**
 * Steps through a lab: each line waits for the reader, who can run it, predict its result, go on to the next question,
 * read its page, or run shell words of their own. At the end comes a review of the questions that were answered.
 */
public final class StepThrough {
    private final Shell shell;
    private final UserInterface ui;
    private final Audience audience;

    /** Steps without an audience. */
    public StepThrough(Shell shell, UserInterface ui) {
        this(shell, ui, Audience.NONE);
    }

    public StepThrough(Shell shell, UserInterface ui, Audience audience) {
        this.shell = shell;
        this.ui = ui;
        this.audience = audience;
    }

    /** Steps to the end on the thread of a job, or until the reader leaves. */
    public LabPlayer.Played step(Lab lab, Job job) {
        return step(lab, job, new StepReview());
    }

    /** The same, and writes the answered questions into a review. */
    public LabPlayer.Played step(Lab lab, Job job, StepReview review) {
        StepControl control = new StepControl(shell, ui, new LabPresenter(shell, ui, lab), audience, review, job);
        StepResult result = shell.interpreter().run(lab.steps(), job, control);
        control.end();
        ui.say(review.lines(ui.columns(), shell.session().settings().language()));
        return new LabPlayer.Played(control.over() ? StepResult.DONE : result, 0);
    }
}
