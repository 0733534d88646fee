package org.espalier.ui.inspector;

import java.util.BitSet;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.layout.Pane;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.VLineTo;
import org.espalier.network.UnitImages;
import org.espalier.ui.style.InspectorColours;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/**
 * The units of a layer as tiles, to be selected.
 *
 * <p>The tiles are one picture that is drawn when a fate changes; what follows the mouse lies on top of it.
 */
final class UnitTiles extends Pane {

    /** A canvas is one picture; beyond this many units the rest is not drawn. */
    static final int MOST = 1_024;

    private static final double AROUND = 3;

    private final Canvas canvas = new Canvas();
    private final Path selection = StyleClass.styled(new Path(), StyleClass.TILES_SELECTED);
    private final Rectangle pointer = StyleClass.styled(new Rectangle(), StyleClass.TILE_POINTED);
    private final Rectangle band = StyleClass.styled(new Rectangle(), StyleClass.TILE_BAND);
    private InspectorColours colours;
    private @Nullable UnitImages images;
    private Image[] pictures = {};
    private UnitFates fates = UnitFates.NONE;
    private TileGrid grid = new TileGrid(0, 1);

    UnitTiles(InspectorColours colours) {
        this.colours = colours;
        StyleClass.styled(this, StyleClass.TILES);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        getChildren().addAll(canvas, selection, pointer, band);
        canvas.setMouseTransparent(true);
        selection.setMouseTransparent(true);
        pointer.setMouseTransparent(true);
        band.setMouseTransparent(true);
        pointer.setVisible(false);
        band.setVisible(false);
    }

    void dress(InspectorColours other) {
        colours = other;
        show(images);
    }

    /** Takes other units; null for none. */
    void show(@Nullable UnitImages units) {
        images = units;
        pictures = units == null ? new Image[0] : TilePictures.of(units, MOST, colours);
        arrange();
    }

    void show(UnitFates now) {
        if (!now.equals(fates)) {
            fates = now;
            draw();
        }
    }

    /** Arranges the tiles in rows of this width. */
    void fit(double width) {
        if (Math.abs(width - canvas.getWidth()) > 0.5 && width > TileGrid.TILE) {
            canvas.setWidth(width);
            arrange();
        }
    }

    int count() {
        return pictures.length;
    }

    TileGrid grid() {
        return grid;
    }

    /** Frames the selected tiles, and the one that is pointed at; -1 for none. */
    void mark(BitSet selected, int pointedAt) {
        List<PathElement> frames = selection.getElements();
        selection.getElements().clear();
        for (int unit = selected.nextSetBit(0); unit >= 0 && unit < count(); unit = selected.nextSetBit(unit + 1)) {
            Rectangle2D tile = around(unit);
            frames.addAll(List.of(
                    new MoveTo(tile.getMinX(), tile.getMinY()),
                    new HLineTo(tile.getMaxX()),
                    new VLineTo(tile.getMaxY()),
                    new HLineTo(tile.getMinX()),
                    new ClosePath()));
        }
        pointer.setVisible(pointedAt >= 0 && pointedAt < count());
        if (pointer.isVisible()) {
            place(pointer, around(pointedAt));
        }
    }

    /** Shows the band that is being drawn; null for none. */
    void band(@Nullable Rectangle2D area) {
        band.setVisible(area != null);
        if (area != null) {
            place(band, area);
        }
    }

    /** Tells a screen reader. */
    void say(String sentence) {
        if (!sentence.equals(getAccessibleText())) {
            setAccessibleText(sentence);
            notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        }
    }

    private Rectangle2D around(int unit) {
        Rectangle2D tile = grid.tile(unit);
        return new Rectangle2D(
                tile.getMinX() - AROUND,
                tile.getMinY() - AROUND,
                tile.getWidth() + 2 * AROUND,
                tile.getHeight() + 2 * AROUND);
    }

    private static void place(Rectangle shape, Rectangle2D area) {
        shape.setX(area.getMinX());
        shape.setY(area.getMinY());
        shape.setWidth(area.getWidth());
        shape.setHeight(area.getHeight());
    }

    private void arrange() {
        grid = TileGrid.fitting(pictures.length, canvas.getWidth());
        canvas.setHeight(grid.height());
        setPrefSize(canvas.getWidth(), canvas.getHeight());
        draw();
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        TilePainter painter = new TilePainter(g, colours);
        for (int unit = 0; unit < pictures.length; unit++) {
            painter.tile(unit, pictures[unit], fates, grid.tile(unit));
        }
    }
}
