package socklab.view.ladder;

/**
 * The characters that pictures are drawn with.
 *
 * @param corners of a box: top left, top right, bottom left, bottom right
 */
public record Glyphs(
        String horizontal,
        String vertical,
        String corners,
        String idle,
        String left,
        String right,
        String lost,
        String ellipsis,
        String micro) {

    /** Lines and arrows of Unicode. */
    public static final Glyphs LINES = new Glyphs("─", "│", "┌┐└┘", "┊", "◄", "►", "×", "…", "µ");

    /** ASCII only, for a terminal or a reader that has no other. */
    public static final Glyphs PLAIN = new Glyphs("-", "|", "++++", ":", "<", ">", "x", "~", "u");

    String corner(int index) {
        return corners.substring(index, index + 1);
    }
}
