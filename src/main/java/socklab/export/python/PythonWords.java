package socklab.export.python;

import java.util.Set;
import java.util.TreeSet;

/** The words that no variable of a program may have. */
final class PythonWords {
    private static final String KEYWORDS = "False None True and as assert async await break class continue def del elif"
            + " else except finally for from global if import in is lambda nonlocal not or pass raise return try while"
            + " with yield match case type";

    /** Built-in names and modules that programs use, and what programs call things themselves. */
    private static final String USED = "input print len range str bytes int open any all max min sum list dict set id"
        + " error result pool stack descriptors argv socket socketpair errno fcntl os select struct sys termios time"
        + " send_fds recv_fds inet_aton ThreadPoolExecutor ExitStack OSError AssertionError";

    private PythonWords() {}

    static Set<String> reserved() {
        Set<String> all = new TreeSet<>(Set.of(KEYWORDS.split(" ")));
        all.addAll(Set.of(USED.split(" ")));
        return all;
    }
}
