package org.espalier.ui.inspector;

import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.espalier.ui.style.InspectorColours;

/**
 * Draws one tile: a frame and full colour where the unit stays, a cross and a veil where it goes. Where the hand decided
 * it, lines are thick and a badge stands in the corner: a lock, or a cross.
 */
final class TilePainter {

    private static final double BADGE = 13;
    /** How far a badge stands out of its tile. */
    private static final double OUT = 4;

    private final GraphicsContext g;
    private final InspectorColours colours;

    TilePainter(GraphicsContext g, InspectorColours colours) {
        this.g = g;
        this.colours = colours;
        g.setImageSmoothing(false);
        g.setFont(Font.font(10));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.TOP);
    }

    void tile(int unit, Image picture, UnitFates fates, Rectangle2D at) {
        boolean stays = fates.stays(unit);
        boolean byHand = fates.isByHand(unit);
        g.setGlobalAlpha(stays ? 1 : 0.25);
        g.drawImage(picture, at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight());
        g.setGlobalAlpha(1);
        g.setStroke(stays ? colours.kept() : byHand ? colours.removed() : colours.gone());
        g.setLineWidth(byHand ? 2.6 : stays ? 1.6 : 1);
        g.strokeRect(at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight());
        if (!stays) {
            g.setStroke(colours.removed());
            cross(at, 6, byHand ? 2.6 : 1.4);
        }
        if (byHand) {
            badge(stays, at);
        }
        g.setFill(stays ? colours.text() : colours.muted());
        g.fillText(Integer.toString(unit), (at.getMinX() + at.getMaxX()) / 2, at.getMaxY() + 1);
    }

    private void cross(Rectangle2D at, double inset, double width) {
        g.setLineWidth(width);
        g.setLineCap(StrokeLineCap.BUTT);
        double left = at.getMinX() + inset;
        double right = at.getMaxX() - inset;
        double top = at.getMinY() + inset;
        double bottom = at.getMaxY() - inset;
        g.strokeLine(left, top, right, bottom);
        g.strokeLine(right, top, left, bottom);
    }

    private void badge(boolean kept, Rectangle2D tile) {
        Rectangle2D at = new Rectangle2D(tile.getMaxX() + OUT - BADGE, tile.getMinY(), BADGE, BADGE);
        g.setFill(kept ? colours.kept() : colours.removed());
        g.fillRect(at.getMinX(), at.getMinY(), BADGE, BADGE);
        Color sign = colours.zero();
        g.setStroke(sign);
        g.setFill(sign);
        if (kept) {
            g.fillRect(at.getMinX() + 3, at.getMinY() + 6, 7, 5);
            g.setLineWidth(1.4);
            g.strokeOval(at.getMinX() + 4.3, at.getMinY() + 2.6, 4.4, 5.5);
        } else {
            cross(at, 3.5, 2);
        }
    }
}
