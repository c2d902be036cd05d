package socklab.export.nio;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.export.CodeLines;

/** What stands around main: imports, the class, and the few methods that a program needs. */
final class JavaHead {
    /** A method that programs have if they use it. */
    enum Helper {
        TEXT(
                List.of("java.nio.ByteBuffer", "static java.nio.charset.StandardCharsets.UTF_8"),
                "private static String text(ByteBuffer data) {",
                "    return UTF_8.decode(data.duplicate()).toString();",
                "}"),
        FILL(
                List.of("java.nio.ByteBuffer"),
                "private static ByteBuffer fill(int length) {",
                "    ByteBuffer data = ByteBuffer.allocate(length);",
                "    for (int i = 0; i < length; i++) {",
                "        data.put((byte) ('a' + i % 26));",
                "    }",
                "    return data.flip();",
                "}"),
        CHECK(
                List.of(),
                "private static void check(boolean holds, String expected) {",
                "    if (!holds) {",
                "        throw new AssertionError(\"not as expected: \" + expected);",
                "    }",
                "}");

        private final List<String> imports;
        private final List<String> lines;

        Helper(List<String> imports, String... lines) {
            this.imports = imports;
            this.lines = List.of(lines);
        }
    }

    private final Set<String> imports = new TreeSet<>();
    private final Set<Helper> helpers = EnumSet.noneOf(Helper.class);

    /** A class by its simple name. */
    String type(String name) {
        imports.add(name);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    void use(Helper helper) {
        helpers.add(helper);
        imports.addAll(helper.imports);
    }

    void write(String title, String name, List<String> main, CodeLines out) {
        out.add("// " + JavaText.comment(title));
        Stream.concat(
                        imports.stream().filter(i -> !i.startsWith("static ")),
                        imports.stream().filter(i -> i.startsWith("static ")))
                .forEach(i -> out.add("import " + i + ";"));
        out.gap();
        out.add("class " + name + " {").in();
        main.forEach(out::add);
        for (Helper helper : helpers) {
            out.add("");
            helper.lines.forEach(out::add);
        }
        out.out().add("}");
    }

    /** The name of a class for the name of a file: its words without the number before them. */
    static String className(String file) {
        String joined = Stream.of(file.split("[^A-Za-z0-9]+"))
                .filter(w -> !w.isEmpty() && !w.matches("\\d+"))
                .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
                .collect(Collectors.joining());
        boolean fit = !joined.isEmpty()
                && Character.isLetter(joined.charAt(0))
                && !JavaWords.types().contains(joined);
        return fit ? joined : "Lab" + joined;
    }
}
