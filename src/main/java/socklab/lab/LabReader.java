package socklab.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import socklab.lang.SyntaxError;
import socklab.shell.Step;
import socklab.shell.StepBuilder;

/** A lab's file to a {@link Lab}. */
public final class LabReader {
    private LabReader() {}

    /** Reads a lab; its mistakes are part of it. */
    public static Lab read(Path file) throws IOException {
        StepBuilder builder = new StepBuilder();
        List<String> needs = new ArrayList<>();
        int number = 0;
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\r\n|\n|\r", -1)) {
            number++;
            builder.add(line, number);
            String text = line.strip();
            if (text.startsWith("#") && text.substring(1).strip().startsWith("needs:")) {
                needs.add(text.substring(text.indexOf(':') + 1).strip());
            }
        }
        List<Step> steps = builder.build();
        List<Lab.Mistake> mistakes = new ArrayList<>();
        collect(steps, mistakes);
        return new Lab(file, steps, List.copyOf(needs), List.copyOf(mistakes));
    }

    private static void collect(List<Step> steps, List<Lab.Mistake> mistakes) {
        for (Step step : steps) {
            switch (step) {
                case Step.Line line when line.command() instanceof SyntaxError e -> mistakes.add(new Lab.Mistake(line.number(), e));
                case Step.Line _ -> { }
                case Step.Repeat repeat -> collect(repeat.body(), mistakes);
            }
        }
    }
}
