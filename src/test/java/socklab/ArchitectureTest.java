package socklab;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.call.Call;
import socklab.service.ServiceSockets;

/** The arrows between the packages, and what no code may do. */
class ArchitectureTest {
    /** Without what JTE makes of templates. */
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/gg/jte/"))
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    /** What each package of the core may use; packages above it may use all of them. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "text", List.of(),
            "call", List.of(),
            "packet", List.of("call", "text"),
            "lang", List.of("call", "text"),
            "kernel", List.of("call", "text"),
            "session", List.of("kernel", "lang", "call", "text"),
            "view", List.of("session", "kernel", "lang", "call", "packet", "text"),
            "shell", List.of("view", "session", "kernel", "lang", "call", "packet", "text"));

    static Stream<String> packages() {
        return ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void arrowsRunOneWay(String name) {
        TreeSet<String> allowed = new TreeSet<>(ARROWS.get(name));
        allowed.add(name);
        in(name).should()
                .dependOnClassesThat(resideInAPackage("socklab..")
                        .and(describe(
                                "lie beyond " + allowed, c -> allowed.stream().noneMatch(a -> within(c, a)))))
                .check(ALL);
    }

    private static boolean within(JavaClass type, String name) {
        String at = type.getPackageName();
        return at.equals("socklab." + name) || at.startsWith("socklab." + name + ".");
    }

    private static GivenClassesConjunction in(String name) {
        return noClasses().that().resideInAPackage("socklab." + name + "..");
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("socklab.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void nobodyUsesTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("socklab", "socklab.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("socklab.cli..")
                .check(ALL);
    }

    /** The benchmarks measure from outside, as a user does, and no part of the product knows them. */
    @Test
    void benchmarksLieOutsideOfTheProduct() {
        JavaClasses benchmarks = new ClassFileImporter().importPackages("socklab.bench");
        noClasses()
                .that()
                .resideInAPackage("socklab.bench..")
                .and()
                .haveSimpleNameNotEndingWith("Test")
                .should()
                .dependOnClassesThat(resideInAPackage("socklab..")
                        .and(describe(
                                "are neither messages, views nor the parser of the command line",
                                c -> List.of("bench", "view", "text", "cli").stream()
                                        .noneMatch(a -> within(c, a)))))
                .check(benchmarks);
        assertThat(ALL.stream().filter(c -> within(c, "bench"))).isEmpty();
    }

    @Test
    void onlyTermKnowsTheTerminal() {
        // launch opens a pseudo-terminal for the training; the widths of characters are a table without a terminal
        noClasses()
                .that()
                .resideOutsideOfPackages("socklab.term..", "socklab.launch..")
                .and()
                .doNotHaveFullyQualifiedName("socklab.text.DisplayWidth")
                .should()
                .dependOnClassesThat(resideInAPackage("org.jline..")
                        .and(describe("are not Jansi", c -> !c.getPackageName().startsWith("org.jline.jansi"))))
                .check(ALL);
    }

    @Test
    void nobodyOutsideTheDeclarationsNamesACall() {
        // services make calls of their own, all of them in one class;
        // the portable kernel says of every call how Java makes it
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Call.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(ServiceSockets.class.getName())
                .and()
                .resideOutsideOfPackage("socklab.kernel.nio..")
                .should()
                .accessFieldWhere(describe(
                        "is a constant of Call",
                        (JavaFieldAccess a) -> a.getTargetOwner().isEquivalentTo(Call.class)
                                && Arrays.stream(Call.values())
                                        .anyMatch(c ->
                                                c.name().equals(a.getTarget().getName()))))
                .check(ALL);
    }

    /**
     * A class is found, and talked about, by its name alone. What is nested in a class goes by that class's name, too.
     */
    @Test
    void noClassNameStandsInTwoPackages() {
        Map<String, List<String>> packages = ALL.stream()
                .filter(c -> !c.isNestedClass() && !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
        assertThat(packages).hasSizeGreaterThan(500).containsKey("Main");
        packages.values().removeIf(in -> in.size() == 1);
        assertThat(packages).isEmpty();
    }

    @Test
    void oneClassEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("socklab.launch.ProcessExit")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(ALL);
    }

    @Test
    void nobodyLogs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.lang.System$Logger")
                .check(ALL);
    }

    private static final ArchRule NO_MUTABLE_STATICS = fields().that()
            .areStatic()
            .and(describe(
                    "are written by hand",
                    (JavaField f) -> !f.getModifiers().contains(JavaModifier.SYNTHETIC)
                            && !f.getName().startsWith("$")))
            .should()
            .beFinal();

    @Test
    void staticsAreFinal() {
        NO_MUTABLE_STATICS.check(ALL);
    }

    @Test
    void noStaticIsAnArrayOrACollectionThatCanChange() {
        fields().that()
                .areStatic()
                .and(describe(
                        "are written by hand",
                        (JavaField f) -> !f.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && !f.getName().startsWith("$")))
                .should(new ArchCondition<JavaField>("not be something that can change") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        String type = field.getRawType().getFullName();
                        boolean changes = field.getRawType().isArray()
                                || type.startsWith("java.util.concurrent.")
                                || List.of(
                                                "java.util.ArrayList",
                                                "java.util.HashMap",
                                                "java.util.EnumMap",
                                                "java.util.HashSet")
                                        .contains(type);
                        events.add(new SimpleConditionEvent(field, !changes, field.getFullName() + " can change"));
                    }
                })
                .check(ALL);
    }

    @Test
    void theRulesCanFail() {
        JavaClasses wrong = new ClassFileImporter().importClasses(Wrong.class);
        assertThatThrownBy(() -> NO_MUTABLE_STATICS.check(wrong)).isInstanceOf(AssertionError.class);
    }

    /** What no class may look like. */
    static final class Wrong {
        static int count;

        private Wrong() {}
    }
}
