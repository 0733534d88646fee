package org.espalier.ui.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.espalier.text.Text;
import org.espalier.ui.style.Theme;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drawn by Java2D alone, without a window. */
class TuningChartTest {

    @BeforeEach
    void speakEnglish() {
        Text.use(Locale.ENGLISH);
    }

    @Test
    void theAxesShowAllOfAShortTrainingAndTheBeginningOfALongOne() {
        TuningPlot plot = new TuningPlot(Theme.LIGHT.chart());
        XYPlot shown = plot.chart().getXYPlot();
        plot.show(course(3, 1.5, List.of(0.8)), false);
        assertEquals(3, shown.getDomainAxis().getUpperBound(), 0.1);
        plot.show(course(12, 1.5, List.of(0.8)), false);
        assertEquals(12, shown.getDomainAxis().getUpperBound(), 0.2, "as many as were asked for");
        plot.show(course(500, 1.5, List.of(0.8)), false);
        assertEquals(100, shown.getDomainAxis().getUpperBound(), 2);
        plot.show(course(500, 120, List.of(0.8)), false);
        assertEquals(200, shown.getDomainAxis().getUpperBound(), 4);
        assertTrue(shown.getRangeAxis(0).getUpperBound() > 2, "the largest loss is 2");
        assertTrue(shown.getRangeAxis(1).getLowerBound() < 50
                && shown.getRangeAxis(1).getUpperBound() > 80);
        plot.show(course(3, 3, List.of(0.8, 0.9, 0.95)), true);
        assertEquals(200, shown.getDomainAxis().getUpperBound(), 4, "what the user chose stays");
        plot.show(TuningContent.NONE, false);
    }

    @Test
    void aLossWithoutEndIsWrittenInFewDigits() {
        TuningPlot plot = new TuningPlot(Theme.LIGHT.chart());
        List<TuningContent.Loss> losses = List.of(new TuningContent.Loss(0.1, 2), new TuningContent.Loss(0.2, 1.28e35));
        plot.show(new TuningContent(losses, OptionalDouble.of(0.5), List.of(), 4), false);
        NumberFormat loss = ((NumberAxis) plot.chart().getXYPlot().getRangeAxis(0)).getNumberFormatOverride();
        assertEquals("1.3e35", loss.format(129_999_999_999_999_980e18));
        assertEquals("0", loss.format(0.0));
        assertEquals("0.25", loss.format(0.25));
        assertEquals("1.2e6", loss.format(1_200_000L));
        assertEquals("999,999", loss.format(999_999.0));
    }

    @Test
    void theEvenLineGoesThroughTheMeanOfTheLastPoints() {
        TuningPlot plot = new TuningPlot(Theme.LIGHT.chart());
        List<TuningContent.Loss> losses = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            losses.add(new TuningContent.Loss(i / 80.0, i % 2 == 0 ? 1 : 3));
        }
        plot.show(new TuningContent(losses, OptionalDouble.empty(), List.of(), 1), false);
        var lines = plot.chart().getXYPlot().getDataset(0);
        assertEquals(1, lines.getYValue(0, 78), 1e-12);
        assertEquals(2, lines.getYValue(1, 78), 1e-12);
        assertEquals(1, lines.getYValue(1, 0), 1e-12, "the first one is the mean of itself");
    }

    /** 80 points, so the mean is of two; the loss jumps from 1 to 3 where the second round begins. */
    @Test
    void theEvenLineBeginsAnewWithEachRound() {
        TuningPlot plot = new TuningPlot(Theme.LIGHT.chart());
        List<TuningContent.Loss> losses = new ArrayList<>();
        for (int i = 1; i <= 80; i++) {
            losses.add(new TuningContent.Loss(i / 40.0, i <= 40 ? 1 : 3));
        }
        List<TuningContent.Epoch> epochs = List.of(
                new TuningContent.Epoch(0, 0.5, ""),
                new TuningContent.Epoch(1, 0.9, ""),
                new TuningContent.Epoch(1, 0.4, ""));
        plot.show(new TuningContent(losses, OptionalDouble.empty(), epochs, 2), false);
        var lines = plot.chart().getXYPlot().getDataset(0);
        assertEquals(1, lines.getYValue(1, 39), 1e-12);
        assertEquals(3, lines.getYValue(1, 40), 1e-12, "nothing of the round before");
    }

    @Test
    void anArrowWithADotPerEpochLeadsFromThePrunedToTheRecoveredNetwork() {
        Color recovery = Theme.LIGHT.chart().recovery();
        List<ChartPoint> steps = List.of(
                DrawnHistories.step(0, -1, DrawnHistories.DENSE, 0.99),
                DrawnHistories.step(1, 0, 40_000, 0.70),
                DrawnHistories.step(2, 1, 40_000, 0.97));
        ChartContent without = new ChartContent(0.99, DrawnHistories.DENSE, steps, OptionalInt.of(2), null, false);
        assertEquals(0, pixels(without, recovery));
        int finished = pixels(with(steps, recovery(OptionalInt.of(2), List.of(0.9, 0.97))), recovery);
        assertTrue(finished > 300, finished + " pixels");
        int running = pixels(with(steps.subList(0, 2), recovery(OptionalInt.empty(), List.of(0.8))), recovery);
        assertTrue(running > 100, running + " pixels");
        int begun = pixels(with(steps.subList(0, 2), recovery(OptionalInt.empty(), List.of())), recovery);
        assertTrue(begun < running, "only the legend: " + begun);
    }

    /** 20,000 parameters stand at a sixth of the axis, the step that the round began with at a third. */
    @Test
    void theArrowOfARoundStandsAtItsOwnNetworkAndPruningLeadsToWhereItBegins() {
        AccuracyPlot plot = new AccuracyPlot(Theme.LIGHT.chart());
        List<ChartPoint> steps = List.of(
                DrawnHistories.step(0, -1, DrawnHistories.DENSE, 0.99),
                DrawnHistories.step(1, 0, 40_000, 0.98),
                DrawnHistories.step(2, 1, 20_000, 0.97));
        Recovery round = new Recovery(20_000, OptionalDouble.of(0.7), false, OptionalInt.of(2), List.of(0.9, 0.97));
        plot.show(with(steps, round), false);
        assertTrue(plot.chart().getXYPlot().getRangeAxis().getLowerBound() < 70, "what pruning has left is shown");
        BufferedImage drawn = drawn(plot);
        int[] arrow = columns(drawn, 0, Theme.LIGHT.chart().recovery());
        assertTrue(arrow[1] - arrow[0] < 20, "upright: " + arrow[0] + " to " + arrow[1]);
        // Below the middle of the axes nothing but a line that leads to the foot can be.
        int[] pruning = columns(drawn, 200, Theme.LIGHT.chart().undone());
        assertTrue(pruning[0] < arrow[1] + 20, "the step before is joined to its foot, from " + pruning[0]);
        Recovery ticket = new Recovery(20_000, OptionalDouble.of(0.1), true, OptionalInt.of(2), List.of(0.9, 0.97));
        AccuracyPlot other = new AccuracyPlot(Theme.LIGHT.chart());
        other.show(with(steps, ticket), false);
        assertTrue(other.chart().getXYPlot().getRangeAxis().getLowerBound() > 80, "fresh weights stretch no axis");
    }

    /** The columns of pixels between which a colour is, in the upper part, where there is no legend. */
    private static int[] columns(BufferedImage picture, int top, Color colour) {
        int[] seen = IntStream.range(0, picture.getWidth())
                .filter(x -> IntStream.range(top, 330).anyMatch(y -> picture.getRGB(x, y) == colour.getRGB()))
                .toArray();
        return new int[] {seen[0], seen[seen.length - 1]};
    }

    private static Recovery recovery(OptionalInt to, List<Double> epochs) {
        return new Recovery(40_000, OptionalDouble.of(0.7), false, to, epochs);
    }

    private static ChartContent with(List<ChartPoint> steps, Recovery recovery) {
        return new ChartContent(0.99, DrawnHistories.DENSE, steps, OptionalInt.of(1), null, false, List.of(recovery));
    }

    private static int pixels(ChartContent content, Color colour) {
        AccuracyPlot plot = new AccuracyPlot(Theme.LIGHT.chart());
        plot.show(content, false);
        BufferedImage canvas = drawn(plot);
        int count = 0;
        for (int y = 0; y < canvas.getHeight(); y++) {
            for (int x = 0; x < canvas.getWidth(); x++) {
                count += canvas.getRGB(x, y) == colour.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    private static BufferedImage drawn(AccuracyPlot plot) {
        BufferedImage canvas = new BufferedImage(800, 440, BufferedImage.TYPE_INT_RGB);
        ChartDrawing.draw(plot.chart(), canvas, 1, null);
        return canvas;
    }

    private static TuningContent course(int all, double done, List<Double> epochs) {
        return new TuningContent(
                List.of(new TuningContent.Loss(0.1, 2), new TuningContent.Loss(done, 1)),
                OptionalDouble.of(0.5),
                IntStream.range(0, epochs.size())
                        .mapToObj(i -> new TuningContent.Epoch(i + 1, epochs.get(i), ""))
                        .toList(),
                all);
    }
}
