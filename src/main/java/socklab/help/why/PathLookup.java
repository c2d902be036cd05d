package socklab.help.why;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import socklab.view.reason.Facts;

/** Looks at a path and at the directories above it, as this process may see them. Source: path_resolution(7). */
final class PathLookup {
    private PathLookup() {}

    /** Empty if the text is no path. */
    static Optional<Facts.PathState> of(String text) {
        Path path;
        try {
            path = Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        Path folder = Optional.ofNullable(path.getParent()).orElse(path);
        return Optional.of(new Facts.PathState(
                Files.exists(path, LinkOption.NOFOLLOW_LINKS),
                isSocket(path),
                Files.isWritable(path),
                first(folder, PathLookup::missing),
                first(folder, above -> Files.exists(above) && !Files.isDirectory(above)),
                first(folder, above -> Files.isDirectory(above) && !Files.isExecutable(above)),
                folder.toString(),
                Files.isWritable(folder)));
    }

    /** A directory below one that may not be searched can not be seen, and is not called missing. */
    private static boolean missing(Path above) {
        Path parent = Optional.ofNullable(above.getParent()).orElse(above);
        return Files.isExecutable(parent) && Files.isDirectory(parent) && Files.notExists(above);
    }

    private static boolean isSocket(Path path) {
        // Java tells a socket from files, directories and links as "other"; devices and pipes are others, too
        return Files.exists(path)
                && !Files.isRegularFile(path)
                && !Files.isDirectory(path)
                && !Files.isSymbolicLink(path);
    }

    /** The first directory from the root on for which the condition holds. */
    private static Optional<String> first(Path folder, Predicate<Path> condition) {
        Stream<Path> above = Stream.iterate(1, n -> n <= folder.getNameCount(), n -> n + 1)
                .map(n -> folder.getRoot().resolve(folder.subpath(0, n)));
        return above.filter(condition).findFirst().map(Path::toString);
    }
}
