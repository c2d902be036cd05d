package socklab.launch;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A program that run.sh can start in socklab's place: says what reached it, in ASCII. */
public final class Hello {
    private Hello() {}

    /** Prints the process number, the home folder and the arguments, each as the hex of its UTF-8. */
    public static void main(String[] args) {
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("home " + hex(System.getProperty("socklab.home")));
        System.out.println("locale " + System.getProperty("socklab.locale"));
        for (String arg : args) {
            System.out.println("arg " + hex(arg));
        }
        System.out.println("out \u2713");
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
