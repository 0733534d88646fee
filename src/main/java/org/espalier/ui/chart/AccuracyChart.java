package org.espalier.ui.chart;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.StackPane;
import javax.imageio.ImageIO;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.espalier.ui.style.Theme;
import org.jfree.chart.entity.XYItemEntity;
import org.jspecify.annotations.Nullable;

/** Accuracy against parameters kept: the dense network, the history, and the point under the user's hand. */
public final class AccuracyChart extends StackPane implements AutoCloseable {

    private final AccuracyPlot plot;
    private final ChartPane pane;
    private final AtomicReference<@Nullable ChartContent> waiting = new AtomicReference<>();
    private IntConsumer onPick = id -> {};

    /**
     * @param render runs the drawing; may have several threads
     * @param fx brings pictures back to the FX thread
     */
    public AccuracyChart(Theme theme, Executor render, Executor fx) {
        plot = new AccuracyPlot(theme.chart());
        pane = new ChartPane(plot.chart(), render, fx);
        pane.setOnReset(plot::reset);
        pane.setOnPoint(this::picked);
        pane.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        pane.setAccessibleText(Text.of("chart.empty"));
        StyleClass.styled(this, StyleClass.CHART);
        getChildren().add(pane);
    }

    /** Takes the id of a step whose point is clicked. */
    public void setOnPick(IntConsumer receiver) {
        onPick = receiver;
    }

    /** Shows this from the next picture on; of several between two pictures, the last. */
    public void show(ChartContent content) {
        pane.setAccessibleText(words(content));
        if (waiting.getAndSet(content) == null) {
            pane.change(this::takeWaiting);
        }
    }

    /** Whether what was given to it last is what the window shows; a picture of the window had better wait for it. */
    public boolean isDrawn() {
        return pane.isDrawn();
    }

    /** Takes the colours of a theme. */
    public void dress(Theme theme) {
        pane.change(() -> plot.dress(theme.chart()));
    }

    /** The chart as it is now, as a picture of {@code width × height} pixels times {@code scale}. */
    public CompletableFuture<BufferedImage> picture(int width, int height, double scale) {
        return pane.picture(width, height, scale);
    }

    /** Writes such a picture as PNG; the future fails with {@link UncheckedIOException}. */
    public CompletableFuture<Path> save(Path png, int width, int height, double scale) {
        return picture(width, height, scale).thenApply(picture -> {
            try {
                if (!ImageIO.write(picture, "png", png.toFile())) {
                    throw new IOException("no PNG writer");
                }
                return png;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    @Override
    public void close() {
        pane.close();
    }

    private void takeWaiting() {
        ChartContent content = waiting.getAndSet(null);
        if (content != null) {
            plot.show(content, pane.isByHand());
        }
    }

    /** The live point is no step to go to. */
    private void picked(XYItemEntity entity) {
        if (entity.getDataset() instanceof PointSet points && points.isHistory()) {
            onPick.accept(points.point(entity.getItem()).id());
        }
    }

    private static String words(ChartContent content) {
        String dense = Text.of(
                "chart.words.dense", Text.percent(content.denseAccuracy(), 2), Text.count(content.denseParameters()));
        ChartPoint now =
                content.live() != null ? content.live() : content.current().orElse(null);
        if (now == null) {
            return dense;
        }
        return dense
                + " "
                + Text.of(
                        "chart.words.now",
                        Text.percent(now.accuracy(), 2),
                        Text.count(now.parameters()),
                        Text.count(content.steps().size()));
    }
}
