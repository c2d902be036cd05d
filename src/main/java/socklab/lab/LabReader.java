package socklab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import socklab.lang.Command;
import socklab.lang.Span;
import socklab.lang.SyntaxError;
import socklab.shell.ScriptBuilder;
import socklab.shell.ScriptStep;
import socklab.text.Message;

/**
 * Reads a {@link Lab} from a file of lines, or from a Markdown note with {@code socklab} blocks.
 *
 * <p>Line ends of any system and a byte order mark are accepted; bytes that are not UTF-8 are a mistake of their line.
 */
public final class LabReader {
    /** The largest file that is read, in bytes. */
    static final int MOST_BYTES = 16 << 20;

    /** The most lines that a lab has. */
    static final int MOST_LINES = 200_000;

    /** The most characters of a line that are shown if the lab is not read because of it. */
    private static final int MOST_SHOWN = 60;

    private LabReader() {}

    /** A line of a lab: its number in the file, how many characters stand before it there, and its text. */
    public record Source(int number, int indent, String text) {}

    /** Whether a file's name is that of a lab. */
    public static boolean isLab(Path file) {
        return file.toString().endsWith(".lab");
    }

    static boolean isMarkdown(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".md") || name.endsWith(".markdown");
    }

    /** Reads a lab; its mistakes are part of it. */
    public static Lab read(Path file) throws IOException {
        String text = text(file);
        if (!isMarkdown(file)) {
            return lab(file, sources(text));
        }
        Optional<Source> tooDense = MarkdownLab.tooDense(text);
        return tooDense.isPresent()
                ? unreadable(file, tooDense.get(), Message.of("fault.dense", MarkdownLab.MOST_SIGNS), "cure.dense")
                : lab(file, MarkdownLab.sources(text));
    }

    /** The lines of a file that belong to the lab: all, or of a note its {@code socklab} blocks and its prose. */
    public static List<Source> lines(Path file) throws IOException {
        String text = text(file);
        return !isMarkdown(file)
                ? sources(text)
                : MarkdownLab.tooDense(text).isPresent() ? List.of() : MarkdownLab.sources(text);
    }

    /** The text of a regular file. */
    public static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a regular file: " + file); // a FIFO would block
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException("more than " + MOST_BYTES + " bytes");
        }
        return decode(bytes);
    }

    /** What editors write: UTF-8, with a byte order mark or without, and UTF-16 with one. */
    static String decode(byte[] bytes) {
        boolean sixteen = bytes.length >= 2
                && ((bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe
                        || (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff);
        Charset charset = sixteen ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        String text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, charset).replace("\ufffd", Character.toString(NOT_TEXT));
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Stands for bytes that are no text: a noncharacter, which no text contains. */
    private static final char NOT_TEXT = '\uffff';

    private static List<Source> sources(String text) {
        List<Source> sources = new ArrayList<>();
        text.lines().limit(MOST_LINES + 1).forEach(line -> sources.add(new Source(sources.size() + 1, 0, line)));
        return sources;
    }

    /** A lab of lines that are in no file. */
    static Lab lab(Path file, Iterable<String> lines) {
        List<Source> sources = new ArrayList<>();
        lines.forEach(l -> sources.add(new Source(sources.size() + 1, 0, l)));
        return lab(file, List.copyOf(sources));
    }

    private static Lab lab(Path file, List<Source> sources) {
        ScriptBuilder builder = new ScriptBuilder();
        List<String> needs = new ArrayList<>();
        Map<Integer, Integer> indents = new HashMap<>();
        List<Lab.Mistake> mistakes = new ArrayList<>();
        if (sources.size() > MOST_LINES) {
            return unreadable(file, sources.get(MOST_LINES), Message.of("fault.tooLong", MOST_LINES), "cure.tooLong");
        }
        for (Source source : sources) {
            int bad = source.text().indexOf(NOT_TEXT);
            if (bad >= 0) {
                mistakes.add(mistake(
                        source, new Span(bad, bad + 1), Message.of("fault.notText"), Message.of("cure.notText")));
                continue;
            }
            Expectation.tooLong(source.text())
                    .ifPresent(number -> mistakes.add(mistake(
                            source,
                            number,
                            Message.of("fault.digits", Expectation.MOST_DIGITS),
                            Message.of("cure.digits"))));
            indents.put(source.number(), source.indent());
            builder.add(source.text(), source.number());
            String text = source.text().strip();
            if (text.startsWith("#") && text.substring(1).strip().startsWith("needs:")) {
                needs.add(text.substring(text.indexOf(':') + 1).strip());
            }
        }
        List<ScriptStep> steps = builder.build();
        builder.mistakes()
                .forEach(l -> mistakes.add(
                        mistake(new Source(l.number(), indents.getOrDefault(l.number(), 0), l.text()), (SyntaxError)
                                l.command())));
        strays(steps, indents, mistakes);
        mistakes.sort(Comparator.comparingInt(Lab.Mistake::number));
        return new Lab(file, steps, List.copyOf(needs), List.copyOf(mistakes));
    }

    /** A lab of which nothing is read but one mistake. */
    private static Lab unreadable(Path file, Source line, Message fault, String cure) {
        Span all = new Span(0, Math.min(line.text().length(), MOST_SHOWN));
        Source shown = new Source(line.number(), 0, line.text().substring(0, all.end()));
        return new Lab(file, List.of(), List.of(), List.of(mistake(shown, all, fault, Message.of(cure))));
    }

    private static Lab.Mistake mistake(Source source, Span span, Message fault, Message cure) {
        return mistake(source, new SyntaxError(source.text().replace(NOT_TEXT, '\ufffd'), span, fault, cure));
    }

    private static Lab.Mistake mistake(Source source, SyntaxError error) {
        return new Lab.Mistake(source.number(), source.indent() + error.span().start() + 1, error);
    }

    /** Reports results that have no call above them. */
    private static void strays(List<ScriptStep> steps, Map<Integer, Integer> indents, List<Lab.Mistake> mistakes) {
        for (ScriptStep step : steps) {
            switch (step) {
                case ScriptStep.Line line
                when line.command() instanceof Command.Expect -> {
                    int at = line.text().indexOf("=>");
                    mistakes.add(mistake(
                            new Source(line.number(), indents.getOrDefault(line.number(), 0), line.text()),
                            new Span(Math.max(0, at), Math.max(0, at) + 2),
                            Message.of("fault.stray"),
                            Message.of("cure.stray")));
                }
                case ScriptStep.Line _ -> {}
                case ScriptStep.Repeat repeat -> strays(repeat.body(), indents, mistakes);
            }
        }
    }
}
