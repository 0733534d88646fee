package org.espalier.ui.graph;

import java.util.BitSet;
import java.util.OptionalDouble;
import javafx.geometry.Rectangle2D;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.VLineTo;
import org.espalier.ui.style.StyleClass;

/** A layer's units side by side, or its weights together: what stays in the layer's colour, the rest pale. */
final class KeptStrip extends Region {

    /** Cells narrower than this, in pixels, are drawn without a gap. */
    private static final double GAP_FROM = 3.5;

    /** How far a frame around a unit stands out. */
    private static final double AROUND = 3;

    private final Path stays = StyleClass.styled(new Path(), StyleClass.STRIP_KEPT);
    private final Path goes = StyleClass.styled(new Path(), StyleClass.STRIP_GONE);
    private final Path going = StyleClass.styled(new Path(), StyleClass.STRIP_GHOST);
    private final int units;
    private BitSet kept = new BitSet();
    private OptionalDouble share = OptionalDouble.empty();
    private Glow.Some pointedAt = Glow.Some.NONE;

    KeptStrip(int units) {
        this.units = units;
        getChildren().addAll(goes, stays, going);
        // The frames stand out of the strip and must not stretch it.
        going.setManaged(false);
        setMouseTransparent(true);
    }

    void show(BitSet keptUnits) {
        kept = keptUnits;
        share = OptionalDouble.empty();
        requestLayout();
    }

    /** What is too many and too small to be shown one by one: only how much of it stays, 0 to 1. */
    void show(double keptShare) {
        share = OptionalDouble.of(keptShare);
        requestLayout();
    }

    /** Frames the units that would go. */
    void point(Glow.Some wouldGo) {
        pointedAt = wouldGo;
        frame();
    }

    private void frame() {
        Rectangle2D around = new Rectangle2D(0, -AROUND, Math.max(1, getWidth()), getHeight() + 2 * AROUND);
        ChannelBars.draw(going, ChannelBars.of(pointedAt, around.getWidth()), around);
    }

    @Override
    protected void layoutChildren() {
        frame();
        stays.getElements().clear();
        goes.getElements().clear();
        if (share.isPresent()) {
            double border = getWidth() * share.getAsDouble();
            rectangle(stays, 0, border);
            rectangle(goes, border, getWidth());
        } else {
            units();
        }
    }

    private void units() {
        double cell = getWidth() / units;
        double gap = cell >= GAP_FROM ? 1 : 0;
        for (int from = 0; from < units; ) {
            boolean stay = kept.get(from);
            int to = gap > 0 ? from + 1 : runEnd(from, stay);
            rectangle(stay ? stays : goes, from * cell, to * cell - gap);
            from = to;
        }
    }

    /** The first unit behind {@code from} with the other fate. */
    private int runEnd(int from, boolean stay) {
        int end = stay ? kept.nextClearBit(from) : kept.nextSetBit(from);
        return end < 0 ? units : Math.min(units, end);
    }

    private void rectangle(Path path, double left, double right) {
        path.getElements()
                .addAll(
                        new MoveTo(left, 0),
                        new HLineTo(right),
                        new VLineTo(getHeight()),
                        new HLineTo(left),
                        new ClosePath());
    }
}
