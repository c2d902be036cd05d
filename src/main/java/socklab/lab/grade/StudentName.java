package socklab.lab.grade;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names students by their files: {@code anna.lab}, or {@code anna/lab1.lab} where all files have one name. */
public final class StudentName {
    private StudentName() {}

    /** A name for each file, in the order of the files; no two are the same. */
    public static Map<Path, String> of(List<Path> files) {
        boolean oneName = files.size() > 1
                && files.stream()
                                .map(f -> String.valueOf(f.getFileName()))
                                .distinct()
                                .count()
                        == 1;
        Map<Path, String> names = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        for (Path file : files) {
            Optional<Path> folder =
                    Optional.ofNullable(file.toAbsolutePath().normalize().getParent());
            String name =
                    oneName ? folder.map(f -> String.valueOf(f.getFileName())).orElse("") : stem(file);
            names.put(file, used.add(name) ? name : file.toString());
        }
        return names;
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
