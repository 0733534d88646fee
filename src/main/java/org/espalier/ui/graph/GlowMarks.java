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
    private final CardModel model;
    private double thick = THICK;

    GlowMarks(CardModel model) {
        this.model = model;
        setManaged(false);
        setMouseTransparent(true);
        getChildren().addAll(frame, above, below, read, made);
    }

    /** Marks for a card that is read, or for one seen from afar. */
    void show(boolean detailed) {
        thick = detailed ? THICK : THICK_FROM_AFAR;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        Glow glow = model.glow().get();
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
