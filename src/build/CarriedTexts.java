import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the words of all messages into a class, for {@code socklab.text.Carried} to give out.
 *
 * <p>As files in a jar they cost a start a tenth of its time: the jar has to be opened and its thousand names read. What
 * is in a class comes with Java's AOT cache, and a text that nobody asks for costs nothing.
 *
 * <p>Usage: {@code java CarriedTexts.java FOLDER}, the folder of all classes and resources.
 */
final class CarriedTexts {
    private static final String CLASS = "socklab/text/Carried.class";
    private static final String METHOD = "properties";
    private static final String MESSAGES = "socklab/messages";
    private static final String END = ".properties";
    private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);

    private CarriedTexts() {}

    static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path file = folder.resolve(CLASS);
        List<Text> texts = texts(folder.resolve(MESSAGES));
        ClassFile format = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL);
        byte[] filled = format.transformClass(format.parse(file), (builder, element) -> {
            if (element instanceof MethodModel method && method.methodName().equalsString(METHOD)) {
                builder.transformMethod(method, (to, part) -> {
                    if (part instanceof CodeModel) {
                        to.withCode(code -> body(code, texts));
                    } else {
                        to.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        });
        Files.write(file, filled);
    }

    /** A file's name without its end, and all that is in it. */
    private record Text(String name, String words) {}

    private static List<Text> texts(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files =
                    found.filter(f -> f.toString().endsWith(END)).sorted().toList();
            List<Text> texts = new ArrayList<>();
            for (Path file : files) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                texts.add(new Text(name.substring(0, name.length() - END.length()), Files.readString(file)));
            }
            return texts;
        }
    }

    /** The text of the name that is asked for; an empty one for a name that is none. */
    private static void body(CodeBuilder code, List<Text> texts) {
        for (Text text : texts) {
            Label next = code.newLabel();
            code.loadConstant(text.name())
                    .aload(0)
                    .invokevirtual(ConstantDescs.CD_String, "equals", EQUALS)
                    .ifeq(next);
            code.loadConstant(text.words()).areturn().labelBinding(next);
        }
        code.loadConstant("").areturn();
    }
}
