package org.espalier.ui.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.espalier.text.Text;
import org.espalier.ui.style.ChartColours;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jspecify.annotations.Nullable;

/** The chart of accuracy against parameters kept. Lives on the render thread; knows nothing of JavaFX. */
final class AccuracyPlot {

    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    /** Counts from here on are written short: 20K, 2万. */
    private static final long SHORT_FROM = 10_000;

    /** A mark at 0 parameters is whole; as a part of the axis. */
    private static final double LEFT_OF_ZERO = 0.012;

    /** Percents are written with a digit behind the sign where the axis shows fewer of them than this. */
    private static final double FINE = 6;

    private final NumberAxis parameters = new NumberAxis();
    private final NumberAxis percent = new NumberAxis();
    private final StepsRenderer steps;
    private final LiveRenderer live;
    private final DenseLine dense;
    private final RecoveryLines recoveries;
    private final XYPlot plot;
    private final JFreeChart chart;
    private ChartContent content = new ChartContent(1, 1, List.of(), OptionalInt.empty(), null, false);
    private ChartColours colours;
    private @Nullable AxisRange across;
    private @Nullable AxisRange up;

    AccuracyPlot(ChartColours colours) {
        this.colours = colours;
        steps = new StepsRenderer(colours, content);
        live = new LiveRenderer(colours, content);
        dense = new DenseLine(colours, content);
        recoveries = new RecoveryLines(colours, content);
        plot = new XYPlot(null, parameters, percent, steps);
        plot.setRenderer(1, live);
        steps.addAnnotation(dense, Layer.BACKGROUND);
        steps.addAnnotation(recoveries, Layer.BACKGROUND);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        chart = PlotLook.chart(plot);
        dress(colours);
    }

    JFreeChart chart() {
        return chart;
    }

    /** @param byHand whether the user chose what is shown: then the axes stay */
    void show(ChartContent next, boolean byHand) {
        boolean otherNetwork = next.denseParameters() != content.denseParameters();
        content = next;
        ChartPoint hand = next.live();
        plot.setDataset(0, new PointSet(PointSet.HISTORY, next.steps()));
        plot.setDataset(1, new PointSet(PointSet.LIVE, hand == null ? List.of() : List.of(hand)));
        steps.show(next);
        live.show(next);
        dense.show(next);
        recoveries.show(next);
        if (otherNetwork) {
            across = null;
            up = null;
        }
        range(next.dragging());
        if (!byHand) {
            showRange();
        }
        write();
    }

    /** Shows all of the data. */
    void reset() {
        across = null;
        up = null;
        range(false);
        showRange();
    }

    void dress(ChartColours with) {
        colours = with;
        steps.dress(with);
        live.dress(with);
        dense.dress(with);
        recoveries.dress(with);
        PlotLook.dress(chart, with);
        write();
    }

    /** Writes everything in the language of now. */
    void write() {
        Locale language = Text.language();
        parameters.setLabel(Text.of("chart.parameters"));
        percent.setLabel(Text.of("chart.accuracy"));
        NumberFormat counts = content.denseParameters() >= SHORT_FROM
                ? NumberFormat.getCompactNumberInstance(language, NumberFormat.Style.SHORT)
                : NumberFormat.getIntegerInstance(language);
        counts.setMaximumFractionDigits(1);
        parameters.setNumberFormatOverride(counts);
        NumberFormat shares = NumberFormat.getNumberInstance(language);
        shares.setMaximumFractionDigits(2);
        shares.setMinimumFractionDigits(percent.getRange().getLength() < FINE ? 1 : 0);
        percent.setNumberFormatOverride(shares);
        plot.setFixedLegendItems(legend());
    }

    private void range(boolean dragging) {
        List<ChartPoint> all = new ArrayList<>(content.steps());
        ChartPoint hand = content.live();
        if (hand != null) {
            all.add(hand);
        }
        double dense = content.denseAccuracy();
        double most = all.stream().mapToDouble(ChartPoint::parameters).max().orElse(0);
        most = Math.max(most, content.denseParameters());
        // Where weights were put back to fresh ones an arrow comes from below: its start is of no interest.
        DoubleSummaryStatistics seen = content.recoveries().stream()
                .flatMapToDouble(recovery -> DoubleStream.concat(
                        recovery.pruned().stream(), recovery.epochs().stream().mapToDouble(Double::doubleValue)))
                .summaryStatistics();
        double low = Math.min(
                seen.getMin(), all.stream().mapToDouble(ChartPoint::low).min().orElse(dense));
        double high = Math.max(
                seen.getMax(), all.stream().mapToDouble(ChartPoint::high).max().orElse(dense));
        AxisRange.Data sideways = new AxisRange.Data(0, most, most, 0, most * 1.02);
        AxisRange.Data upright = new AxisRange.Data(Math.min(low, dense) * 100, Math.max(high, dense) * 100, 2, 0, 100);
        across = across == null ? AxisRange.of(sideways) : across.next(sideways, dragging);
        up = up == null ? AxisRange.of(upright) : up.next(upright, dragging);
    }

    private void showRange() {
        if (across != null && up != null) {
            parameters.setRange(-LEFT_OF_ZERO * across.high(), across.high());
            percent.setRange(up.low(), up.high());
        }
    }

    private LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        items.add(new LegendItem(Text.of("chart.step"), null, null, null, Marks.STEP, colours.step()));
        if (content.hasUndone()) {
            items.add(hollow(Text.of("chart.undone"), Marks.STEP, colours.undone()));
        }
        if (content.steps().stream().anyMatch(ChartPoint::fresh)) {
            items.add(hollow(Text.of("chart.fresh"), Marks.FRESH, colours.undone()));
        }
        if (!content.recoveries().isEmpty()) {
            items.add(new LegendItem(Text.of("chart.recovery"), null, null, null, Marks.EPOCH, colours.recovery()));
        }
        if (content.live() != null) {
            items.add(new LegendItem(Text.of("chart.live"), null, null, null, Marks.LIVE, colours.live()));
        }
        return items;
    }

    private LegendItem hollow(String words, Shape shape, Color outline) {
        return new LegendItem(
                words,
                null,
                null,
                null,
                true,
                shape,
                true,
                colours.background(),
                true,
                outline,
                Marks.THIN,
                false,
                shape,
                Marks.THIN,
                outline);
    }
}
