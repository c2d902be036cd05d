package socklab.term;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import socklab.session.Settings;
import socklab.shell.Setting;
import socklab.shell.StateFolder;

/** What was set with {@code /set}, kept for the next run: a file of lines {@code feedback verbose}. */
public final class KeptSettings {
    private final StateFolder folder;
    private final Path file;

    public KeptSettings(StateFolder folder) {
        this.folder = folder;
        this.file = folder.file("settings");
    }

    /** Settings with all that was kept in place of what they say; lines that say nothing known are passed over. */
    public Settings over(Settings settings) {
        Settings kept = settings;
        for (String line : lines()) {
            String[] words = line.strip().split("\\s+");
            Optional<Setting> setting = Arrays.stream(Setting.all())
                    .filter(s -> s.word().equals(words[0]))
                    .findFirst();
            Optional<String> value = setting.filter(_ -> words.length == 2).flatMap(s -> s.value(words[1]));
            if (value.isPresent()) {
                kept = setting.orElseThrow().set(kept, value.get());
            }
        }
        return kept;
    }

    private List<String> lines() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of(); // nothing was kept, or it may not be read: what is usual will do
        }
    }

    /** Keeps the settings that differ between two: what was not touched goes on following the command line. */
    void keep(Settings before, Settings after) throws IOException {
        folder.make();
        List<String> changed = Arrays.stream(Setting.all())
                .filter(s -> !s.get(before).equals(s.get(after)))
                .map(Setting::word)
                .toList();
        List<String> all = new java.util.ArrayList<>(lines().stream()
                .filter(l -> changed.stream().noneMatch(c -> l.startsWith(c + " ")))
                .toList());
        Arrays.stream(Setting.all())
                .filter(s -> changed.contains(s.word()))
                .forEach(s -> all.add(s.word() + " " + s.get(after)));
        Path written = Files.createTempFile(folder.path(), "settings", "");
        Files.write(written, all);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
