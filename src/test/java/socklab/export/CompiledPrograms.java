package socklab.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import socklab.text.Language;

/** Exported programs, ready to run: C compiled without a warning, Java too. */
final class CompiledPrograms {
    private final Path folder;

    /** Programs that stand in a folder. */
    CompiledPrograms(Path folder) {
        this.folder = folder;
    }

    /** The interpreter itself: what is found on the path may be a script that starts it. */
    static String python() {
        return Exports.run(Path.of("."), List.of("python3", "-c", "import sys; print(sys.executable)"))
                .text()
                .strip();
    }

    /** The command that runs a lab's program; {@code checked} if the lab's expectations are part of it. */
    List<String> command(Path lab, TargetLanguage language, boolean checked) throws Refusal {
        String name = Exports.name(lab) + (checked ? "-check" : "");
        String text = Exports.write(
                lab, language, new ExportSettings(Language.EN, Optional.empty(), checked, false, Optional.of(name)));
        return command(name, text, language);
    }

    private List<String> command(String name, String text, TargetLanguage language) {
        try {
            String file = language == TargetLanguage.JAVA ? className(text) : name;
            Path source = Files.writeString(folder.resolve(file + "." + language.ending()), text);
            return switch (language) {
                case PYTHON -> List.of(python(), source.toString());
                case C -> {
                    Path program = folder.resolve(name);
                    List<String> gcc = Stream.concat(
                                    Exports.GCC.stream(),
                                    Stream.of("-pthread", "-o", program.toString(), source.toString()))
                            .toList();
                    assertThat(Exports.run(folder, gcc).text()).isEmpty();
                    yield List.of(program.toString());
                }
                case JAVA -> {
                    int exit = ToolProvider.getSystemJavaCompiler()
                            .run(null, null, null, "-Xlint:all", "-Werror", "-d", folder.toString(), source.toString());
                    assertThat(exit).as(text).isZero();
                    yield List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            folder.toString(),
                            file);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(String text) {
        return text.lines()
                .filter(l -> l.startsWith("class "))
                .findFirst()
                .orElseThrow()
                .split(" ")[1];
    }

    /** A command that is ended if it takes too long, in a network of its own. */
    static List<String> bounded(int seconds, List<String> command) {
        List<String> all = new ArrayList<>(List.of("timeout", Integer.toString(seconds)));
        all.addAll(command);
        return Exports.alone(all.toArray(String[]::new));
    }
}
