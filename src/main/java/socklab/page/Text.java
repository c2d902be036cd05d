package socklab.page;

import socklab.view.Escape;

/** Texts from outside as a page shows them: what is not printable is escaped, and no text is endless. */
final class Text {
    /** The most characters of one text: enough for a screen of data. */
    private static final int MOST = 4000;

    private Text() {}

    static String shown(String text) {
        if (text.length() <= MOST) {
            return Escape.printable(text);
        }
        int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
        return Escape.printable(text.substring(0, end)) + "… +" + (text.length() - end);
    }
}
