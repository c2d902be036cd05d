package socklab.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import socklab.call.SocketOption;
import socklab.text.Language;

/** The prose of topics, found by name among the resources and parsed. */
public final class PageLibrary {
    private static final String FOLDER = "/socklab/explain/";
    private static final int SECTION = 2;

    /**
     * What there is to say of a topic in a language: Markdown, its own heading left out; none for a topic without
     * prose.
     */
    public Optional<Node> prose(HelpTopic topic, Language language) {
        Optional<Node> file = file(topic).flatMap(name -> file(name + "." + language.code()));
        return topic instanceof HelpTopic.OfCall ? file : file.flatMap(f -> section(f, topic.name()));
    }

    /** The same call in other languages, and where to read on; the same for every reader. */
    public Optional<Node> code(HelpTopic.OfCall topic) {
        return file(topic.name() + ".code");
    }

    /** The file, less language and ending, in which a topic's prose stands; a shell word has none. */
    static Optional<String> file(HelpTopic topic) {
        return switch (topic) {
            case HelpTopic.OfCall t -> Optional.of(t.name());
            case HelpTopic.OfErrno _ -> Optional.of("errnos");
            case HelpTopic.OfOption t -> Optional.of(options(t.option()));
            case HelpTopic.OfFlag _ -> Optional.of("flags");
            case HelpTopic.OfState _ -> Optional.of("states");
            case HelpTopic.OfIdea _ -> Optional.of("ideas");
            case HelpTopic.OfWord _ -> Optional.empty();
        };
    }

    private static String options(SocketOption option) {
        return "options-" + option.level().name().substring("SOL_".length()).toLowerCase(Locale.ROOT);
    }

    /** The headings of a file's sections. */
    List<String> sections(String name) {
        List<String> names = new ArrayList<>();
        file(name).ifPresent(f -> {
            for (Node node = f.getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof Heading h && h.getLevel() == SECTION) {
                    names.add(text(h));
                }
            }
        });
        return names;
    }

    private Optional<Node> file(String name) {
        try (InputStream in = PageLibrary.class.getResourceAsStream(FOLDER + name + ".md")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(
                            Parser.builder().build().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nodes between the heading of that name and the next of its level. */
    private static Optional<Node> section(Node file, String name) {
        Document section = new Document();
        boolean inside = false;
        boolean found = false;
        for (Node node = file.getFirstChild(); node != null; ) {
            Node next = node.getNext();
            if (node instanceof Heading h && h.getLevel() <= SECTION) {
                inside = text(h).equals(name);
                found |= inside;
            } else if (inside) {
                section.appendChild(node); // moves it
            }
            node = next;
        }
        return found ? Optional.of(section) : Optional.empty();
    }

    private static String text(Heading heading) {
        StringBuilder text = new StringBuilder();
        for (Node node = heading.getFirstChild(); node != null; node = node.getNext()) {
            text.append(node instanceof Text t ? t.getLiteral() : "");
        }
        return text.toString();
    }
}
