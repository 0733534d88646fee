package org.espalier.ui.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.layout.Pane;
import org.espalier.network.Link;
import org.espalier.ui.graph.GraphLayout.Point;

/**
 * The reasons beside the wires that are lit, in letters of one size however small the drawing: number and words where
 * there is room for them, else the number alone, else nothing. They never cover a card.
 */
final class ReasonLabels extends Pane {

    private final List<ReasonLabel> labels = new ArrayList<>();
    private final List<Rectangle2D> occupied = new ArrayList<>();
    /** The wires, as the room that their pieces take. */
    private final IdentityHashMap<Reason, List<Rectangle2D>> lit = new IdentityHashMap<>();

    private int used;

    ReasonLabels() {
        setManaged(false);
        setMouseTransparent(true);
    }

    /**
     * A reason and the wire that it belongs to.
     *
     * @param way the wire's corners, in pixels of the view
     */
    record Reason(int number, Link link, List<Point> way) {}

    /** @param taken what must stay visible, in pixels of the view */
    void show(List<Reason> reasons, List<Rectangle2D> taken) {
        used = 0;
        occupied.clear();
        occupied.addAll(taken);
        lit.clear();
        reasons.forEach(reason -> lit.put(reason, LabelSpots.along(reason.way())));
        for (Reason reason : reasons) {
            if (!place(reason, true)) {
                place(reason, false);
            }
        }
        for (int i = used; i < labels.size(); i++) {
            labels.get(i).setVisible(false);
        }
    }

    /** Whether there is a place. */
    private boolean place(Reason reason, boolean inWords) {
        ReasonLabel label = label(used);
        label.show(reason.number(), reason.link(), inWords);
        Optional<Rectangle2D> spot = LabelSpots.choose(
                reason.way(), label.size(), place -> isFree(place) && !isOnAnotherWire(place, reason));
        spot.ifPresent(place -> {
            label.resizeRelocate(place.getMinX(), place.getMinY(), place.getWidth(), place.getHeight());
            label.setVisible(true);
            occupied.add(place);
            used++;
        });
        return spot.isPresent();
    }

    private boolean isFree(Rectangle2D place) {
        return new Rectangle2D(0, 0, getWidth(), getHeight()).contains(place)
                && occupied.stream().noneMatch(place::intersects);
    }

    private boolean isOnAnotherWire(Rectangle2D place, Reason own) {
        return lit.entrySet().stream()
                .anyMatch(other ->
                        other.getKey() != own && other.getValue().stream().anyMatch(place::intersects));
    }

    /** Labels are used again: a new one must be styled before it can be measured. */
    private ReasonLabel label(int index) {
        while (labels.size() <= index) {
            ReasonLabel label = new ReasonLabel();
            label.setVisible(false);
            labels.add(label);
            getChildren().add(label);
            label.applyCss();
        }
        return labels.get(index);
    }
}
