package socklab.cli;

import java.util.List;
import socklab.session.Appearance;
import socklab.session.Job;
import socklab.shell.BlockedCallLine;
import socklab.shell.LineUi;
import socklab.shell.Shell;
import socklab.shell.Ticker;
import socklab.text.Messages;
import socklab.view.OutputLine;
import socklab.view.WaitView;

/** Shows, while a lab runs on a terminal, which of its calls blocks and for how long, until it is closed. */
final class BlockedCallDisplay implements AutoCloseable {
    private final LineUi ui;
    private final Ticker ticker;
    private boolean shown;

    BlockedCallDisplay(Shell shell, LineUi ui, Job job, WaitView.Keys keys, Messages messages) {
        this.ui = ui;
        BlockedCallLine line = new BlockedCallLine(shell, keys);
        this.ticker = new Ticker(
                () -> line.now(job.front(), ui.columns() - 1, messages).orElse(""),
                text -> show(text, shell.session().settings().look()));
    }

    /** Where nothing shall tick, it is said once. */
    private void show(String text, Appearance look) {
        if (look.status() && !look.plain()) {
            ui.live(text);
        } else if (!shown && !text.isEmpty() && ui.room() < Integer.MAX_VALUE) {
            ui.say(List.of(new OutputLine(OutputLine.Kind.NOTE, text)));
        }
        shown = !text.isEmpty();
    }

    @Override
    public void close() {
        ticker.close();
        ui.live("");
    }
}
