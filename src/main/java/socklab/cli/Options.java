package socklab.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import socklab.kernel.CannotRun;
import socklab.kernel.Kernel;
import socklab.kernel.LibcKernel;
import socklab.kernel.nio.NioKernel;
import socklab.session.Look;
import socklab.session.Settings;
import socklab.shell.StateFolder;
import socklab.term.KeptSettings;
import socklab.text.Language;
import socklab.text.Msg;
import socklab.view.Colours;

/** The options that every command has; they may stand before its name or behind it. */
public final class Options {
    /** When output is coloured. */
    enum Colour { auto, always, never }

    /** Who makes the calls. */
    enum Maker { libc, nio }

    @Option(names = "--feedback", scope = ScopeType.INHERIT, paramLabel = "MODE", description = "silent, concise, normal or verbose")
    private Optional<Settings.Feedback> feedback = Optional.empty();

    @Option(names = "--lang", scope = ScopeType.INHERIT, paramLabel = "en|zh", description = "the language of messages; first from the locale")
    private Optional<Language> language = Optional.empty();

    @Option(names = "--names", scope = ScopeType.INHERIT, paramLabel = "libc|kernel", description = "call lines by the function typed, or by the system call as strace shows it")
    private Optional<Settings.Names> names = Optional.empty();

    @Option(names = "--color", scope = ScopeType.INHERIT, paramLabel = "auto|always|never", description = "when to use colour")
    private Colour colour = Colour.auto;

    @Option(names = "--kernel", scope = ScopeType.INHERIT, paramLabel = "libc|nio",
            description = "who makes the calls: Linux's C library, or Java's channels (everywhere else)")
    private Optional<Maker> kernel = Optional.empty();

    @Option(names = "--allow-net", scope = ScopeType.INHERIT, description = "labs may send off this machine")
    private boolean network;

    /** The settings asked for. */
    public Settings settings() {
        return over(new Settings(Settings.Feedback.NORMAL, localeLanguage(), Settings.Names.LIBC));
    }

    /** Settings with those in their place that were asked for. */
    public Settings over(Settings settings) {
        Settings asked = feedback.map(settings::with).orElse(settings);
        asked = language.map(asked::with).orElse(asked);
        asked = names.map(asked::with).orElse(asked);
        return switch (colour) {
            case auto -> asked;
            case always -> asked.with(asked.look().with(Look.Colour.ON));
            case never -> asked.with(asked.look().with(Look.Colour.OFF));
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
        return System.console() != null && System.console().isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    /**
     * The settings of a run on streams. On a terminal its reader sees the colours and the language that the console keeps;
     * elsewhere, in a pipe or a file, nothing but the command line and the environment counts.
     */
    Settings streamed() {
        if (!terminal()) {
            return settings();
        }
        Settings kept = new KeptSettings(StateFolder.own()).over(settings());
        return over(settings().with(kept.look()).with(kept.language()));
    }

    /** The language in which a run is told that it cannot be. */
    public Language language() {
        return streamed().language();
    }

    /** The colours of a run on streams. */
    Colours colours() {
        return new Colours(coloured(), streamed().look());
    }

    /** The kernel asked for; on Linux C's library, elsewhere Java's channels. */
    public Kernel kernel() {
        boolean linux = System.getProperty("os.name").equals("Linux");
        return switch (kernel.orElse(linux ? Maker.libc : Maker.nio)) {
            case nio -> new NioKernel();
            case libc -> {
                if (!linux) {
                    throw new CannotRun(Msg.of("cannot.libc", System.getProperty("os.name")));
                }
                yield new LibcKernel();
            }
        };
    }

    public boolean network() {
        return network;
    }
}
