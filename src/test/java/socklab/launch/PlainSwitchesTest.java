package socklab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switches over types, written out, do what they did. */
class PlainSwitchesTest {
    private static final String PROGRAM = """
        sealed interface Shape permits Shape.Circle, Shape.Square {
            record Circle(int radius) implements Shape {}
            record Square(int side) implements Shape {}
            enum Colour { RED, GREEN }

            static String name(Shape shape) {
                return switch (shape) {
                    case null -> "none";
                    case Circle(int r) when r > 9 -> "wheel";
                    case Circle _ -> "circle";
                    case Square(int s) when s > 9 -> "field";
                    case Square s -> "square of " + s.side();
                };
            }

            static String kind(Object what) {
                return switch (what) {
                    case Colour.RED -> "red";
                    case Integer i when i < 0 -> "negative";
                    case Integer i -> "number";
                    case Runnable[] _ -> "tasks";
                    case CharSequence _ -> "text";
                    default -> "thing";
                };
            }

            static void main(String[] args) {
                for (Shape s : new Shape[] {null, new Circle(10), new Circle(9), new Square(10), new Square(9)}) {
                    System.out.println(name(s));
                }
                for (Object o : new Object[] {Colour.RED, Colour.GREEN, -1, 1, new Runnable[0], "", 1L}) {
                    System.out.println(kind(o));
                }
                Object text = 'c';
                System.out.println(switch (text) { case String _ -> 1; case Character _ -> 2; default -> 3; });
            }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void theyMeanTheSame() throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("Shape.java"), PROGRAM);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Jdk.run("javac", "-d", classes.toString(), source.toString());
        String before = Jdk.run("java", "-cp", classes.toString(), "Shape");
        assertThat(before)
                .startsWith(
                        "none\nwheel\ncircle\nfield\nsquare of 9\nred\nthing\nnegative\nnumber\ntasks\ntext\nthing\n2");
        assertThat(linked(classes)).isEqualTo(3);

        assertThat(Jdk.run("java", "-cp", classes.toString(), "src/build/PlainSwitches.java", classes.toString()))
                .isEmpty();
        assertThat(linked(classes)).as("the one with a constant stays").isEqualTo(1);
        assertThat(Jdk.run("java", "-Xverify:all", "-cp", classes.toString(), "Shape"))
                .endsWith(before);
    }

    /** How many switches are linked when they are first run. */
    private static long linked(Path classes) throws IOException {
        try (Stream<Path> files = Files.list(classes)) {
            return files.mapToLong(PlainSwitchesTest::linkedIn).sum();
        }
    }

    private static long linkedIn(Path file) {
        try {
            return ClassFile.of().parse(file).methods().stream()
                    .flatMap(m -> m.code().stream())
                    .flatMap(CodeModel::elementStream)
                    .filter(e ->
                            e instanceof InvokeDynamicInstruction i && i.name().equalsString("typeSwitch"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
