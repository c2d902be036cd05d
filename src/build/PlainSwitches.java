import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes out what a switch over types does, in the class files of a folder.
 *
 * <p>javac leaves it to the first run to make a chain of instanceof for each such switch, which takes a millisecond each
 * time, and Java's AOT cache does not keep what was made. Here the chain is made once, when socklab is built, as a private
 * method that means the same. Source: java.lang.runtime.SwitchBootstraps#typeSwitch.
 *
 * <p>Usage: {@code java -cp FOLDER:LIBRARIES PlainSwitches.java FOLDER}.
 */
final class PlainSwitches {
    private static final String SWITCHES = "Ljava/lang/runtime/SwitchBootstraps;";

    /** Which class extends which, for stack maps, is told by the files on the class path. */
    private static final ClassFile FORMAT = ClassFile.of(
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                    .orElse(ClassHierarchyResolver.defaultResolver())));

    private PlainSwitches() {}

    static void main(String[] args) throws IOException {
        try (Stream<Path> found = Files.walk(Path.of(args[0]))) {
            for (Path file : found.filter(f -> f.toString().endsWith(".class")).toList()) {
                rewrite(file);
            }
        }
    }

    private static void rewrite(Path file) throws IOException {
        ClassModel old = FORMAT.parse(file);
        List<Chain> chains = new ArrayList<>();
        byte[] plain = FORMAT.transformClass(
                old,
                ClassTransform.transformingMethodBodies(calling(old, chains))
                        .andThen(ClassTransform.endHandler(b -> chains.forEach(c -> c.define(b)))));
        if (!chains.isEmpty()) {
            Files.write(file, plain);
        }
    }

    /** Calls a chain where a switch over types was to be linked. */
    private static CodeTransform calling(ClassModel owner, List<Chain> chains) {
        return (code, element) -> {
            if (element instanceof InvokeDynamicInstruction call && overTypes(call)) {
                Chain chain = new Chain(
                        "typeSwitch$" + chains.size(),
                        call.typeSymbol(),
                        call.bootstrapArgs().stream().map(a -> (ClassDesc) a).toList());
                chains.add(chain);
                code.invokestatic(
                        owner.thisClass().asSymbol(),
                        chain.name(),
                        chain.type(),
                        owner.flags().has(AccessFlag.INTERFACE));
            } else {
                code.with(element);
            }
        };
    }

    /** Whether all cases are types: switches with constants among them stay as they are. */
    private static boolean overTypes(InvokeDynamicInstruction call) {
        DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
        return bootstrap.owner().descriptorString().equals(SWITCHES)
                && bootstrap.methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    /**
     * A method that says which case a value is.
     *
     * @param type (the value, the first case to try) → its number; -1 for null, the number of cases if it is none
     */
    private record Chain(String name, MethodTypeDesc type, List<ClassDesc> cases) {
        void define(ClassBuilder to) {
            to.withMethodBody(
                    name, type, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC, this::body);
        }

        private void body(CodeBuilder code) {
            Label some = code.newLabel();
            code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
            for (int i = 0; i < cases.size(); i++) {
                Label next = code.newLabel();
                code.iload(1).loadConstant(i).if_icmpgt(next);
                code.aload(0).instanceOf(cases.get(i)).ifeq(next);
                code.loadConstant(i).ireturn().labelBinding(next);
            }
            code.loadConstant(cases.size()).ireturn();
        }
    }
}
