package socklab.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import socklab.lang.Command;
import socklab.lang.Parser;
import socklab.text.Language;
import socklab.text.Messages;

/**
 * Everything that a call, an option, an errno, a flag or a kind of value needs outside its declaration, all at once.
 */
class DeclarationsAreCompleteTest {
    private static final Path PROSE = Path.of("src/main/resources/socklab/explain");

    private final List<String> missing = new ArrayList<>();

    @Test
    void nothingIsMissing() throws IOException {
        String labs = text(Path.of("labs"), ".lab");
        for (Call call : Call.values()) {
            call(call, labs);
        }
        for (Language language : Language.values()) {
            Messages messages = Messages.in(language);
            String pages = text(PROSE, "." + language.code() + ".md");
            for (SocketOption option : SocketOption.values()) {
                key(messages, "option." + option.name());
                need(
                        pages.contains("## " + option.name()),
                        "heading ## " + option.name() + " in " + language + " prose");
            }
            for (SocketOption.Kind kind : SocketOption.Kind.values()) {
                key(messages, "cure.value." + kind.name());
                key(messages, "explain.kind." + kind.name());
            }
            for (Const flag : Const.Group.MSG.members()) {
                key(messages, "const." + flag.name());
                need(pages.contains("## " + flag.name()), "heading ## " + flag.name() + " in " + language + " prose");
            }
        }
        assertThat(missing).as("all that the declarations still need").isEmpty();
    }

    private void call(Call call, String labs) {
        for (String part : List.of("en", "zh", "code")) {
            Path page = PROSE.resolve(call.function() + "." + part + ".md");
            need(Files.isRegularFile(page), page.toString());
        }
        key(Messages.in(Language.ZH), "call." + call.name());
        need(
                Parser.parse(call.example()).command() instanceof Command.Invoke c && c.call() == call,
                call + ": an example that parses to it");
        need(!call.summary().isBlank(), call + ": a summary");
        need(
                call.forms().stream().anyMatch(f -> labs.contains(f.word())),
                call + ": a lab below labs that uses one of its words");
        call.params()
                .forEach(p -> need(
                        p.shape().names().size() == p.shape().ctypes().size(),
                        call + ": a name for each C parameter of " + p.name()));
    }

    private void key(Messages messages, String key) {
        need(
                messages.find(key).isPresent(),
                "key " + key + " in messages/" + messages.language().code());
    }

    private void need(boolean there, String piece) {
        if (!there) {
            missing.add(piece);
        }
    }

    private static String text(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(f -> f.toString().endsWith(ending)).collect(Collectors.toList())) {
                all.append(Files.readString(file)).append('\n');
            }
            return all.toString();
        }
    }
}
