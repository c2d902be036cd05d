package socklab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import socklab.text.Language;

/** The labs that come with the program: by chapter, in teaching order. */
public final class LabCatalog {
    /** The chapter of labs that a reader types. */
    static final String TOURS = "start";

    private static final List<String> CHAPTERS =
            List.of(TOURS, "exercises", "seed", "udp", "tcp", "blocking", "errors", "loss", "wire");

    private final Path folder;

    public LabCatalog(Path folder) {
        this.folder = folder;
    }

    /** The labs beside the program, or else in the working directory. */
    public static LabCatalog own() {
        String home = System.getProperty("socklab.home", "");
        Path beside = Path.of(home, "labs");
        return new LabCatalog(!home.isEmpty() && Files.isDirectory(beside) ? beside : Path.of("labs"));
    }

    /** A lab of the catalog. */
    public record Entry(String chapter, String name, Path file) {
        /** Chapter and name, as typed after {@code /lab}. */
        public String path() {
            return chapter + "/" + name;
        }

        /** Its title in a language. */
        public String title(Language language) {
            try {
                return LabReader.read(file).title(language);
            } catch (IOException e) {
                return name;
            }
        }

        private boolean answersTo(String typed) {
            String bare = name.replaceFirst("^\\d+-", "");
            return name.startsWith(typed)
                    || bare.startsWith(typed)
                    || path().startsWith(typed)
                    || (chapter + "/" + bare).startsWith(typed);
        }

        private boolean is(String typed) {
            return name.equals(typed)
                    || path().equals(typed)
                    || name.replaceFirst("^\\d+-", "").equals(typed);
        }
    }

    /** All of them. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder, 2)) {
            all.filter(f -> LabReader.isLab(f) && folder.relativize(f).getNameCount() == 2)
                    .forEach(f -> {
                        String file = f.getFileName().toString();
                        entries.add(new Entry(
                                f.getParent().getFileName().toString(),
                                file.substring(0, file.length() - ".lab".length()),
                                f));
                    });
        } catch (IOException e) {
            return List.of();
        }
        entries.sort(Comparator.comparing(LabCatalog::rank)
                .thenComparing(Entry::chapter)
                .thenComparing(Entry::name));
        return entries;
    }

    private static int rank(Entry entry) {
        int at = CHAPTERS.indexOf(entry.chapter());
        return at < 0 ? CHAPTERS.size() : at;
    }

    /** The lab of that name, or else all whose name, with or without chapter and number, begins with it. */
    public List<Entry> matching(String typed) {
        String name = typed.endsWith(".lab") ? typed.substring(0, typed.length() - ".lab".length()) : typed;
        List<Entry> exact = entries().stream().filter(e -> e.is(name)).toList();
        return exact.size() == 1
                ? exact
                : entries().stream().filter(e -> e.answersTo(name)).toList();
    }
}
