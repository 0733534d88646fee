package org.espalier.ui.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jspecify.annotations.Nullable;

/**
 * Draws a chart away from the FX thread, at most once per {@link #LEAST_MILLIS}, however often it is asked,
 * and not again before the last picture was taken.
 */
final class ChartDrawing {

    private static final long LEAST_MILLIS = 25;
    /** One is shown, one may still be on its way to the screen, one is drawn into. */
    private static final int BUFFERS = 3;

    /** Where the chart is shown: its size in pixels of the scene, and device pixels per such pixel. */
    record Frame(double width, double height, double scale) {

        int deviceWidth() {
            return (int) Math.ceil(width * scale);
        }

        int deviceHeight() {
            return (int) Math.ceil(height * scale);
        }
    }

    private final JFreeChart chart;
    private final Executor render;
    private final Executor fx;
    private final BiConsumer<ChartBuffer, ChartRenderingInfo> show;
    private final @Nullable ChartBuffer[] buffers = new ChartBuffer[BUFFERS];
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean untaken = new AtomicBoolean();
    private volatile Frame frame = new Frame(0, 0, 1);
    private volatile boolean closed;
    private int turn;
    private long lastNanos;

    /**
     * @param render runs tasks in order, one at a time
     * @param show takes each picture, on {@code fx}
     */
    ChartDrawing(JFreeChart chart, Executor render, Executor fx, BiConsumer<ChartBuffer, ChartRenderingInfo> show) {
        this.chart = chart;
        this.render = render;
        this.fx = fx;
        this.show = show;
    }

    void resize(Frame to) {
        if (!to.equals(frame)) {
            frame = to;
            ask();
        }
    }

    /** Wants a new picture soon. */
    void ask() {
        if (!closed && asked.compareAndSet(false, true)) {
            render.execute(this::plan);
        }
    }

    /** Whether the picture that was taken last is of the newest. */
    boolean isDone() {
        // In this order: from one to the other both are set.
        return !asked.get() && !untaken.get();
    }

    void close() {
        closed = true;
    }

    static void draw(JFreeChart chart, BufferedImage canvas, double scale, @Nullable ChartRenderingInfo info) {
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(scale, scale);
        Rectangle2D area = new Rectangle2D.Double(0, 0, canvas.getWidth() / scale, canvas.getHeight() / scale);
        chart.draw(graphics, area, null, info);
        graphics.dispose();
    }

    private void plan() {
        long wait = LEAST_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNanos);
        if (lastNanos == 0 || wait <= 0) {
            picture();
        } else {
            CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, render)
                    .execute(this::picture);
        }
    }

    private void picture() {
        Frame now = frame;
        if (closed || now.deviceWidth() < 2 || now.deviceHeight() < 2) {
            asked.set(false);
            return;
        }
        if (!untaken.compareAndSet(false, true)) {
            return;
        }
        asked.set(false);
        boolean handedOver = false;
        try {
            ChartBuffer buffer = nextBuffer(now);
            ChartRenderingInfo info = new ChartRenderingInfo();
            draw(chart, buffer.canvas(), now.scale(), info);
            lastNanos = System.nanoTime();
            fx.execute(() -> taken(buffer, info));
            handedOver = true;
        } finally {
            // A picture that failed must not keep later ones from being drawn.
            if (!handedOver) {
                untaken.set(false);
            }
        }
    }

    private void taken(ChartBuffer buffer, ChartRenderingInfo info) {
        if (!closed) {
            show.accept(buffer, info);
        }
        untaken.set(false);
        if (!closed && asked.get()) {
            render.execute(this::plan);
        }
    }

    private ChartBuffer nextBuffer(Frame now) {
        turn = (turn + 1) % BUFFERS;
        ChartBuffer buffer = buffers[turn];
        if (buffer == null || !buffer.hasSize(now.deviceWidth(), now.deviceHeight())) {
            buffer = new ChartBuffer(now.deviceWidth(), now.deviceHeight());
            buffers[turn] = buffer;
        }
        return buffer;
    }
}
