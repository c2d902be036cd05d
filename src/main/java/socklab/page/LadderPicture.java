package socklab.page;

import java.util.List;
import java.util.Optional;

/**
 * A ladder with a place for everything, in SVG's user units; y grows with time.
 *
 * <p>It is cut into strips at heights where no text stands, so that paper has pages without cut lines and a browser
 * need not paint what is far away. What crosses a cut is in both strips.
 *
 * @param lanes in their order from left to right
 * @param hosts the hosts on the wire; empty where there is none
 * @param bar how long the bar of the scale is, in the units of the picture
 * @param barTime how long that is in time
 */
public record LadderPicture(
        int width, List<Lane> lanes, List<HostColumn> hosts, List<Strip> strips, int bar, String barTime) {

    /** The height of the heads. */
    public static final int HEAD = 40;

    /** A lane's head: its socket's name and kind, around a middle. */
    public record Lane(int id, int middle, String name, String kind) {}

    /** A host's columns, and where its cable enters. */
    public record HostColumn(String name, int left, int width) {}

    /**
     * A part of the picture.
     *
     * @param top where it begins; everything in it is placed in the whole picture
     * @param from the time since the first call at its top, as text
     * @param calls how many calls begin in it
     */
    public record Strip(int number, int top, int height, String from, int calls, Marks marks) {}

    /** What is drawn. */
    public record Marks(
            List<Line> lines,
            List<Tick> ticks,
            List<Gap> gaps,
            List<Box> boxes,
            List<Arrow> arrows,
            List<State> states) {}

    /** A vertical line: a socket that is open, or a host's end of the cable. */
    public record Line(Kind kind, int x, int top, int bottom) {
        /** What a line stands for. */
        public enum Kind {
            SOCKET,
            CABLE;

            /** The class that style sheets know it by. */
            public String css() {
                return this == SOCKET ? "life" : "cable";
            }
        }
    }

    /** A time since the first call, at the axis. */
    public record Tick(int y, String text) {}

    /** Time that passed with no call in flight; it is not to scale. */
    public record Gap(int y, String text) {}

    /** How a call ended. */
    public enum Ending {
        RETURNED,
        FAILED,
        /** It has not returned. */
        BLOCKS,
        /** For the reader to fill in. */
        BLANK;

        /** The class that style sheets know it by. */
        public String css() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A call.
     *
     * @param number the call's number; 0 for one that nobody typed
     * @param label the call, cut to the box
     * @param result its result, cut to the box
     * @param title both in full
     * @param time how long it took, where that is worth telling
     */
    public record Box(
            int number,
            int x,
            int y,
            int width,
            int height,
            Ending ending,
            String label,
            String result,
            String title,
            Optional<String> time) {
        int bottom() {
            return y + height;
        }
    }

    /** What an arrow is. */
    public enum Load {
        DATA,
        END_OF_STREAM,
        FRAME,
        LOST;

        /** The class that style sheets know it by. */
        public String css() {
            return switch (this) {
                case DATA -> "data";
                case END_OF_STREAM -> "fin";
                case FRAME -> "frame";
                case LOST -> "frame lost";
            };
        }
    }

    /**
     * Data, the end of a stream, or a frame on its way.
     *
     * @param head the corners of its head, as SVG writes points; of a lost one empty
     * @param labelX the middle of its text
     * @param from the number of the call, or of the frame, that it begins with
     */
    public record Arrow(
            Load load,
            boolean certain,
            int x1,
            int y1,
            int x2,
            int y2,
            String head,
            String label,
            int labelX,
            int labelY,
            String title,
            long from) {
        int top() {
            return Math.min(Math.min(y1, y2), labelY - LABEL);
        }

        int bottom() {
            return Math.max(Math.max(y1, y2), labelY) + 4;
        }
    }

    /** The height of a line of text. */
    static final int LABEL = 12;

    /** A TCP state that a socket is in from there on. */
    public record State(int middle, int y, int width, String text, boolean inferred) {}
}
