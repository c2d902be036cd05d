package socklab.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Fills the folder that becomes the archive.
 *
 * <p>Usage: {@code java -cp JAR Dist.java SOURCES JAR FOLDER TIME}, where SOURCES is the folder of the repository and
 * TIME the one that all files get, so that two builds of one commit make the same archive.
 */
final class Dist {
    private final Path sources;
    private final Path jar;
    private final Path folder;
    private final Instant time;

    private Dist(Path sources, Path jar, Path folder, Instant time) {
        this.sources = sources;
        this.jar = jar;
        this.folder = folder;
        this.time = time;
    }

    static void main(String[] args) throws IOException, InterruptedException {
        new Dist(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]).toAbsolutePath(), Instant.parse(args[3])).fill();
    }

    private void fill() throws IOException, InterruptedException {
        delete(folder);
        Launchers launchers = Launchers.of(sources, jar);
        Path ownJar = Files.createDirectories(folder.resolve("lib")).resolve(launchers.jarName());
        Files.copy(jar, ownJar);
        copy("labs", "labs");
        copy("src/site/markdown", "share/doc/socklab/markdown");
        copy("src/site/resources", "share/doc/socklab/resources");
        for (Product product : products()) {
            write(product.file(), product.text());
        }
        new RuntimeImage(jar).make(folder.resolve("runtime"));
        launchers.write(folder);
        touchAll();
        launchers.train(folder);
        touchAll();
    }

    /** What follows from the declarations. */
    private List<Product> products() throws IOException {
        return Stream.of(
                        new ManPage(sources.resolve("src/dist/man"), version(), time).products(),
                        Completions.products(),
                        new Editors(sources.resolve("src/dist/vscode"), version()).products())
                .flatMap(List::stream)
                .toList();
    }

    private String version() throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar);
                InputStream in = Files.newInputStream(files.getPath("META-INF/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes().getValue("Implementation-Version");
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void copy(String from, String to) throws IOException {
        Path source = sources.resolve(from);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(to).resolve(source.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The time, and rights that do not depend on the umask of who builds: programs are those that already are. */
    private void touchAll() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    boolean enter = Files.isDirectory(file) || Files.isExecutable(file) && isProgram(file);
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(enter ? "rwxr-xr-x" : "rw-r--r--"));
                }
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    private boolean isProgram(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).stream()
                .anyMatch(p -> p.name().endsWith("EXECUTE"));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
