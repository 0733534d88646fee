package org.espalier.ui.inspector;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.espalier.pruning.Pick;
import org.espalier.ui.inspector.TileSelection.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Mouse and keys on the tiles: a click selects, Ctrl and Shift select several, so does a band drawn with the mouse; a
 * double click turns a fate around. Arrows move the focus, X or Delete removes, K or Enter keeps, U leaves it to the
 * ranking.
 */
final class TileGestures {

    /** Below this a press and its release are a click, in pixels. */
    private static final double STILL = 4;

    private final UnitTiles tiles;
    private final TileSelection selection;
    private final Consumer<Pick> pick;
    private @Nullable Point2D pressed;
    private boolean drawing;

    private TileGestures(UnitTiles tiles, TileSelection selection, Consumer<Pick> pick) {
        this.tiles = tiles;
        this.selection = selection;
        this.pick = pick;
    }

    /**
     * @param pick decides about what is aimed at
     * @param turn turns the fate of one tile around
     */
    static void listen(UnitTiles tiles, TileSelection selection, Consumer<Pick> pick, IntConsumer turn) {
        TileGestures gestures = new TileGestures(tiles, selection, pick);
        tiles.setOnMouseMoved(event -> selection.hover(gestures.unitAt(event)));
        tiles.setOnMouseExited(event -> selection.hover(-1));
        tiles.setOnMousePressed(gestures::pressed);
        tiles.setOnMouseDragged(gestures::dragged);
        tiles.setOnMouseReleased(gestures::released);
        tiles.setOnMouseClicked(event -> {
            int unit = gestures.unitAt(event);
            boolean plain = !event.isShiftDown() && !event.isShortcutDown() && event.isStillSincePress();
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() % 2 == 0 && plain && unit >= 0) {
                turn.accept(unit);
            }
        });
        tiles.setOnKeyPressed(gestures::key);
        tiles.focusedProperty().addListener((focused, before, now) -> {
            if (!now) {
                selection.leave();
            } else if (tiles.isFocusVisible()) {
                selection.enter();
            }
        });
        tiles.focusVisibleProperty().addListener((visible, before, now) -> {
            if (now) {
                selection.enter();
            }
        });
    }

    private int unitAt(MouseEvent event) {
        return tiles.grid().unitAt(event.getX(), event.getY());
    }

    private void pressed(MouseEvent event) {
        int unit = unitAt(event);
        tiles.requestFocus();
        boolean primary = event.getButton() == MouseButton.PRIMARY;
        pressed = primary ? new Point2D(event.getX(), event.getY()) : null;
        if (unit < 0) {
            selection.start(event.isShortcutDown() || event.isShiftDown());
        } else if (!primary) {
            // A menu is about the tile below it, or about all selected ones.
            if (!selection.selected().get(unit)) {
                selection.choose(unit, Mode.ALONE);
            }
        } else if (event.isShortcutDown()) {
            selection.toggle(unit);
        } else {
            selection.choose(unit, event.isShiftDown() ? Mode.UP_TO : Mode.ALONE);
        }
        event.consume();
    }

    private void dragged(MouseEvent event) {
        Point2D from = pressed;
        if (from == null || (!drawing && from.distance(event.getX(), event.getY()) < STILL)) {
            return;
        }
        drawing = true;
        Rectangle2D area = new Rectangle2D(
                Math.min(from.getX(), event.getX()),
                Math.min(from.getY(), event.getY()),
                Math.abs(from.getX() - event.getX()),
                Math.abs(from.getY() - event.getY()));
        tiles.band(area);
        selection.draw(tiles.grid().touching(area), event.isShortcutDown() || event.isShiftDown());
        event.consume();
    }

    private void released(MouseEvent event) {
        pressed = null;
        if (drawing) {
            drawing = false;
            tiles.band(null);
            selection.endDrawing();
        }
        event.consume();
    }

    private void key(KeyEvent event) {
        boolean used = event.isAltDown()
                ? false
                : (event.isShortcutDown() && event.getCode() == KeyCode.A)
                        ? all()
                        : walked(event) || (!event.isShortcutDown() && decided(event.getCode()));
        if (used) {
            event.consume();
        }
    }

    private boolean all() {
        selection.selectAll();
        return true;
    }

    private boolean walked(KeyEvent event) {
        Mode mode = event.isShiftDown() ? Mode.UP_TO : event.isShortcutDown() ? Mode.FOCUS_ONLY : Mode.ALONE;
        int row = tiles.grid().columns();
        switch (event.getCode()) {
            case LEFT, KP_LEFT -> selection.move(-1, mode);
            case RIGHT, KP_RIGHT -> selection.move(1, mode);
            case UP, KP_UP -> selection.move(-row, mode);
            case DOWN, KP_DOWN -> selection.move(row, mode);
            case HOME -> selection.move(-tiles.count(), mode);
            case END -> selection.move(tiles.count(), mode);
            case SPACE -> selection.toggleFocus();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean decided(KeyCode key) {
        switch (key) {
            case X, DELETE, BACK_SPACE -> pick.accept(Pick.REMOVED);
            case K, ENTER -> pick.accept(Pick.KEPT);
            case U -> pick.accept(Pick.RANKED);
            case ESCAPE -> {
                return selection.clear();
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
