package org.espalier.ui.chart;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Pane;
import javafx.stage.Window;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.entity.XYItemEntity;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

/**
 * A JFreeChart with an XY plot, drawn by Java2D away from the FX thread: whatever the data, the window stays
 * fluid.
 *
 * <p>Wheel zooms at the pointer (Shift: only up and down, Ctrl: only sideways), a drag moves, a double click,
 * 0 or Home goes back. The chart and its data may be changed inside {@link #change} only.
 */
public final class ChartPane extends Pane implements AutoCloseable {

    /** How near the pointer must be to a point, in pixels. */
    private static final double NEAR = 9;

    private final JFreeChart chart;
    private final Executor render;
    private final ChartDrawing drawing;
    private final ImageView view = new ImageView();
    private final Crosshair crosshair = new Crosshair();
    private @Nullable ChartRenderingInfo shown;
    private @Nullable Consumer<XYItemEntity> onPoint;
    private Runnable onReset = () -> {};
    private volatile boolean byHand;

    /**
     * @param render runs the drawing; may have several threads
     * @param fx brings pictures back to the FX thread
     */
    public ChartPane(JFreeChart chart, Executor render, Executor fx) {
        this.chart = chart;
        this.render = new OneAtATime(render);
        drawing = new ChartDrawing(chart, this.render, fx, this::show);
        view.setManaged(false);
        view.setMouseTransparent(true);
        getChildren().addAll(view, crosshair);
        setMinSize(120, 90);
        setFocusTraversable(true);
        ChartMouse.listen(this);
    }

    /** Runs a change of the chart on the render thread, then draws once for all changes that wait. */
    public void change(Runnable change) {
        render.execute(change);
        drawing.ask();
    }

    /** What happens with a point that is clicked. */
    public void setOnPoint(Consumer<XYItemEntity> receiver) {
        onPoint = receiver;
    }

    /** Puts the axes back; runs on the render thread. */
    public void setOnReset(Runnable reset) {
        onReset = reset;
    }

    /** Whether the user chose the part of the chart that is shown. */
    public boolean isByHand() {
        return byHand;
    }

    /** Shows all of the data again. */
    public void reset() {
        byHand = false;
        change(onReset);
    }

    /** Whether all that was asked for so far is shown. */
    boolean isDrawn() {
        return drawing.isDone();
    }

    /** The chart as a picture of {@code width × height} pixels times {@code scale}. */
    public CompletableFuture<BufferedImage> picture(int width, int height, double scale) {
        return CompletableFuture.supplyAsync(
                () -> {
                    BufferedImage canvas = new BufferedImage(
                            (int) Math.ceil(width * scale),
                            (int) Math.ceil(height * scale),
                            BufferedImage.TYPE_INT_RGB);
                    ChartDrawing.draw(chart, canvas, scale, null);
                    return canvas;
                },
                render);
    }

    @Override
    public void close() {
        drawing.close();
    }

    /** The place of the axes' inside, in pixels; empty before the first picture. */
    Optional<Rectangle2D> dataArea() {
        ChartRenderingInfo info = shown;
        return info == null ? Optional.empty() : Optional.of(info.getPlotInfo().getDataArea());
    }

    Crosshair crosshair() {
        return crosshair;
    }

    void zoomAt(double x, double y, double factor, boolean sideways, boolean upright) {
        ChartRenderingInfo info = shown;
        if (info == null) {
            return;
        }
        byHand = true;
        Point2D pointer = new Point2D.Double(x, y);
        change(() -> {
            XYPlot plot = chart.getXYPlot();
            if (sideways) {
                plot.zoomDomainAxes(factor, info.getPlotInfo(), pointer, true);
            }
            if (upright) {
                plot.zoomRangeAxes(factor, info.getPlotInfo(), pointer, true);
            }
        });
    }

    /** Moves the data by pixels. */
    void move(double dx, double dy) {
        ChartRenderingInfo info = shown;
        if (info == null) {
            return;
        }
        byHand = true;
        Rectangle2D area = info.getPlotInfo().getDataArea();
        change(() -> {
            XYPlot plot = chart.getXYPlot();
            plot.getDomainAxis().pan(-dx / area.getWidth());
            plot.getRangeAxis().pan(dy / area.getHeight());
        });
    }

    /** The data points of the shown picture, in its pixels. */
    List<XYItemEntity> points() {
        ChartRenderingInfo info = shown;
        List<XYItemEntity> points = new ArrayList<>();
        if (info != null) {
            for (Object entity : info.getEntityCollection().getEntities()) {
                if (entity instanceof XYItemEntity point) {
                    points.add(point);
                }
            }
        }
        return points;
    }

    /** The data point nearest to a place, if it is near. */
    Optional<XYItemEntity> pointAt(double x, double y) {
        return points().stream()
                .filter(point -> distance(point, x, y) < NEAR)
                .min(Comparator.comparingDouble(point -> distance(point, x, y)));
    }

    private static double distance(XYItemEntity point, double x, double y) {
        Rectangle2D box = point.getArea().getBounds2D();
        return Math.hypot(box.getCenterX() - x, box.getCenterY() - y);
    }

    /** Whether a click on a point does anything. */
    boolean isPickable() {
        return onPoint != null;
    }

    void picked(XYItemEntity point) {
        if (onPoint != null) {
            onPoint.accept(point);
        }
    }

    @Override
    protected void layoutChildren() {
        Window window = getScene() == null ? null : getScene().getWindow();
        double scale = window == null ? 1 : window.getOutputScaleX();
        drawing.resize(new ChartDrawing.Frame(getWidth(), getHeight(), scale));
    }

    private void show(ChartBuffer buffer, ChartRenderingInfo info) {
        view.setImage(buffer.image());
        double scale = buffer.canvas().getWidth() / info.getChartArea().getWidth();
        view.setFitWidth(buffer.canvas().getWidth() / scale);
        view.setFitHeight(buffer.canvas().getHeight() / scale);
        shown = info;
    }
}
