import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes of a jar one with class files of this Java's format, where they are older than Java 6's.
 *
 * <p>Java's AOT cache takes no class file without stack maps (JDK-8317269), and picocli's are of Java 5's format: read
 * and verified at every start, they made up a fifth of it. Only the format changes: the code stays as it is. The new
 * jar is there when it is whole: somebody may be about to start it.
 *
 * <p>Usage: {@code java NewerClassFiles.java JAR NEWER_JAR}. Source: JVMS §4.1, §4.7.4.
 */
final class NewerClassFiles {
    /** Code is taken apart and put together again, which is when it gets its stack maps. */
    private static final ClassTransform NEWER = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen((builder, element) -> builder.with(
                    element instanceof ClassFileVersion
                            ? ClassFileVersion.of(ClassFile.latestMajorVersion(), 0)
                            : element));

    private NewerClassFiles() {}

    static void main(String[] args) throws IOException {
        Path made = Files.copy(Path.of(args[0]), Path.of(args[1] + ".made"), StandardCopyOption.REPLACE_EXISTING);
        rewrite(made);
        Files.move(made, Path.of(args[1]), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void rewrite(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar);
                Stream<Path> found = Files.walk(files.getPath("/"))) {
            List<Path> classes =
                    found.filter(f -> f.toString().endsWith(".class")).toList();
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy(files)));
            for (Path file : classes) {
                ClassModel old = format.parse(file);
                if (old.majorVersion() < ClassFile.JAVA_6_VERSION) {
                    Files.write(file, format.transformClass(old, NEWER));
                }
            }
        }
    }

    /** Which class extends which, for stack maps: told by the files, no class of theirs is loaded. */
    private static ClassHierarchyResolver hierarchy(FileSystem files) {
        return ClassHierarchyResolver.ofResourceParsing(name -> open(files, name))
                .orElse(ClassHierarchyResolver.defaultResolver());
    }

    /** A class file's bytes, or null where the resolver shall look elsewhere. */
    private static InputStream open(FileSystem files, ClassDesc name) {
        String path = name.descriptorString();
        try {
            Path file = files.getPath(path.substring(1, path.length() - 1) + ".class");
            return Files.exists(file) ? Files.newInputStream(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
