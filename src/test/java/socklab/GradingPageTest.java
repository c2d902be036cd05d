package socklab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import socklab.lab.LabProcess;

/** The page for teachers is true: its files are written, its commands run, and they print what the page shows. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GradingPageTest {
    private static final Path PAGE = Path.of("src", "site", "markdown", "grading.md");
    private static final String PROMPT = "$ ./run.sh ";

    @TempDir
    private Path folder;

    /** A fenced block: what stands after its fence, and its lines. */
    private record Block(String info, List<String> lines) {}

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(PAGE);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
                blocks.add(new Block(lines.get(i).substring(3), lines.subList(i + 1, end)));
                i = end;
            }
        }
        return blocks;
    }

    @Test
    void theFilesAndCommandsOfThePageDoWhatItSays() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3 is not installed");
        int commands = 0;
        for (Block block : blocks()) {
            if (block.info().startsWith("lab ")) {
                Path file = folder.resolve(block.info().substring("lab ".length()));
                Files.createDirectories(file.getParent());
                Files.write(file, block.lines());
            } else if (block.info().equals("sh")) {
                commands += run(block.lines());
            }
        }
        assertThat(commands).isGreaterThan(4);
        assertThat(folder.resolve("marks.csv")).exists();
        assertThat(folder.resolve("results.json")).exists();
        assertThat(folder.resolve("marks.xml")).exists();
    }

    private int run(List<String> lines) throws Exception {
        int commands = 0;
        for (int i = 0; i < lines.size(); ) {
            String[] args = Arrays.stream(
                            lines.get(i).substring(PROMPT.length()).split(" "))
                    .map(this::resolved)
                    .toArray(String[]::new);
            int end = i + 1;
            while (end < lines.size() && !lines.get(end).startsWith(PROMPT)) {
                end++;
            }
            assertThat(output(args)).as(lines.get(i)).isEqualTo(lines.subList(i + 1, end));
            commands++;
            i = end;
        }
        return commands;
    }

    private List<String> output(String... args) throws Exception {
        try (LabProcess program = LabProcess.socklab(args).end()) {
            program.exit();
            assertThat(program.err()).isEmpty();
            return program.out()
                    .lines()
                    .map(line -> line.replace(folder + "/", ""))
                    .toList();
        }
    }

    /** An argument with the page's files in the test's folder. */
    private String resolved(String argument) {
        return argument.matches("(?:\\w+=)?[\\w/]+\\.(?:lab|py|csv|json|xml)|students")
                ? argument.replaceFirst("^(\\w+=)?", "$1" + folder + "/")
                : argument;
    }
}
