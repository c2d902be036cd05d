package socklab.page;

import gg.jte.generated.precompiled.JtegradeGenerated;
import gg.jte.generated.precompiled.JteindexGenerated;
import gg.jte.generated.precompiled.JtereportGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Writes pages: templates filled in, with every value escaped for its place. */
public final class Html {
    private static final int ROOM = 1 << 18;

    private Html() {}

    /** A report as one file. */
    public static String of(Report report) {
        StringOutput out = new StringOutput(ROOM);
        JtereportGenerated.render(new OwaspHtmlTemplateOutput(out), null, report, Style.own());
        return out.toString();
    }

    /** The marks of a class. */
    public static String of(GradePage page) {
        StringOutput out = new StringOutput(ROOM);
        JtegradeGenerated.render(new OwaspHtmlTemplateOutput(out), null, page, Style.own());
        return out.toString();
    }

    /** The front page of a site. */
    public static String of(SiteIndex index) {
        StringOutput out = new StringOutput(ROOM);
        JteindexGenerated.render(new OwaspHtmlTemplateOutput(out), null, index, Style.own());
        return out.toString();
    }

    /**
     * The style sheet, and the word by which a Content-Security-Policy allows it and nothing else.
     *
     * <p>Source: Content Security Policy Level 3, hash-source.
     */
    public record Style(String css, String policy) {
        /** The style sheet of all pages. */
        public static Style own() {
            try (InputStream in = Html.class.getResourceAsStream("/socklab/page/page.css")) {
                String css = "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
                return new Style(
                        css,
                        "default-src 'none'; style-src 'sha256-"
                                + Base64.getEncoder().encodeToString(hash)
                                + "'; img-src data:; base-uri 'none'; form-action 'none'");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every Java has SHA-256
            }
        }
    }
}
