package org.espalier.ui.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.VLineTo;

/** Channels as bars at their places among all channels of a layer, wide enough to be seen. */
final class ChannelBars {

    /** In pixels. */
    private static final double NARROWEST = 3;

    /** From a left to a right end, in pixels. */
    record Bar(double left, double right) {}

    private ChannelBars() {}

    /** Bars that neither meet nor leave the width. */
    static List<Bar> of(Glow.Some going, double width) {
        List<Bar> bars = new ArrayList<>();
        BitSet channels = going.channels();
        double cell = width / going.all();
        for (int from = channels.nextSetBit(0); from >= 0; ) {
            int end = channels.nextClearBit(from);
            add(bars, widened(from * cell, end * cell, width));
            from = channels.nextSetBit(end);
        }
        return bars;
    }

    private static Bar widened(double left, double right, double width) {
        double wide = Math.min(width, Math.max(NARROWEST, right - left));
        double start = Math.max(0, Math.min(width - wide, (left + right - wide) / 2));
        return new Bar(start, start + wide);
    }

    private static void add(List<Bar> bars, Bar next) {
        Bar last = bars.isEmpty() ? null : bars.get(bars.size() - 1);
        if (last != null && next.left() <= last.right()) {
            bars.set(bars.size() - 1, new Bar(last.left(), next.right()));
        } else {
            bars.add(next);
        }
    }

    /** Draws bars as rectangles within an area. */
    static void draw(Path path, List<Bar> bars, Rectangle2D area) {
        path.getElements().clear();
        for (Bar bar : bars) {
            path.getElements()
                    .addAll(
                            new MoveTo(area.getMinX() + bar.left(), area.getMinY()),
                            new HLineTo(area.getMinX() + bar.right()),
                            new VLineTo(area.getMaxY()),
                            new HLineTo(area.getMinX() + bar.left()),
                            new ClosePath());
        }
    }
}
