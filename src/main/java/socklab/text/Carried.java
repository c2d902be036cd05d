package socklab.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The words of all messages.
 *
 * <p>The build puts the files into this class, in place of the method's body, see {@code src/build/CarriedTexts.java}: for
 * what is in a class a start does not have to open a jar.
 */
final class Carried {
    private Carried() {}

    /** What is in the file {@code messages/NAME.properties}; nothing if there is no such file. */
    static String properties(String name) {
        try (InputStream in = Carried.class.getResourceAsStream("/socklab/messages/" + name + ".properties")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
