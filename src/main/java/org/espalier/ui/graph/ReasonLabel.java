package org.espalier.ui.graph;

import javafx.geometry.Dimension2D;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.espalier.network.Link;
import org.espalier.ui.style.StyleClass;

/**
 * A reason's number, and its words where there is room for them. As high as its letters: the lines of some fonts are
 * higher than the room between two cards.
 */
final class ReasonLabel extends Region {

    private static final double HEIGHT = 14;
    private static final double GAP = 4;

    private final Region disc = StyleClass.styled(new Region(), StyleClass.GHOST_NUMBER);
    private final Text number = StyleClass.styled(new Text(), StyleClass.GHOST_DIGITS);
    private final Text words = StyleClass.styled(new Text(), StyleClass.GHOST_WORDS);

    ReasonLabel() {
        StyleClass.styled(this, StyleClass.GHOST_REASON);
        number.setTextOrigin(VPos.CENTER);
        words.setTextOrigin(VPos.CENTER);
        getChildren().addAll(disc, number, words);
        setManaged(false);
    }

    void show(int count, Link link, boolean inWords) {
        number.setText(Integer.toString(count));
        words.setText(inWords ? link.label() : "");
        setAccessibleText(link.sentence());
        requestLayout();
    }

    /** How large it is, in pixels; it must have been styled. */
    Dimension2D size() {
        double wide = words.getText().isEmpty() ? discWidth() : discWidth() + GAP + wide(words) + GAP;
        return new Dimension2D(Math.ceil(wide), HEIGHT);
    }

    @Override
    protected void layoutChildren() {
        double round = discWidth();
        disc.resizeRelocate(0, 0, round, HEIGHT);
        number.setX((round - wide(number)) / 2);
        number.setY(HEIGHT / 2);
        words.setX(round + GAP);
        words.setY(HEIGHT / 2);
    }

    private double discWidth() {
        return Math.max(HEIGHT, wide(number) + 2 * GAP);
    }

    private static double wide(Text text) {
        return text.getLayoutBounds().getWidth();
    }
}
