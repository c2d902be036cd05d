package socklab.page;

/** The shape of an arrow: its head's corners, and a place for its text above the middle of its shaft. */
final class ArrowShape {
    private static final double LENGTH = 9;
    private static final double HALF_WIDTH = 4;

    private ArrowShape() {}

    /** Where an arrow begins and ends. */
    record Ends(int x1, int y1, int x2, int y2) {}

    static LadderPicture.Arrow between(
            LadderPicture.Load load, boolean certain, Ends ends, String label, String title, long from) {
        return new LadderPicture.Arrow(
                load,
                certain,
                ends.x1(),
                ends.y1(),
                ends.x2(),
                ends.y2(),
                load == LadderPicture.Load.LOST ? "" : head(ends),
                label,
                (ends.x1() + ends.x2()) / 2,
                (ends.y1() + ends.y2()) / 2 - 4,
                title,
                from);
    }

    private static String head(Ends ends) {
        double dx = ends.x2() - ends.x1();
        double dy = ends.y2() - ends.y1();
        double length = Math.max(1, Math.hypot(dx, dy));
        double ux = dx / length;
        double uy = dy / length;
        double baseX = ends.x2() - LENGTH * ux;
        double baseY = ends.y2() - LENGTH * uy;
        return point(ends.x2(), ends.y2())
                + " " + point(baseX - HALF_WIDTH * uy, baseY + HALF_WIDTH * ux)
                + " " + point(baseX + HALF_WIDTH * uy, baseY - HALF_WIDTH * ux);
    }

    private static String point(double x, double y) {
        return tenths(x) + "," + tenths(y);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
