package socklab.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.commonmark.renderer.html.HtmlRenderer;
import socklab.call.Call;
import socklab.help.HelpTopic;
import socklab.help.PageLibrary;
import socklab.text.Language;

/** The pages of {@code /explain} for the calls of a report. */
final class Explanations {
    private Explanations() {}

    static List<Report.Explanation> of(List<Entry> entries, Wording words) {
        PageLibrary library = new PageLibrary();
        HtmlRenderer html = HtmlRenderer.builder().escapeHtml(true).build();
        return entries.stream()
                .flatMap(e -> e instanceof Entry.Step s ? s.topic().stream() : java.util.stream.Stream.empty())
                .distinct()
                .sorted()
                .flatMap(topic -> explanation(topic, words, library, html).stream())
                .toList();
    }

    private static Optional<Report.Explanation> explanation(
            String topic, Wording words, PageLibrary library, HtmlRenderer html) {
        Optional<Call> call = Arrays.stream(Call.values())
                .filter(c -> c.function().equals(topic))
                .findFirst();
        List<Wording.Said> said = new ArrayList<>();
        for (Language language : words.languages()) {
            call.flatMap(c -> library.prose(new HelpTopic.OfCall(c), language))
                    .ifPresent(node -> said.add(new Wording.Said(language, html.render(node))));
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(new Report.Explanation(topic, List.copyOf(said)));
    }
}
