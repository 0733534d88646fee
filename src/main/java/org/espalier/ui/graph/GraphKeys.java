package org.espalier.ui.graph;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.espalier.ui.graph.GraphViewModel.Way;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the graph: arrows walk along the wires, Tab goes from layer to layer through the controls, F fits,
 * Ctrl with 0, 9, plus and minus zooms, L locks, Delete removes the layer as a whole.
 */
final class GraphKeys {

    private final GraphView graph;

    private GraphKeys(GraphView graph) {
        this.graph = graph;
    }

    static void listen(GraphView graph) {
        GraphKeys keys = new GraphKeys(graph);
        graph.addEventFilter(KeyEvent.KEY_PRESSED, keys::tab);
        graph.setOnKeyPressed(keys::pressed);
        graph.setOnKeyReleased(keys::released);
    }

    private void pressed(KeyEvent event) {
        boolean used;
        if (event.isShortcutDown()) {
            used = zoom(event.getCode());
        } else if (event.isAltDown() || event.getTarget() instanceof TextInputControl) {
            used = false;
        } else {
            used = letter(event.getCode()) || (event.getTarget() == graph && walk(event.getCode()));
        }
        if (used) {
            event.consume();
        }
    }

    /** A key that is held sends many presses, and each would take another layer. */
    private void released(KeyEvent event) {
        if (event.getCode() == KeyCode.DELETE && !(event.getTarget() instanceof TextInputControl)) {
            graph.model().chosen().get().ifPresent(card -> card.remove(graph.placeBeside(card)));
            event.consume();
        }
    }

    private boolean zoom(KeyCode key) {
        switch (key) {
            case DIGIT9, NUMPAD9 -> graph.fit();
            case DIGIT0, NUMPAD0 -> graph.actualSize();
            case PLUS, ADD, EQUALS -> graph.zoom(GraphView.STEP);
            case MINUS, SUBTRACT -> graph.zoom(1 / GraphView.STEP);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean letter(KeyCode key) {
        if (key == KeyCode.F) {
            graph.fit();
        } else if (key == KeyCode.L) {
            graph.model()
                    .chosen()
                    .get()
                    .ifPresent(card -> card.lock(!card.locked().get()));
        } else {
            return false;
        }
        return true;
    }

    private boolean walk(KeyCode key) {
        switch (key) {
            case DOWN -> graph.model().move(Way.ALONG);
            case UP -> graph.model().move(Way.AGAINST);
            case LEFT -> graph.model().move(Way.PREVIOUS_BRANCH);
            case RIGHT -> graph.model().move(Way.NEXT_BRANCH);
            case ENTER -> graph.model().chosen().get().ifPresent(this::enter);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void enter(CardModel card) {
        graph.cards().stream().filter(node -> node.model() == card).forEach(this::focus);
    }

    /** Cards out of sight take no focus, so Tab is led to the next card with controls and shows it first. */
    private void tab(KeyEvent event) {
        if (event.getCode() != KeyCode.TAB || event.isShortcutDown() || graph.getScene() == null) {
            return;
        }
        boolean back = event.isShiftDown();
        Node owner = graph.getScene().getFocusOwner();
        LayerCard at = GraphView.cardOf(owner);
        if (at != null && owner != (back ? at.entry() : at.exit())) {
            return;
        }
        LayerCard next = next(at, back);
        if (next != null) {
            graph.model().choose(next.model());
            focus(next);
            event.consume();
        } else if (at != null && back) {
            graph.requestFocus();
            event.consume();
        }
    }

    private @Nullable LayerCard next(@Nullable LayerCard at, boolean back) {
        List<LayerCard> cards = graph.cards();
        if (at == null) {
            return back ? null : first(cards);
        }
        int step = back ? -1 : 1;
        for (int i = cards.indexOf(at) + step; i >= 0 && i < cards.size(); i += step) {
            if (cards.get(i).model().isAdjustable()) {
                return cards.get(i);
            }
        }
        return null;
    }

    /** From the graph itself Tab goes to the chosen card's controls, or to the first ones. */
    private @Nullable LayerCard first(List<LayerCard> cards) {
        CardModel chosen = graph.model().chosen().get().orElse(null);
        return cards.stream()
                .filter(card -> card.model() == chosen && card.model().isAdjustable())
                .findFirst()
                .or(() -> cards.stream()
                        .filter(card -> card.model().isAdjustable())
                        .findFirst())
                .orElse(null);
    }

    private void focus(LayerCard card) {
        graph.reveal(card.model());
        Node entry = card.entry();
        if (entry != null) {
            entry.requestFocus();
        }
    }
}
