package org.espalier.ui.chart;

import java.awt.BasicStroke;
import org.espalier.ui.style.ChartColours;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** What all our charts have in common: quiet axes and a grid that the data stand out from. */
final class PlotLook {

    private PlotLook() {}

    /** A chart that is drawn when we say, with its legend below. */
    static JFreeChart chart(XYPlot plot) {
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setNotify(false);
        LegendTitle legend = new LegendTitle(plot);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setFrame(BlockBorder.NONE);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 16));
        chart.addLegend(legend);
        return chart;
    }

    /** Colours a chart that has a legend. */
    static void dress(JFreeChart chart, ChartColours colours) {
        chart.setBackgroundPaint(colours.background());
        chart.setPadding(new RectangleInsets(10, 8, 6, 28));
        XYPlot plot = chart.getXYPlot();
        plot.setBackgroundPaint(colours.background());
        plot.setOutlineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinePaint(colours.grid());
        plot.setRangeGridlinePaint(colours.grid());
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        for (int i = 0; i < plot.getDomainAxisCount(); i++) {
            dress(plot.getDomainAxis(i), colours);
        }
        for (int i = 0; i < plot.getRangeAxisCount(); i++) {
            dress(plot.getRangeAxis(i), colours);
        }
        chart.getLegend().setBackgroundPaint(colours.background());
        chart.getLegend().setItemPaint(colours.text());
        chart.getLegend().setItemFont(AccuracyPlot.SMALL);
    }

    private static void dress(ValueAxis axis, ChartColours colours) {
        axis.setLabelPaint(colours.muted());
        axis.setTickLabelPaint(colours.muted());
        axis.setAxisLinePaint(colours.grid());
        axis.setTickMarkPaint(colours.grid());
        axis.setLabelFont(AccuracyPlot.SMALL);
        axis.setTickLabelFont(AccuracyPlot.SMALL);
    }
}
