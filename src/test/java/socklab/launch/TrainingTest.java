package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The training of {@code run.sh} meets what usual starts need: for the first class that is in no cache Java opens the jar. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrainingTest {
    private static final Pattern TYPICAL =
            Pattern.compile("typical_lines\\(\\) \\{\n *cat <<'END'\n(.*?\n)END\n", Pattern.DOTALL);
    private static final Pattern LOADED = Pattern.compile("] (\\S+) source: (?!__)");

    /** A name that changes from run to run: of a lambda, or of what Java's own makes. */
    private static final Pattern MADE = Pattern.compile(".*(0x|\\$\\$Lambda|LambdaForm|\\$\\$TypeSwitch).*");

    @TempDir
    private Path folder;

    private static String typicalLines() throws IOException {
        Matcher found = TYPICAL.matcher(Files.readString(Path.of("run.sh")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** The classes that a run of the program loads. */
    private Set<String> loaded(Path input, List<String> properties, String... args)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "classes", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-Xlog:class+load:file=" + log,
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsocklab.home=.",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(properties);
        command.add("socklab.Gate");
        command.addAll(List.of(args));
        ProcessBuilder program = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        program.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        assertThat(program.start().waitFor())
                .as(Files.readString(folder.resolve("out")))
                .isBetween(0, 1);
        Set<String> classes = LOADED.matcher(Files.readString(log))
                .results()
                .map(r -> r.group(1))
                .filter(c -> !MADE.matcher(c).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(classes).contains("socklab.Main");
        return classes;
    }

    @Test
    void usualStartsFindTheirClasses() throws Exception {
        Path lines = Files.writeString(folder.resolve("lines"), typicalLines());
        Path lab = Files.writeString(
                folder.resolve("a.lab"), "# A lab\n#zh 一个实验\n\ns = open udp\nbind 127.0.0.1 0\n=> 0\n");
        Path one = Files.writeString(folder.resolve("one"), "open udp\nclose\n");
        Set<String> met = loaded(
                lines,
                List.of(
                        "-Dsocklab.rehearsal=lines",
                        "-Dsocklab.lines=" + lines,
                        "-Dsocklab.training=" + folder.resolve("native")));
        List<List<String>> starts = List.of(
                List.of(),
                List.of("--feedback", "normal"),
                List.of("--lang", "zh", "--feedback=silent"),
                List.of("-e", "open udp"),
                List.of("--color", "never", "-e", "open udp"),
                List.of("check", lab.toString()),
                List.of("check", "--timeout", "5s", lab.toString()),
                List.of(lab.toString()),
                List.of("--lang", "zh", "play", lab.toString()));
        for (List<String> start : starts) {
            Set<String> missing = loaded(one, List.of(), start.toArray(String[]::new));
            missing.removeAll(met);
            // of Java's own some are only needed when a thread meets another just then; the jar is not opened for them
            assertThat(missing.stream().filter(c -> c.startsWith("socklab.") || c.startsWith("picocli.")))
                    .as(String.join(" ", start))
                    .isEmpty();
        }
    }
}
