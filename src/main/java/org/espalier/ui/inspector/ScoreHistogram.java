package org.espalier.ui.inspector;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.espalier.pruning.Ranking;
import org.espalier.text.Text;
import org.espalier.ui.style.InspectorColours;
import org.jspecify.annotations.Nullable;

/** How the scores of a layer are spread, and where the cut goes through them. */
final class ScoreHistogram extends Region {

    private static final int BINS = 32;
    private static final double FOOT = 18;
    private static final double HEAD = 20;

    private final Canvas canvas = new Canvas();
    private InspectorColours colours;
    private @Nullable Ranking ranking;
    private int removed;
    private int[] counts = new int[BINS];

    ScoreHistogram(InspectorColours colours) {
        this.colours = colours;
        setMinSize(120, 90);
        getChildren().add(canvas);
    }

    void dress(InspectorColours other) {
        colours = other;
        draw();
    }

    /** Takes a ranking, null for none, and how many of it go. */
    void show(@Nullable Ranking scores, int gone) {
        if (scores != ranking) {
            ranking = scores;
            counts = scores == null ? new int[BINS] : count(scores);
        }
        removed = gone;
        draw();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            draw();
        }
    }

    private static int[] count(Ranking scores) {
        int[] counts = new int[BINS];
        double low = scores.scoreNear(0);
        double high = scores.scoreNear(scores.size() - 1);
        for (int i = 0; i < scores.size(); i++) {
            double place = high > low ? (scores.score(i) - low) / (high - low) : 0;
            counts[(int) Math.max(0, Math.min(BINS - 1.0, place * BINS))]++;
        }
        return counts;
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        Ranking scores = ranking;
        if (scores == null || canvas.getWidth() < 40 || canvas.getHeight() < 60) {
            return;
        }
        double low = scores.scoreNear(0);
        double high = scores.scoreNear(scores.size() - 1);
        double cut = removed == 0 ? low : scores.scoreNear(removed - 1);
        double place = removed == 0 ? 0 : high > low ? (cut - low) / (high - low) : 1;
        bars(g, place);
        axis(g, low, high);
        threshold(g, place, cut);
    }

    /** Bars below the cut are grey; the one that it goes through is both. */
    private void bars(GraphicsContext g, double cutAt) {
        int most = 1;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        double wide = canvas.getWidth() / BINS;
        double base = canvas.getHeight() - FOOT;
        for (int bin = 0; bin < BINS; bin++) {
            double high = (base - HEAD) * counts[bin] / most;
            double x = bin * wide;
            double gone = removed == 0 ? 0 : Math.max(0, Math.min(1, cutAt * BINS - bin));
            g.setFill(colours.gone());
            g.fillRect(x, base - high, (wide - 1) * gone, high);
            g.setFill(colours.kept());
            g.fillRect(x + (wide - 1) * gone, base - high, (wide - 1) * (1 - gone), high);
        }
    }

    private void axis(GraphicsContext g, double low, double high) {
        g.setStroke(colours.gone());
        g.setLineWidth(1);
        double base = canvas.getHeight() - FOOT + 0.5;
        g.strokeLine(0, base, canvas.getWidth(), base);
        g.setFill(colours.muted());
        g.setFont(Font.font(11));
        g.setTextBaseline(VPos.TOP);
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(number(low), 0, base + 3);
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(Text.of("inspector.score"), canvas.getWidth() / 2, base + 3);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(number(high), canvas.getWidth(), base + 3);
    }

    private void threshold(GraphicsContext g, double place, double cut) {
        if (removed == 0) {
            return;
        }
        double x = place * canvas.getWidth();
        g.setStroke(colours.removed());
        g.setLineWidth(1.6);
        g.strokeLine(x, 2, x, canvas.getHeight() - FOOT);
        boolean left = place < 0.5;
        g.setTextAlign(left ? TextAlignment.LEFT : TextAlignment.RIGHT);
        g.setTextBaseline(VPos.TOP);
        g.setFill(colours.removed());
        g.fillText(Text.of("inspector.threshold", number(cut)), x + (left ? 5 : -5), 2);
    }

    private static String number(double value) {
        return Text.decimal(value, Math.abs(value) < 0.1 ? 4 : Math.abs(value) < 10 ? 3 : 1);
    }
}
