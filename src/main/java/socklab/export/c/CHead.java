package socklab.export.c;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import socklab.export.CodeLines;

/** What stands before main: headers, and the few functions that a program needs. */
final class CHead {
    /** A function that programs have if they use it. */
    enum Helper {
        DIE(
                List.of("stdio.h", "stdlib.h"),
                "static void die(const char *what)",
                "{",
                "    perror(what);",
                "    exit(EXIT_FAILURE);",
                "}"),
        CHECK(
                List.of("stdio.h", "stdlib.h"),
                "static void check(int holds, const char *expected)",
                "{",
                "    if (!holds) {",
                "        fprintf(stderr, \"not as expected: %s\\n\", expected);",
                "        exit(EXIT_FAILURE);",
                "    }",
                "}"),
        UPPER(
                List.of("ctype.h"),
                "static char *upper(char *text, size_t length)",
                "{",
                "    for (size_t i = 0; i < length; i++)",
                "        text[i] = (char) toupper((unsigned char) text[i]);",
                "    return text;",
                "}"),
        FILL(
                List.of("stdlib.h"),
                "static char *fill(size_t length)",
                "{",
                "    char *text = malloc(length);",
                "    if (text == NULL)",
                "        die(\"malloc\");",
                "    for (size_t i = 0; i < length; i++)",
                "        text[i] = (char) ('a' + i % 26);",
                "    return text;",
                "}"),
        MAX(List.of(), "static int max(int a, int b)", "{", "    return a > b ? a : b;", "}"),
        PAUSE(
                List.of("time.h"),
                "static void pause_ms(long ms)",
                "{",
                "    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};",
                "    nanosleep(&time, NULL);",
                "}"),
        INTERRUPTED(
                List.of("signal.h"),
                "/* Does nothing: that the signal has a handler makes the call return EINTR. */",
                "static void interrupted(int number)",
                "{",
                "    (void) number;",
                "}"),
        RESOLVE(
                List.of("netdb.h", "netinet/in.h", "stdio.h", "stdlib.h"),
                "static struct sockaddr_in resolve(const char *host, int port)",
                "{",
                "    struct addrinfo hints = {.ai_family = AF_INET}, *found;",
                "    int error = getaddrinfo(host, NULL, &hints, &found);",
                "    if (error != 0) {",
                "        fprintf(stderr, \"%s: %s\\n\", host, gai_strerror(error));",
                "        exit(EXIT_FAILURE);",
                "    }",
                "    struct sockaddr_in address = *(struct sockaddr_in *) found->ai_addr;",
                "    address.sin_port = htons((uint16_t) port);",
                "    freeaddrinfo(found);",
                "    return address;",
                "}");

        private final List<String> headers;
        private final List<String> lines;

        Helper(List<String> headers, String... lines) {
            this.headers = headers;
            this.lines = List.of(lines);
        }
    }

    private final Set<String> headers = new TreeSet<>();
    private final Set<Helper> helpers = EnumSet.noneOf(Helper.class);
    private final Map<String, Integer> defined = new TreeMap<>();
    private boolean gnu;

    void include(String... files) {
        headers.addAll(List.of(files));
    }

    void use(Helper helper) {
        helpers.add(helper);
        include(helper.headers.toArray(String[]::new));
        if (helper == Helper.FILL) {
            use(Helper.DIE);
        }
    }

    /** Marks the program as one that needs what only Linux has. */
    void linux() {
        gnu = true;
    }

    /** Defines a constant where the headers are older than it. */
    void define(String name, int value) {
        defined.put(name, value);
    }

    void write(String title, CodeLines out) {
        out.add("/* " + CText.comment(title) + " */");
        out.add(gnu ? "#define _GNU_SOURCE" : "#define _POSIX_C_SOURCE 200809L");
        headers.forEach(h -> out.add("#include <" + h + ">"));
        if (!defined.isEmpty()) {
            out.add("");
        }
        defined.forEach((name, value) ->
                out.add("#ifndef " + name).add("#define " + name + " " + value).add("#endif"));
        for (Helper helper : helpers) {
            out.add("");
            helper.lines.forEach(out::add);
        }
        out.add("");
    }
}
