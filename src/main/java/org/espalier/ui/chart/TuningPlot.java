package org.espalier.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;
import java.util.Iterator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.espalier.text.Text;
import org.espalier.ui.style.ChartColours;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The chart of a training: the loss, on the left axis, goes down, and the accuracy on the validation images, on the right
 * one, goes up. Lives on the render thread; knows nothing of JavaFX.
 */
final class TuningPlot {

    /** The even line goes through the mean of so many parts of all points. */
    private static final int PARTS = 40;

    /** A training of so many epochs is shown as a whole from its start, so that one sees how far it is. */
    private static final int FEW_EPOCHS = 100;

    /** Marks at both ends are whole; as a part of the axis. */
    private static final double BESIDE = 0.012;

    private static final Stroke EVEN = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Stroke EACH = new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private final NumberAxis time = new NumberAxis();
    private final NumberAxis loss = new NumberAxis();
    private final NumberAxis percent = new NumberAxis();
    private final XYLineAndShapeRenderer losses = new XYLineAndShapeRenderer(true, false);
    private final XYLineAndShapeRenderer accuracies = new XYLineAndShapeRenderer(true, true);
    private final XYPlot plot;
    private final JFreeChart chart;
    private TuningContent content = TuningContent.NONE;

    TuningPlot(ChartColours colours) {
        plot = new XYPlot(null, time, loss, losses);
        plot.setRangeAxis(1, percent);
        plot.setRangeAxisLocation(1, AxisLocation.BOTTOM_OR_RIGHT);
        plot.setRenderer(1, accuracies);
        plot.mapDatasetToRangeAxis(1, 1);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        time.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        // A loss has thousands of points; only epochs are explained.
        losses.setDefaultCreateEntities(false);
        losses.setSeriesStroke(0, EACH);
        losses.setSeriesStroke(1, EVEN);
        losses.setSeriesVisibleInLegend(0, false);
        accuracies.setSeriesStroke(0, EVEN);
        accuracies.setSeriesShape(0, Marks.STEP);
        accuracies.setDefaultToolTipGenerator((data, series, item) -> tooltip(item));
        chart = PlotLook.chart(plot);
        dress(colours);
    }

    JFreeChart chart() {
        return chart;
    }

    /** @param byHand whether the user chose what is shown: then the axes stay */
    void show(TuningContent next, boolean byHand) {
        content = next;
        write();
        if (!byHand) {
            reset();
        }
    }

    /** Shows all of the data. */
    void reset() {
        double all = epochsShown();
        time.setRange(-all * BESIDE, all * (1 + BESIDE));
        double highest = content.losses().stream()
                .mapToDouble(TuningContent.Loss::nats)
                .max()
                .orElse(1);
        loss.setRange(0, Math.max(1e-6, highest * 1.05));
        double[] seen = DoubleStream.concat(
                        content.startAccuracy().stream(),
                        content.epochs().stream().mapToDouble(TuningContent.Epoch::accuracy))
                .map(share -> share * 100)
                .sorted()
                .toArray();
        AxisRange range = seen.length == 0
                ? new AxisRange(0, 100)
                : AxisRange.of(new AxisRange.Data(seen[0], seen[seen.length - 1], 2, 0, 100));
        percent.setRange(range.low(), range.high());
    }

    /** All of a training from the start; of a very long one a part that doubles, or its beginning would be a line. */
    private int epochsShown() {
        List<TuningContent.Loss> losses = content.losses();
        double done = losses.isEmpty() ? 0 : losses.get(losses.size() - 1).epochs();
        int shown = FEW_EPOCHS;
        while (shown < done && shown < content.allEpochs()) {
            shown *= 2;
        }
        return Math.min(shown, content.allEpochs());
    }

    void dress(ChartColours with) {
        PlotLook.dress(chart, with);
        Color step = with.step();
        losses.setSeriesPaint(0, new Color(step.getRed(), step.getGreen(), step.getBlue(), 70));
        losses.setSeriesPaint(1, step);
        accuracies.setSeriesPaint(0, with.recovery());
        // Two grids at once would be a thicket.
        plot.setDomainGridlinesVisible(true);
        loss.setLabelPaint(step);
        percent.setLabelPaint(with.recovery());
    }

    /** Writes everything in the language of now. */
    void write() {
        time.setLabel(Text.of("chart.tuning.epochs"));
        loss.setLabel(Text.of("chart.tuning.loss"));
        percent.setLabel(Text.of("chart.tuning.accuracy"));
        for (NumberAxis axis : List.of(time, loss, percent)) {
            axis.setNumberFormatOverride(new TickNumbers());
        }
        plot.setDataset(0, lossLines());
        plot.setDataset(1, accuracyLine());
    }

    private XYSeriesCollection lossLines() {
        XYSeries each = new XYSeries("each", false);
        XYSeries even = new XYSeries(Text.of("chart.tuning.loss-line"), false);
        List<TuningContent.Loss> all = content.losses();
        int window = Math.max(1, all.size() / PARTS);
        Iterator<Integer> borders = content.roundBorders().iterator();
        double border = borders.hasNext() ? borders.next() : Double.MAX_VALUE;
        int first = 0;
        for (int i = 0; i < all.size(); i++) {
            each.add(all.get(i).epochs(), all.get(i).nats(), false);
            while (all.get(i).epochs() > border) {
                // The mean of what two networks lost would seem to climb for long behind each removal.
                first = i;
                border = borders.hasNext() ? borders.next() : Double.MAX_VALUE;
            }
            even.add(all.get(i).epochs(), mean(all.subList(Math.max(first, i + 1 - window), i + 1)), false);
        }
        XYSeriesCollection lines = new XYSeriesCollection();
        lines.addSeries(each);
        lines.addSeries(even);
        return lines;
    }

    private static double mean(List<TuningContent.Loss> losses) {
        return losses.stream().mapToDouble(TuningContent.Loss::nats).average().orElseThrow();
    }

    private XYSeriesCollection accuracyLine() {
        XYSeries line = new XYSeries(Text.of("chart.tuning.accuracy-line"), false);
        content.startAccuracy().ifPresent(start -> line.add(0, start * 100, false));
        content.epochs().forEach(epoch -> line.add(epoch.number(), epoch.accuracy() * 100, false));
        return new XYSeriesCollection(line);
    }

    /** @param item of the line: the start, where it is known, and then the epochs */
    private String tooltip(int item) {
        int first = content.startAccuracy().isPresent() ? 1 : 0;
        return item < first
                ? Text.of(
                        "chart.tuning.start",
                        Text.percent(content.startAccuracy().orElse(0), 2))
                : content.epochs().get(item - first).tooltip();
    }
}
