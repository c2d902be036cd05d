package socklab.export.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a program imports: modules whole, and single names from some. */
final class PythonImports {
    private static final int COLUMNS = 100;

    private final TreeSet<String> modules = new TreeSet<>();
    private final TreeMap<String, TreeSet<String>> names = new TreeMap<>();

    /** A name of a module, written with the module before it. */
    String member(String module, String name) {
        modules.add(module);
        return module + "." + name;
    }

    /** A name of a module, imported by itself. */
    String name(String module, String name) {
        names.computeIfAbsent(module, _ -> new TreeSet<>()).add(name);
        return name;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        modules.forEach(m -> lines.add("import " + m));
        for (Map.Entry<String, TreeSet<String>> from : names.entrySet()) {
            String line = "from " + from.getKey() + " import " + String.join(", ", from.getValue());
            if (line.length() <= COLUMNS) {
                lines.add(line);
            } else {
                lines.add("from " + from.getKey() + " import (");
                from.getValue().forEach(n -> lines.add("    " + n + ","));
                lines.add(")");
            }
        }
        return lines;
    }
}
