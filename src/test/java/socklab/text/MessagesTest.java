package socklab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.call.Call;
import socklab.call.SocketOption;
import socklab.lang.ShellWord;
import socklab.shell.Setting;

/** Both languages say the same things, in the same places, and all of them are said somewhere. */
class MessagesTest {
    /** The product, and the benchmarks beside it. */
    private static final List<String> ROOTS = List.of("src/main", "src/bench");

    private static final Messages EN = Messages.in(Language.EN);
    private static final Messages ZH = Messages.in(Language.ZH);

    /** What English has from the declarations of calls, words and settings. */
    private static final Pattern DECLARED = Pattern.compile("cli\\.(?!error).*|call\\..*|word\\..*|setting\\..*");

    private static final Pattern PLACE = Pattern.compile("%(?:%|\\d+\\$s)");
    private static final Pattern LITERAL = Pattern.compile("\"([a-zA-Z.][\\w.]*)\"(\\s*\\+)?");

    @Test
    void theKeysAreTheSame() {
        assertThat(EN.keys().stream().filter(k -> !ZH.keys().contains(k)))
                .as("only in English")
                .isEmpty();
        assertThat(ZH.keys().stream()
                        .filter(k ->
                                !DECLARED.matcher(k).matches() && !EN.keys().contains(k)))
                .as("only in Chinese")
                .isEmpty();
    }

    /** Of two, a reader of the file sees the first, and a reader of the screen the last. */
    @ParameterizedTest
    @EnumSource
    void everyKeyIsThereOnceWhereItIsLookedFor(Language language) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String root : ROOTS) {
            try (Stream<Path> files = Files.list(Path.of(root, "resources/socklab/messages", language.code()))) {
                for (Path file : files.toList()) {
                    Files.readAllLines(file).stream()
                            .filter(l -> !l.startsWith("#") && l.contains("="))
                            .map(l -> l.substring(0, l.indexOf('=')).strip())
                            .forEach(keys::add);
                }
            }
        }
        assertThat(keys)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Messages.in(language).keys());
        assertThat(keys)
                .allSatisfy(k -> assertThat(Messages.in(language).find(k)).as(k).isPresent());
    }

    @Test
    void thePlacesAreTheSame() {
        for (String key : EN.keys()) {
            assertThat(places(ZH, key)).as(key).isEqualTo(places(EN, key));
        }
    }

    private static Set<String> places(Messages messages, String key) {
        return PLACE.matcher(messages.find(key).orElse(""))
                .results()
                .map(r -> r.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void everyMessageCanBeSaid(Language language) {
        Messages messages = Messages.in(language);
        for (String key : messages.keys()) {
            assertThat(messages.say(key))
                    .as(key + " is doubled only where there are places")
                    .doesNotContain(
                            PLACE.matcher(messages.find(key).orElse(""))
                                            .results()
                                            .anyMatch(m -> !m.group().equals("%%"))
                                    ? "no such text"
                                    : "%%");
            assertThat(messages.say(key, 1, 2, 3, 4, 5, 6, 7, 8, 9))
                    .as(key)
                    .isNotBlank()
                    .doesNotContainPattern("%\\d\\$s");
        }
    }

    @Test
    void chineseIsChinese() {
        Pattern words = Pattern.compile("[a-z]{2}"); // a line of figures reads the same everywhere
        List<String> left = ZH.keys().stream()
                .filter(k -> words.matcher(EN.find(k).orElse("words")).find())
                .filter(k -> ZH.find(k)
                        .orElse("")
                        .codePoints()
                        .noneMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN))
                .sorted()
                .toList();
        assertThat(left).isEmpty();
    }

    @Test
    void everyCallWordAndSettingIsExplainedInChinese() {
        Set<String> wanted = new TreeSet<>();
        for (Call call : Call.values()) {
            wanted.add("call." + call.name());
        }
        Stream.of(ShellWord.values()).forEach(w -> wanted.add("word." + w.name()));
        Stream.of(Setting.all()).forEach(s -> wanted.add("setting." + s.name()));
        Set<String> said = new TreeSet<>(ZH.keys());
        said.removeIf(
                k -> !DECLARED.matcher(k).matches() || k.startsWith("cli.")); // these are the command line's test's
        assertThat(wanted.stream().filter(k -> !said.contains(k)))
                .as("not said in Chinese")
                .isEmpty();
        assertThat(said.stream().filter(k -> !wanted.contains(k)))
                .as("said of nothing")
                .isEmpty();
    }

    @Test
    void everyKindOfOptionHasACure() {
        assertThat(EN.keys())
                .containsAll(Arrays.stream(SocketOption.Kind.values())
                        .map(k -> "cure.value." + k.name())
                        .toList());
    }

    @Test
    void everyKeyInTheSourceExistsAndNoneIsLeftOver() throws IOException {
        Set<String> literals = literals();
        Set<String> areas = EN.keys().stream()
                .filter(k -> k.contains("."))
                .map(k -> k.substring(0, k.indexOf('.') + 1))
                .collect(Collectors.toSet());
        assertThat(literals.stream()
                        .filter(l -> !l.endsWith("*") && areas.stream().anyMatch(l::startsWith))
                        .filter(l -> !EN.keys().contains(l) && !l.matches("[a-z]+\\.(lab|md|py|json|html|properties)"))
                        .sorted())
                .isEmpty();
        List<String> prefixes = literals.stream()
                .filter(l -> l.endsWith("*"))
                .map(l -> l.substring(0, l.length() - 1))
                .toList();
        List<String> suffixes = literals.stream().filter(l -> l.startsWith(".")).toList();
        assertThat(EN.keys().stream()
                        .filter(k -> !literals.contains(k)
                                && prefixes.stream().noneMatch(k::startsWith)
                                && suffixes.stream().noneMatch(k::endsWith))
                        .sorted())
                .isEmpty();
    }

    /** Every word in quotes; one that something is put behind, {@code "call." +}, ends in a star. */
    private static Set<String> literals() throws IOException {
        Set<String> literals = new TreeSet<>();
        for (String root : ROOTS) {
            try (Stream<Path> files = Files.walk(Path.of(root, "java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    LITERAL.matcher(Files.readString(file))
                            .results()
                            .forEach(m -> literals.add(m.group(1) + (m.group(2) == null ? "" : "*")));
                }
            }
        }
        return literals;
    }

    @Test
    void aMessageMayHoldAMessage() {
        assertThat(EN.say("fault.port", Message.of("sockets.name"))).isEqualTo("not a port: name");
    }

    @Test
    void theLocaleChooses() {
        assertThat(Language.ofLocale("zh_CN.UTF-8")).isEqualTo(Language.ZH);
        assertThat(Language.ofLocale("C")).isEqualTo(Language.EN);
    }

    /** What Tab shows beside a name. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void everyOptionAndEveryValueOfOneHasItsPhrase(Language language) {
        Messages messages = Messages.in(language);
        assertThat(Stream.concat(
                                Arrays.stream(SocketOption.values()).map(o -> "option." + o.name()),
                                Arrays.stream(SocketOption.values())
                                        .flatMap(o -> o.names().stream())
                                        .distinct()
                                        .flatMap(g -> g.members().stream())
                                        .map(c -> "const." + c.name()))
                        .filter(k -> messages.find(k).isEmpty()))
                .isEmpty();
    }
}
