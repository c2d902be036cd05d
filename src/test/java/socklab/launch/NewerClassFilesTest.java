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
        byte[] old = ClassFile.of().build(ClassDesc.of("Old"), c -> c.withVersion(ClassFile.JAVA_5_VERSION, 0).withMethodBody("main",
                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String.arrayType()), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                b -> b.aload(0).arraylength().ifThenElse(then -> print(then, "some"), other -> print(other, "none")).return_()));
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"))) {
            Files.write(files.getPath("Old.class"), old);
            Files.writeString(files.getPath("notes.txt"), "as it was");
        }
    }

    private static void print(CodeBuilder code, String text) {
        ClassDesc stream = ClassDesc.of("java.io.PrintStream");
        code.getstatic(ClassDesc.of("java.lang.System"), "out", stream).loadConstant(text)
                .invokevirtual(stream, "print", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
    }

    @Test
    void theyAreOfThisJavasFormatAndRun() throws IOException, InterruptedException {
        assertThat(version()).isEqualTo(ClassFile.JAVA_5_VERSION);
        assertThat(Jdk.run("java", "src/build/NewerClassFiles.java", folder.toString())).isEmpty();
        assertThat(version()).isEqualTo(ClassFile.latestMajorVersion());
        assertThat(Jdk.run("java", "-cp", jar.toString(), "Old")).isEqualTo("none");
        assertThat(Jdk.run("java", "-cp", jar.toString(), "Old", "argument")).isEqualTo("some");
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            assertThat(files.getPath("notes.txt")).hasContent("as it was");
        }
        byte[] once = classBytes();
        Jdk.run("java", "src/build/NewerClassFiles.java", folder.toString());
        assertThat(classBytes()).as("another time nothing changes").isEqualTo(once);
    }

    private int version() throws IOException {
        return ClassFile.of().parse(classBytes()).majorVersion();
    }

    private byte[] classBytes() throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            return Files.readAllBytes(files.getPath("Old.class"));
        }
    }
}
