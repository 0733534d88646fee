package org.espalier.ui.graph;

import javafx.geometry.Rectangle2D;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import org.espalier.ui.style.StyleClass;

/**
 * Where on a card something would go: at its upper edge the channels that it reads, at its lower edge those that
 * it makes, and a frame around it all.
 */
final class GlowMarks extends Region {

    /** Where the strip of kept units begins and ends too. */
    private static final double SIDE = 12;

    private static final double THICK = 6;
    private static final double THICK_FROM_AFAR = 10;

    /** How far marks stand out of the card. */
    static final double OUT = 1;

    private final Region frame = StyleClass.styled(new Region(), StyleClass.GHOST_FRAME);
    private final Region above = StyleClass.styled(new Region(), StyleClass.GHOST_RAIL);
    private final Region below = StyleClass.styled(new Region(), StyleClass.GHOST_RAIL);
    private final Path read = StyleClass.styled(new Path(), StyleClass.GHOST_MARK);
    private final Path made = StyleClass.styled(new Path(), StyleClass.GHOST_MARK);
    private Glow glow = Glow.NONE;
    private double thick = THICK;

    GlowMarks() {
        setManaged(false);
        setMouseTransparent(true);
        getChildren().addAll(frame, above, below, read, made);
    }

    /** @param detailed whether the card can be read, or is seen from afar */
    void show(Glow now, boolean detailed) {
        double wanted = detailed ? THICK : THICK_FROM_AFAR;
        if (!now.equals(glow) || wanted != thick) {
            glow = now;
            thick = wanted;
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        frame.resizeRelocate(0, 0, getWidth(), getHeight());
        edge(above, read, glow.read(), -OUT);
        edge(below, made, glow.made(), getHeight() - thick + OUT);
    }

    private void edge(Region rail, Path marks, Glow.Some going, double top) {
        double wide = getWidth() - 2 * SIDE;
        rail.setVisible(!going.isEmpty());
        rail.resizeRelocate(SIDE, top, wide, thick);
        ChannelBars.draw(marks, ChannelBars.of(going, wide), new Rectangle2D(SIDE, top, wide, thick));
    }
}
