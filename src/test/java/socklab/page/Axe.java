package socklab.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** axe-core's rules: what readers with and without eyes need of a page. */
public final class Axe {
    private static final Path SCRIPT = Path.of("target", "npm", "node_modules", "axe-core", "axe.min.js");

    private Axe() {}

    /** Whether it is here. */
    public static boolean present() {
        return Files.exists(SCRIPT);
    }

    /** Skips a test without it. */
    static void needed() {
        assumeTrue(present(), "there is no axe-core: npm install --prefix target/npm axe-core");
    }

    /** Asserts that the open page breaks no rule, in light and in dark. */
    public static void findsNothing(Chromium browser, String what) {
        for (String scheme : List.of("light", "dark")) {
            scheme(browser, scheme);
            try {
                browser.evaluate(Files.readString(SCRIPT) + ";0");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String found = browser.evaluate("axe.run(document).then(r => JSON.stringify(r.violations.map(v => v.id"
                            + " + ': ' + v.nodes.slice(0, 3).map(n => n.html + n.failureSummary).join(' ; '))))")
                    .getAsString();
            assertThat(found).as(what + ", " + scheme).isEqualTo("[]");
        }
        scheme(browser, "light");
    }

    private static void scheme(Chromium browser, String scheme) {
        JsonObject feature = new JsonObject();
        feature.addProperty("name", "prefers-color-scheme");
        feature.addProperty("value", scheme);
        JsonArray features = new JsonArray();
        features.add(feature);
        JsonObject media = new JsonObject();
        media.add("features", features);
        browser.call("Emulation.setEmulatedMedia", media);
    }
}
