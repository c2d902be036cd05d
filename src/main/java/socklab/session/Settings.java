package socklab.session;

import socklab.text.Language;

/** What a user can set. */
public record Settings(Feedback feedback, Language language, Names names, Appearance look) {

    /** Settings of which the look is the usual one. */
    public Settings(Feedback feedback, Language language, Names names) {
        this(feedback, language, names, Appearance.USUAL);
    }

    /** How much is told of each call, as in jshell. */
    public enum Feedback {
        /** Nothing but errors. */
        SILENT,
        /** The result line. */
        CONCISE,
        /** The call line and the result line. */
        NORMAL,
        /** Both, one sentence why, and what changed. */
        VERBOSE
    }

    /** Which name a call line has where C's library enters the kernel by another. */
    public enum Names {
        /** The function that was typed: {@code send}. */
        LIBC,
        /** The system call as strace shows it: {@code sendto}. */
        KERNEL
    }

    public Settings with(Feedback value) {
        return new Settings(value, language, names, look);
    }

    public Settings with(Language value) {
        return new Settings(feedback, value, names, look);
    }

    public Settings with(Names value) {
        return new Settings(feedback, language, value, look);
    }

    public Settings with(Appearance value) {
        return new Settings(feedback, language, names, value);
    }
}
