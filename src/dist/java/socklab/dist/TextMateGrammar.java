package socklab.dist;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A grammar for the editors that read TextMate's format, VS Code among them. Source: macromates.com, "Language
 * Grammars".
 */
final class TextMateGrammar {
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String NAME = "[A-Za-z_]\\w*";
    private static final String SCOPE = "source.socklab";

    private TextMateGrammar() {}

    /** The grammar of a lab. */
    static String lab(LabWords words) {
        Map<String, Object> grammar = new LinkedHashMap<>();
        grammar.put("name", "socklab");
        grammar.put("scopeName", SCOPE);
        grammar.put("fileTypes", List.of("lab"));
        grammar.put(
                "patterns",
                List.of(
                        line(
                                "^\\s*#\\s*(needs:).*$",
                                "comment.line.number-sign.socklab",
                                "keyword.other.needs.socklab"),
                        match("^\\s*#(?:zh)?\\?.*$", "comment.line.number-sign.question.socklab"),
                        match("^\\s*#.*$", "comment.line.number-sign.socklab"),
                        begin("^\\s*(=>)", "meta.result.socklab", "keyword.operator.result.socklab", result(words)),
                        begin("^\\s*(->)", "meta.frame.socklab", "keyword.operator.frame.socklab", frame()),
                        shellWord(words),
                        call(words)));
        return JSON.toJson(grammar) + "\n";
    }

    /** The grammar that finds the {@code socklab} blocks of Markdown. */
    static String markdown() {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("begin", "(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:(socklab)(\\s+[^`~]*)?$)");
        block.put("end", "(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$");
        block.put("name", "markup.fenced_code.block.markdown");
        block.put(
                "beginCaptures",
                map("3", name("punctuation.definition.markdown"), "4", name("fenced_code.block.language")));
        block.put("endCaptures", map("3", name("punctuation.definition.markdown")));
        block.put(
                "patterns",
                List.of(map(
                        "begin",
                        "(^|\\G)(\\s*)(.*)",
                        "while",
                        "(^|\\G)(?!\\s*([`~]{3,})\\s*$)",
                        "contentName",
                        "meta.embedded.block.socklab",
                        "patterns",
                        List.of(map("include", SCOPE)))));
        Map<String, Object> grammar = new LinkedHashMap<>();
        grammar.put("scopeName", "markdown.socklab.codeblock");
        grammar.put("fileTypes", List.of());
        grammar.put("injectionSelector", "L:text.html.markdown");
        grammar.put("patterns", List.of(block));
        return JSON.toJson(grammar) + "\n";
    }

    private static Map<String, Object> call(LabWords words) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("name", "meta.call.socklab");
        call.put(
                "begin",
                "^\\s*(?:(" + NAME + "(?:\\s+" + NAME + ")*)\\s*(=)(?!>)\\s*)?(?:(" + NAME + ")(\\.))?("
                        + String.join("|", words.calls()) + ")(?![\\w.])");
        call.put(
                "beginCaptures",
                map(
                        "1", name("variable.other.assignment.socklab"),
                        "2", name("keyword.operator.assignment.socklab"),
                        "3", name("variable.other.socket.socklab"),
                        "4", name("punctuation.accessor.socklab"),
                        "5", name("entity.name.function.socklab")));
        call.put("end", "$");
        call.put("patterns", operands(words));
        return call;
    }

    private static Map<String, Object> shellWord(LabWords words) {
        List<String> quoted =
                words.shellWords().stream().map(w -> w.equals("!") ? "!" : w).toList();
        return begin(
                "^\\s*(/(?:" + String.join("|", quoted) + "|-?\\d+))(?!\\w)",
                "meta.word.socklab",
                "keyword.control.socklab",
                operands(words));
    }

    private static List<Object> operands(LabWords words) {
        return List.of(
                match("\"(?:[^\"\\\\]|\\\\.)*\"?", "string.quoted.double.socklab"),
                match("\\$(?:" + NAME + "|\\d+)(?:\\." + NAME + ")*", "variable.other.value.socklab"),
                match("\\b(?:" + String.join("|", words.constants()) + ")\\b", "support.constant.socklab"),
                match("\\b(?:" + String.join("|", words.kinds()) + ")(?![\\w-])", "support.type.socklab"),
                match(
                        "(?<![\\w.])(?:0x[0-9A-Fa-f]+|\\d+(?:\\.\\d+)*)(?:[a-z%]+)?(?![\\w.])",
                        "constant.numeric.socklab"),
                match("&\\s*$", "keyword.operator.background.socklab"),
                match("\\|", "keyword.operator.or.socklab"));
    }

    private static List<Object> result(LabWords words) {
        return List.of(
                match("\\[\\.\\.\\]", "constant.character.wildcard.socklab"),
                match("\"(?:[^\"\\\\]|\\\\.)*\"?", "string.quoted.double.socklab"),
                match("\\b(?:" + String.join("|", words.errnos()) + ")\\b", "support.constant.errno.socklab"),
                match("\\b(?:" + String.join("|", words.constants()) + ")\\b", "support.constant.socklab"),
                match("(?<![\\w.])\\d+(?:\\.\\d+)*", "constant.numeric.socklab"));
    }

    private static List<Object> frame() {
        return List.of(
                match("\\[[A-Z.]*\\]", "support.constant.flags.socklab"),
                match("\\b(?:lost|again|held)\\b", "keyword.other.fate.socklab"),
                match("\\b\\d+\\b", "constant.numeric.socklab"));
    }

    private static Map<String, Object> match(String match, String name) {
        Map<String, Object> pattern = new LinkedHashMap<>();
        pattern.put("match", match);
        pattern.put("name", name);
        return pattern;
    }

    private static Map<String, Object> line(String match, String name, String first) {
        Map<String, Object> pattern = match(match, name);
        pattern.put("captures", map("1", name(first)));
        return pattern;
    }

    private static Map<String, Object> begin(String begin, String name, String first, List<Object> patterns) {
        Map<String, Object> pattern = new LinkedHashMap<>();
        pattern.put("name", name);
        pattern.put("begin", begin);
        pattern.put("beginCaptures", map("1", name(first)));
        pattern.put("end", "$");
        pattern.put("patterns", patterns);
        return pattern;
    }

    /** Keys and values by turns, in this order: the maps of Map.of have another one in each run. */
    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> name(String name) {
        return map("name", name);
    }
}
