package socklab.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import socklab.kernel.Kernel;
import socklab.kernel.LazyKernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.libc.LibcKernel;
import socklab.kernel.nio.NioKernel;
import socklab.session.Appearance;
import socklab.session.Settings;
import socklab.shell.StateFolder;
import socklab.term.KeptSettings;
import socklab.term.TerminalCheck;
import socklab.text.Language;
import socklab.text.Message;
import socklab.view.Theme;

/**
 * What every command can be told.
 *
 * @param choice the languages asked for
 * @param network whether labs may send off this machine
 * @param output what is printed: text for people, or JSON for programs
 */
public record CliOptions(
        Optional<Settings.Feedback> feedback,
        Optional<LanguageChoice> choice,
        Optional<Settings.Names> names,
        Colour colour,
        Optional<Maker> kernelMaker,
        boolean network,
        Output output) {
    /** When output is coloured. */
    public enum Colour {
        auto,
        always,
        never
    }

    /** What is printed. */
    public enum Output {
        TEXT,
        JSON
    }

    /** Who makes the calls. */
    public enum Maker {
        libc,
        nio
    }

    /** Nothing was said. */
    public CliOptions() {
        this(Optional.empty(), Optional.empty(), Optional.empty(), Colour.auto, Optional.empty(), false, Output.TEXT);
    }

    /** The settings asked for. */
    public Settings settings() {
        return over(new Settings(Settings.Feedback.NORMAL, localeLanguage(), Settings.Names.LIBC));
    }

    /** Settings with those in their place that were asked for. */
    public Settings over(Settings settings) {
        Settings asked = feedback.map(settings::with).orElse(settings);
        asked = choice.flatMap(LanguageChoice::one).map(asked::with).orElse(asked);
        asked = names.map(asked::with).orElse(asked);
        return switch (colour) {
            case auto -> asked;
            case always -> asked.with(asked.look().with(Appearance.Colour.ON));
            case never -> asked.with(asked.look().with(Appearance.Colour.OFF));
        };
    }

    /** The language that the environment asks for. */
    static Language localeLanguage() {
        String given = System.getProperty("socklab.locale", "");
        if (!given.isEmpty()) {
            return Language.ofLocale(given);
        }
        for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = System.getenv(name);
            if (value != null && !value.isEmpty()) {
                return Language.ofLocale(value);
            }
        }
        return Language.ofLocale(java.util.Locale.getDefault().toString());
    }

    /** Whether there are colours where no setting says otherwise: not in a pipe, and not against NO_COLOR. */
    public boolean coloured() {
        String noColor = System.getenv("NO_COLOR");
        return switch (colour) {
            case always -> true;
            case never -> false;
            case auto -> (noColor == null || noColor.isEmpty()) && terminal();
        };
    }

    /** Whether it is a terminal that can be addressed. */
    static boolean terminal() {
        return TerminalCheck.now() && !"dumb".equals(System.getenv("TERM"));
    }

    /**
     * The settings of a run on streams. On a terminal its reader sees the colours and the language that the console
     * keeps; elsewhere, in a pipe or a file, nothing but the command line and the environment counts.
     */
    Settings streamed() {
        if (!terminal()) {
            return settings();
        }
        Settings kept = new KeptSettings(StateFolder.own()).over(settings());
        return over(settings().with(kept.look()).with(kept.language()));
    }

    /** The language of a run on streams, and of what keeps any run from being. */
    public Language readersLanguage() {
        return streamed().language();
    }

    /** The languages of a report: those asked for, or else the reader's. */
    List<Language> reportLanguages() {
        return choice.map(LanguageChoice::languages).orElseGet(() -> List.of(readersLanguage()));
    }

    /** The languages of a site's index: both, the reader's first, where none is asked for. */
    List<Language> indexLanguages() {
        return choice.map(LanguageChoice::languages)
                .orElseGet(() -> Stream.concat(Stream.of(readersLanguage()), Stream.of(Language.values()))
                        .distinct()
                        .toList());
    }

    /** The theme of a run on streams: as many colours as the terminal has; where there is no terminal, all or none. */
    Theme theme() {
        return new Theme(depth(), Theme.Depth.PLAIN, coloured(), streamed().look());
    }

    private static Theme.Depth depth() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return terminal() && !windows
                ? Theme.Depth.ofEnvironment(
                        Optional.ofNullable(System.getenv("TERM")), Optional.ofNullable(System.getenv("COLORTERM")))
                : Theme.Depth.COLOURS_256;
    }

    /** Has another thread make ready what the usual kernel needs, which takes longer than to read a command line. */
    public static void prepareKernel() {
        if (linux()) {
            Thread.ofPlatform().daemon().name("kernel").start(LibcKernel::link);
        }
    }

    private static boolean linux() {
        return System.getProperty("os.name").equals("Linux");
    }

    /**
     * The kernel asked for, on Linux C's library, elsewhere Java's channels; nobody has asked for it to be made yet.
     */
    LazyKernel kernel() {
        return new LazyKernel(
                switch (kernelMaker.orElse(linux() ? Maker.libc : Maker.nio)) {
                    case nio -> NioKernel::new;
                    case libc -> {
                        if (!linux()) {
                            throw new UnsupportedEnvironment(Message.of("cannot.libc", System.getProperty("os.name")));
                        }
                        yield LibcKernel::new;
                    }
                });
    }

    /** The kernel asked for, which another thread makes from now on. */
    public Kernel kernelSoon() {
        LazyKernel kernel = kernel();
        kernel.prepare();
        return kernel;
    }
}
