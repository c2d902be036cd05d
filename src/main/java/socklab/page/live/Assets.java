package socklab.page.live;

import gg.jte.generated.precompiled.JteliveGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import socklab.page.Html;
import socklab.text.Language;
import socklab.text.Messages;

/** The page's files, packed. */
final class Assets {
    static final String TYPE_HTML = "text/html; charset=utf-8";
    static final String TYPE_SCRIPT = "text/javascript; charset=utf-8";
    static final String TYPE_STYLE = "text/css; charset=utf-8";

    private Assets() {}

    /** The page itself, in a language. */
    static byte[] page(Language language) {
        StringOutput out = new StringOutput();
        JteliveGenerated.render(new OwaspHtmlTemplateOutput(out), null, Messages.in(language));
        return LiveLadder.pack(out.toString());
    }

    /** The style sheet of reports, whose ladder and colours the page has. */
    static byte[] ladderStyle() {
        return LiveLadder.pack(Html.Style.own().css());
    }

    /** A file that comes with the program. */
    static byte[] file(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/socklab/page/" + name)) {
            return LiveLadder.pack(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
