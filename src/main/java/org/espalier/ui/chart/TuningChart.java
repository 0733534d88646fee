package org.espalier.ui.chart;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.StackPane;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.espalier.ui.style.Theme;
import org.jspecify.annotations.Nullable;

/** Loss and accuracy of a training, as it goes on. */
public final class TuningChart extends StackPane implements AutoCloseable {

    private final TuningPlot plot;
    private final ChartPane pane;
    private final AtomicReference<@Nullable TuningContent> waiting = new AtomicReference<>();

    /**
     * @param render runs the drawing; may have several threads
     * @param fx brings pictures back to the FX thread
     */
    public TuningChart(Theme theme, Executor render, Executor fx) {
        plot = new TuningPlot(theme.chart());
        pane = new ChartPane(plot.chart(), render, fx);
        pane.setOnReset(plot::reset);
        pane.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        pane.setAccessibleText(Text.of("chart.tuning.empty"));
        StyleClass.styled(this, StyleClass.CHART);
        getChildren().add(pane);
    }

    /** Shows this from the next picture on; of several between two pictures, the last. */
    public void show(TuningContent content) {
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

    @Override
    public void close() {
        pane.close();
    }

    private void takeWaiting() {
        TuningContent content = waiting.getAndSet(null);
        if (content != null) {
            plot.show(content, pane.isByHand());
        }
    }

    private static String words(TuningContent content) {
        int done = content.epochs().size();
        return done == 0
                ? Text.of("chart.tuning.empty")
                : Text.of(
                        "chart.tuning.words",
                        Text.count(content.epochs().get(done - 1).number()),
                        Text.count(content.allEpochs()),
                        Text.percent(content.epochs().get(done - 1).accuracy(), 2));
    }
}
