package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class files of Java 5's format come out in this Java's, and still do what they did. */
class NewerClassFilesTest {
    @TempDir
    private Path folder;

    private Path jar;

    /** A class whose main method jumps: in a new class file that takes a stack map. */
    @BeforeEach
    void anOldJar() throws IOException {
        jar = folder.resolve("old.jar");
        byte[] old = ClassFile.of()
                .build(
                        ClassDesc.of("Old"),
                        c -> c.withVersion(ClassFile.JAVA_5_VERSION, 0)
                                .withMethodBody(
                                        "main",
                                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String.arrayType()),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                        b -> b.aload(0)
                                                .arraylength()
                                                .ifThenElse(then -> print(then, "some"), other -> print(other, "none"))
                                                .return_()));
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            Files.write(files.getPath("Old.class"), old);
            Files.writeString(files.getPath("notes.txt"), "as it was");
        }
    }

    private static void print(CodeBuilder code, String text) {
        ClassDesc stream = ClassDesc.of("java.io.PrintStream");
        code.getstatic(ClassDesc.of("java.lang.System"), "out", stream)
                .loadConstant(text)
                .invokevirtual(stream, "print", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
    }

    @Test
    void theyAreOfThisJavasFormatAndRun() throws IOException, InterruptedException {
        Path newer = folder.resolve("newer.jar");
        Files.writeString(newer, "of a build before");
        assertThat(Jdk.run("java", "src/build/NewerClassFiles.java", jar.toString(), newer.toString()))
                .isEmpty();
        assertThat(version(jar)).as("what it is made of stays").isEqualTo(ClassFile.JAVA_5_VERSION);
        assertThat(version(newer)).isEqualTo(ClassFile.latestMajorVersion());
        assertThat(Jdk.run("java", "-cp", newer.toString(), "Old")).isEqualTo("none");
        assertThat(Jdk.run("java", "-cp", newer.toString(), "Old", "argument")).isEqualTo("some");
        try (FileSystem files = FileSystems.newFileSystem(newer)) {
            assertThat(files.getPath("notes.txt")).hasContent("as it was");
        }
        byte[] once = classBytes(newer);
        Jdk.run("java", "src/build/NewerClassFiles.java", newer.toString(), newer.toString());
        assertThat(classBytes(newer)).as("another time nothing changes").isEqualTo(once);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("and nothing is left behind").containsExactlyInAnyOrder(jar, newer);
        }
    }

    private static int version(Path jar) throws IOException {
        return ClassFile.of().parse(classBytes(jar)).majorVersion();
    }

    private static byte[] classBytes(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            return Files.readAllBytes(files.getPath("Old.class"));
        }
    }
}
