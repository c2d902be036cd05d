package socklab.lab;

import java.util.ArrayList;
import java.util.List;
import socklab.lang.Command;
import socklab.shell.Step;
import socklab.text.Language;

/** The comments of a lab as prose in a language: a block that has {@code #zh} lines shows Chinese readers those. */
final class LabProse {
    private LabProse() {}

    /** Whether a step is a line of prose. */
    static boolean isProse(Step step) {
        return step instanceof Step.Line line && line.command() instanceof Command.Comment;
    }

    /** The texts to show of a block of comments, in order. */
    static List<String> texts(List<Step.Line> block, Language language) {
        List<String> english = new ArrayList<>();
        List<String> chinese = new ArrayList<>();
        for (Step.Line line : block) {
            String text = ((Command.Comment) line.command()).text();
            if (text.equals("zh") || text.startsWith("zh ") || text.startsWith("zh\t")) {
                chinese.add(text.substring(2).strip());
            } else if (!text.startsWith("needs:")) {
                english.add(text);
            }
        }
        return language == Language.ZH && !chinese.isEmpty() ? chinese : english;
    }
}
