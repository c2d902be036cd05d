package socklab.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lab files that paths on a command line stand for. */
public final class LabFiles {
    private static final Pattern SOCKLAB_BLOCK = Pattern.compile("(?m)^[ >]*(?:`{3,}|~{3,})[ \\t]*socklab\\b");

    private LabFiles() {}

    /**
     * All labs that are named, or lie below a folder that is named, in order: {@code .lab} files, and Markdown files
     * with
     * a {@code socklab} block. A path that cannot be read is in the list too, so that its check reports it.
     */
    public static List<Path> below(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            Path named = existing(path);
            if (!path.toString().isEmpty() && Files.isDirectory(named)) {
                files.addAll(inFolder(named));
            } else {
                files.add(named);
            }
        }
        return files;
    }

    /** Whether a path of a command line leads to anything. */
    public static boolean isThere(Path path) {
        return Files.exists(existing(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether two paths lead to one file. */
    public static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // one of them cannot be looked at, as reading it will tell
        }
    }

    private static List<Path> inFolder(Path folder) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(Files.isSymbolicLink(folder) ? folder.toRealPath() : folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (LabReader.isLab(file) || LabReader.isMarkdown(file) && hasSocklabBlock(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            found.add(folder);
        }
        return found.stream().sorted().toList();
    }

    private static boolean hasSocklabBlock(Path file) {
        try {
            return SOCKLAB_BLOCK.matcher(LabReader.text(file)).find();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A path as it is in the file system. Java replaces bytes of an argument that are not UTF-8, so that the path names
     * no file; the folder's listing has its bytes.
     */
    private static Path existing(Path path) {
        if (Files.exists(path) || path.toString().indexOf('\ufffd') < 0) {
            return path;
        }
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of("."));
        try (Stream<Path> listing = Files.list(folder)) {
            String name = String.valueOf(path.getFileName());
            return listing.filter(file -> file.getFileName().toString().equals(name))
                    .findFirst()
                    .orElse(path);
        } catch (IOException e) {
            return path;
        }
    }
}
