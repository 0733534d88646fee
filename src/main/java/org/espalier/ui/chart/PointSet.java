package org.espalier.ui.chart;

import java.util.List;
import org.jfree.data.xy.AbstractXYDataset;

/** Chart points as JFreeChart wants them: one series, parameters kept against accuracy in percent. */
final class PointSet extends AbstractXYDataset {

    private static final long serialVersionUID = 1L;

    static final String HISTORY = "history";
    static final String LIVE = "live";

    private final transient List<ChartPoint> points;
    private final String key;

    PointSet(String key, List<ChartPoint> points) {
        this.key = key;
        this.points = points;
    }

    /** Whether these are steps that one can go to. */
    boolean isHistory() {
        return key.equals(HISTORY);
    }

    ChartPoint point(int item) {
        return points.get(item);
    }

    @Override
    public int getSeriesCount() {
        return 1;
    }

    @Override
    public Comparable<?> getSeriesKey(int series) {
        return key;
    }

    @Override
    public int getItemCount(int series) {
        return points.size();
    }

    @Override
    public Number getX(int series, int item) {
        return points.get(item).parameters();
    }

    @Override
    public Number getY(int series, int item) {
        return points.get(item).percent();
    }
}
