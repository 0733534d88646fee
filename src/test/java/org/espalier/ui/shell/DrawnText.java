package org.espalier.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import org.espalier.ui.graph.GraphView;
import org.kordamp.ikonli.javafx.FontIcon;

/** Finds words that the user cannot read in full: shortened by a skin, or cut off by what they stand in. */
final class DrawnText {

    /** Glyphs may stand out of their box by this much, in pixels, and be whole. */
    private static final double TOLERANCE = 1.5;

    private final List<String> problems = new ArrayList<>();
    private int checked;

    private DrawnText() {}

    /** One sentence for each text that is not whole. */
    static List<String> problems(Parent root) {
        DrawnText look = new DrawnText();
        look.walk(root);
        if (look.checked == 0) {
            look.problems.add("there is no text at all");
        }
        return look.problems;
    }

    private void walk(Node node) {
        if (!node.isVisible()) {
            return;
        }
        if (node.getStyleClass().contains("tool-bar-overflow-button")) {
            problems.add("a toolbar has no room for all of its buttons");
        }
        if (node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isEmpty()) {
            check(labeled);
        } else if (node instanceof TextInputControl input) {
            check(input);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::walk);
        }
    }

    private void check(Labeled labeled) {
        Text drawn = drawn(labeled);
        if (drawn == null) {
            // Icons only.
            return;
        }
        checked++;
        if (!drawn.getText().equals(labeled.getText())) {
            problems.add("\"" + labeled.getText() + "\" is shortened to \"" + drawn.getText() + "\"" + of(labeled));
        }
        within(drawn, labeled.getText());
    }

    private void check(TextInputControl input) {
        Text drawn = input.lookupAll(".text").stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .filter(text -> text.getText().equals(input.getText()))
                .findFirst()
                .orElse(null);
        if (drawn != null && !drawn.getText().isEmpty()) {
            checked++;
            within(drawn, input.getText());
        }
    }

    private static Text drawn(Labeled labeled) {
        for (Node child : labeled.getChildrenUnmodifiable()) {
            if (child instanceof Text text && !(child instanceof FontIcon) && text.isVisible()) {
                return text;
            }
        }
        return null;
    }

    /** Up to the first ancestor whose content the user can move. */
    private void within(Text drawn, String words) {
        Bounds text = drawn.localToScene(drawn.getLayoutBounds());
        for (Parent at = drawn.getParent(); at != null && !isMovable(at); at = at.getParent()) {
            Bounds room = at.localToScene(at.getLayoutBounds());
            if (room.getWidth() == 0) {
                // A mere origin of coordinates.
                continue;
            }
            if (text.getMinX() < room.getMinX() - TOLERANCE
                    || text.getMaxX() > room.getMaxX() + TOLERANCE
                    || text.getMinY() < room.getMinY() - TOLERANCE
                    || text.getMaxY() > room.getMaxY() + TOLERANCE) {
                problems.add("\"" + words + "\" " + said(text) + " leaves " + said(room) + of(at));
                return;
            }
        }
    }

    private static boolean isMovable(Node node) {
        return node instanceof ScrollPane
                || (node.getParent() != null && node.getParent().getStyleClass().contains("viewport"))
                || node instanceof GraphView
                // The rows of a table.
                || node.getStyleClass().contains("clipped-container");
    }

    private static String said(Bounds bounds) {
        return String.format(
                "[%.0f..%.0f × %.0f..%.0f]", bounds.getMinX(), bounds.getMaxX(), bounds.getMinY(), bounds.getMaxY());
    }

    private static String of(Node node) {
        return " of " + node.getClass().getSimpleName() + Set.copyOf(node.getStyleClass());
    }
}
