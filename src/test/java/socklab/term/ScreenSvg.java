package socklab.term;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jline.utils.ScreenTerminal;
import org.jline.utils.WCWidth;

/** A terminal's screen as SVG: one {@code text} element for each row, one {@code tspan} for each colour in it. */
final class ScreenSvg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final String GROUND = "#16181d";
    private static final String INK = "#e4e6eb";
    private static final String FONTS =
            "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC'," + " monospace";
    private static final double CELL = 8.4;
    private static final int ROW = 19;
    private static final int MARGIN = 14;
    private static final int BASELINE = 14;

    /** A cell's colours and weight, without its character. */
    private static final long ATTRIBUTES = 0xffff_ffff_0000_0000L;

    /** Cells of one look that stand side by side, as far as they are drawn. */
    private record Run(int column, int columns, String text, long look) {}

    private final int columns;
    private final int rows;
    private final long[] cells;

    private ScreenSvg(int columns, int rows, long[] cells) {
        this.columns = columns;
        this.rows = rows;
        this.cells = cells;
    }

    /** What is on a screen now, without its cursor. */
    static String of(ScreenTerminal screen) throws XMLStreamException {
        long[] cells = new long[screen.getColumns() * screen.getRows()];
        screen.dump(cells, new int[2]);
        return new ScreenSvg(screen.getColumns(), screen.getRows(), cells).render();
    }

    private String render() throws XMLStreamException {
        StringWriter text = new StringWriter();
        XMLStreamWriter svg = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        String width = number(2 * MARGIN + columns * CELL);
        String height = number(2 * MARGIN + rows * ROW);
        svg.writeStartElement("svg");
        svg.writeDefaultNamespace(NAMESPACE);
        svg.writeAttribute("viewBox", "0 0 " + width + " " + height);
        svg.writeAttribute("width", width);
        svg.writeAttribute("height", height);
        svg.writeAttribute("font-family", FONTS);
        svg.writeAttribute("font-size", "14");
        rectangle(svg, 0, 0, width, height, GROUND, "8");
        for (int row = 0; row < rows; row++) {
            row(svg, row);
        }
        svg.writeCharacters("\n");
        svg.writeEndElement();
        svg.writeCharacters("\n");
        svg.close();
        return text.toString();
    }

    private void row(XMLStreamWriter svg, int row) throws XMLStreamException {
        List<Run> runs = runs(row);
        int top = MARGIN + row * ROW;
        for (Run run : runs) {
            if (ground(run.look()) != GROUND) {
                rectangle(svg, x(run), top, number(run.columns() * CELL), "" + ROW, ground(run.look()), "0");
            }
        }
        svg.writeCharacters("\n");
        svg.writeStartElement("text");
        svg.writeAttribute("xml:space", "preserve");
        svg.writeAttribute("y", "" + (top + BASELINE));
        for (Run run : runs) {
            svg.writeStartElement("tspan");
            svg.writeAttribute("x", number(x(run)));
            svg.writeAttribute("textLength", number(run.columns() * CELL));
            svg.writeAttribute("lengthAdjust", "spacingAndGlyphs");
            svg.writeAttribute("fill", ink(run.look()));
            if (ScreenTerminal.cellBold(run.look())) {
                svg.writeAttribute("font-weight", "bold");
            }
            if (ScreenTerminal.cellUnderline(run.look())) {
                svg.writeAttribute("text-decoration", "underline");
            }
            svg.writeCharacters(run.text());
            svg.writeEndElement();
        }
        svg.writeEndElement();
    }

    private static void rectangle(
            XMLStreamWriter svg, double x, int y, String width, String height, String fill, String radius)
            throws XMLStreamException {
        svg.writeCharacters("\n");
        svg.writeEmptyElement("rect");
        svg.writeAttribute("x", number(x));
        svg.writeAttribute("y", "" + y);
        svg.writeAttribute("width", width);
        svg.writeAttribute("height", height);
        svg.writeAttribute("rx", radius);
        svg.writeAttribute("fill", fill);
    }

    /** A row's cells up to its last one that shows something, grouped by look. */
    private List<Run> runs(int row) {
        List<Run> runs = new ArrayList<>();
        int end = end(row);
        int column = 0;
        while (column < end) {
            int from = column;
            long look = look(row, column);
            StringBuilder text = new StringBuilder();
            while (column < end && look(row, column) == look) {
                int codePoint = codePoint(row, column);
                text.appendCodePoint(codePoint);
                column += Math.max(1, WCWidth.wcwidth(codePoint));
            }
            runs.add(new Run(from, column - from, text.toString(), look));
        }
        return runs;
    }

    private int end(int row) {
        int end = columns;
        while (end > 0 && codePoint(row, end - 1) == ' ' && ground(look(row, end - 1)) == GROUND) {
            end--;
        }
        return end;
    }

    private int codePoint(int row, int column) {
        int codePoint = ScreenTerminal.cellCodePoint(cells[row * columns + column]);
        return codePoint == 0 ? ' ' : codePoint;
    }

    private long look(int row, int column) {
        return cells[row * columns + column] & ATTRIBUTES;
    }

    private static String ground(long look) {
        return ScreenTerminal.cellInverse(look) ? foreground(look) : background(look);
    }

    private static String ink(long look) {
        return ScreenTerminal.cellInverse(look) ? background(look) : foreground(look);
    }

    private static String foreground(long look) {
        return ScreenTerminal.cellHasForeground(look) ? colour(ScreenTerminal.cellForeground(look)) : INK;
    }

    private static String background(long look) {
        return ScreenTerminal.cellHasBackground(look) ? colour(ScreenTerminal.cellBackground(look)) : GROUND;
    }

    private static String colour(int cell) {
        return "#%06x".formatted(ScreenTerminal.cellColorRgb(cell));
    }

    private static double x(Run run) {
        return MARGIN + run.column() * CELL;
    }

    private static String number(double value) {
        return "%.1f".formatted(value);
    }
}
