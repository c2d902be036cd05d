package socklab.lab.grade;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names students by their files: {@code anna.lab}, or {@code anna/lab1.lab} where all files have one name or each lies
 * in a folder of its own.
 */
public final class StudentName {
    private StudentName() {}

    /** A name for each file, in the order of the files; no two are the same. */
    public static Map<Path, String> of(List<Path> files) {
        boolean byFolder = files.size() > 1 && (haveOneName(files) || haveFoldersOfTheirOwn(files));
        Map<Path, String> names = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        for (Path file : files) {
            Optional<Path> folder =
                    Optional.ofNullable(file.toAbsolutePath().normalize().getParent());
            String name =
                    byFolder ? folder.map(f -> String.valueOf(f.getFileName())).orElse("") : stem(file);
            names.put(file, used.add(name) ? name : file.toString());
        }
        return names;
    }

    private static boolean haveOneName(List<Path> files) {
        return files.stream()
                        .map(f -> String.valueOf(f.getFileName()))
                        .distinct()
                        .count()
                == 1;
    }

    /** No folder is another one's parent: such a one holds files of several students. */
    private static boolean haveFoldersOfTheirOwn(List<Path> files) {
        Set<Path> folders = new HashSet<>();
        files.forEach(f ->
                Optional.ofNullable(f.toAbsolutePath().normalize().getParent()).ifPresent(folders::add));
        return folders.size() == files.size()
                && folders.stream().noneMatch(f -> folders.stream().anyMatch(g -> g != f && g.startsWith(f)));
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
