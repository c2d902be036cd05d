package socklab.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import socklab.lab.Lab;
import socklab.lab.LabReader;
import socklab.lab.Requirements;
import socklab.text.Language;

/** Labs as programs, for tests: written, and handed to the tools that know the language. */
final class Exports {
    /** The compiler, as strict as it can be. */
    static final List<String> GCC = List.of("gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic");

    /** What a lab needs that is no part of a program: a person, a server, a relay, a wire, a setting of the network. */
    private static final Pattern IN_COMPANY = Pattern.compile("(?m)^\\s*/(?:server|relay|wire|ask)\\b|# needs: .*ping");

    private Exports() {}

    /** Every lab of the shelf. */
    static List<Path> shelf() {
        try (Stream<Path> files = Files.walk(Path.of("labs"))) {
            return files.filter(LabReader::isLab).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The labs of a sample by their names; with {@code -Dlabs=all} all that can be played without company. */
    static List<Path> playable(List<String> sample) {
        return "all".equals(System.getProperty("labs"))
                ? shelf().stream().filter(Exports::alone).toList()
                : sample.stream().map(n -> Path.of("labs", n + ".lab")).toList();
    }

    private static boolean alone(Path lab) {
        try {
            return !IN_COMPANY.matcher(Files.readString(lab)).find()
                    && Requirements.company(LabReader.read(lab), false).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name for a lab that no other has: its chapter and its own. */
    static String name(Path lab) {
        return lab.getParent().getFileName() + "-" + Exporter.name(lab);
    }

    /** The name of a lab as it is typed: {@code errors/25-dup}. */
    static String chapterAndName(Path lab) {
        return lab.getParent().getFileName() + "/"
                + lab.getFileName().toString().replaceFirst("\\.lab$", "");
    }

    static ExportSettings checked(Path lab) {
        return new ExportSettings(Language.EN, Optional.empty(), true, false, Optional.of(name(lab)));
    }

    static String write(Path lab, TargetLanguage language, ExportSettings settings) throws Refusal {
        try {
            return Exporter.lab(LabReader.read(lab), language, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program of lines that stand in no file. */
    static String write(String lines, TargetLanguage language, ExportSettings settings) throws Refusal {
        try {
            Path file = Files.createTempFile("export", ".lab");
            Files.writeString(file, lines);
            Lab lab = LabReader.read(file);
            Files.delete(file);
            return Exporter.lab(lab, language, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command said, both streams together, and its exit code. */
    record Said(int exit, String text) {}

    static Said run(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The command, in a network of its own in which the loopback interface is up. */
    static List<String> alone(String... command) {
        List<String> all =
                new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", "ip link set lo up; exec \"$@\"", "-"));
        all.addAll(List.of(command));
        return all;
    }

    static boolean installed(String... command) {
        try {
            return run(Path.of("."), List.of(command)).exit() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
