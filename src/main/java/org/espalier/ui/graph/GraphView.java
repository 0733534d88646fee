package org.espalier.ui.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Scale;
import javafx.scene.transform.Translate;
import org.espalier.network.Link;
import org.espalier.text.Text;
import org.espalier.ui.graph.GraphLayout.Box;
import org.espalier.ui.graph.GraphLayout.Placement;
import org.espalier.ui.graph.GraphLayout.Point;
import org.espalier.ui.graph.ReasonLabels.Reason;
import org.espalier.ui.graph.Viewport.Area;
import org.espalier.ui.graph.Viewport.Size;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/**
 * The cards and wires of a network, to be zoomed and moved about.
 *
 * <p>Cards out of sight are not drawn, and cards too small to be read show no controls: together that makes
 * large networks several times smoother.
 */
public final class GraphView extends Pane {

    /** How much a button or key enlarges. */
    static final double STEP = 1.2;

    private static final double DETAIL_FROM = 0.5;

    private final GraphViewModel model;
    private final Pane world = new Pane();
    private final Translate shift = new Translate();
    private final Scale zoom = new Scale();
    private final Map<CardModel, LayerCard> cards = new LinkedHashMap<>();
    private final Map<CardModel, Area> areas = new LinkedHashMap<>();
    private final List<WireShape> wires = new ArrayList<>();
    private final ReasonLabels reasons = new ReasonLabels();
    private final GraphButtons buttons = new GraphButtons(this);
    private final ReadOnlyBooleanWrapper placed = new ReadOnlyBooleanWrapper();
    private Viewport viewport = new Viewport(1, 0, 0);
    private @Nullable Size drawing;
    private boolean byHand;

    /**
     * @param background runs the layout
     * @param fx brings its result back to the FX thread
     */
    public GraphView(GraphViewModel model, Executor background, Executor fx) {
        this.model = model;
        StyleClass.styled(this, StyleClass.GRAPH);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.PARENT);
        setAccessibleText(Text.of("graph.accessible"));
        world.getTransforms().addAll(shift, zoom);
        world.setManaged(false);
        buttons.setManaged(false);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        getChildren().addAll(world, reasons, buttons);
        widthProperty().addListener((width, before, now) -> resized());
        heightProperty().addListener((height, before, now) -> resized());
        model.chosen().addListener((chosen, before, now) -> now.ifPresent(this::reveal));
        model.ghost().addListener((ghost, before, now) -> light());
        setOnContextMenuRequested(this::offerRemovals);
        GraphMouse.listen(this);
        GraphKeys.listen(this);
        layOut(background, fx);
    }

    GraphViewModel model() {
        return model;
    }

    /** Whether the cards stand at their places. */
    public ReadOnlyBooleanProperty placed() {
        return placed.getReadOnlyProperty();
    }

    /** Shows the whole network, and goes on doing so when the window changes. */
    public void fit() {
        byHand = false;
        if (drawing != null) {
            look(Viewport.fit(drawing, size()));
        }
    }

    /** Enlarges around the middle. */
    public void zoom(double factor) {
        zoomAt(getWidth() / 2, getHeight() / 2, factor);
    }

    public void actualSize() {
        zoom(1 / viewport.scale());
    }

    /** Moves the picture no further than needed to show a card. */
    public void reveal(CardModel card) {
        Area area = areas.get(card);
        if (area != null) {
            look(viewport.revealing(area, size()));
        }
    }

    /** Goes on with another picture's size and place, if the hand has chosen them. */
    public void goOnFrom(GraphView other) {
        if (other.byHand) {
            byHand = true;
            look(other.viewport);
        }
    }

    /** By the mouse of the card that it is on, by the keyboard of the chosen one. */
    private void offerRemovals(ContextMenuEvent event) {
        LayerCard at =
                event.isKeyboardTrigger() ? null : cardOf(event.getPickResult().getIntersectedNode());
        CardModel card = at == null ? model.chosen().get().orElse(null) : at.model();
        if (card != null && (at != null || event.isKeyboardTrigger())) {
            card.offerRemovals(placeBeside(card));
            event.consume();
        }
    }

    /** Where on the screen something about a card is to be shown, so that the cards stay to be seen. */
    Point2D placeBeside(CardModel card) {
        Area area = areas.get(card);
        Rectangle2D place = area == null ? new Rectangle2D(0, 0, 0, 0) : viewport.onScreen(area);
        return localToScreen(Math.min(getWidth(), place.getMaxX()), Math.max(0, place.getMinY()));
    }

    void zoomAt(double x, double y, double factor) {
        byHand = true;
        look(viewport.zoomed(x, y, factor));
    }

    void move(double dx, double dy) {
        byHand = true;
        look(viewport.moved(dx, dy));
    }

    /** Shows one card in a size that is good to work with. */
    void lookAt(CardModel card) {
        Area area = areas.get(card);
        if (area != null) {
            byHand = true;
            look(Viewport.on(area, size()));
        }
    }

    Viewport viewport() {
        return viewport;
    }

    /** In the network's order. */
    List<LayerCard> cards() {
        return new ArrayList<>(cards.values());
    }

    /** The card that a node stands on; null where it stands on none. */
    static @Nullable LayerCard cardOf(@Nullable Node node) {
        Node at = node;
        while (at != null && !(at instanceof LayerCard)) {
            at = at.getParent();
        }
        return (LayerCard) at;
    }

    @Override
    protected void layoutChildren() {
        double high = buttons.prefHeight(-1);
        buttons.resizeRelocate(10, getHeight() - high - 10, buttons.prefWidth(-1), high);
        reasons.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void layOut(Executor background, Executor fx) {
        List<Box> boxes = model.cards().stream()
                .map(card -> new Box(card.name(), CardSize.WIDTH, CardSize.height(card)))
                .toList();
        List<Wire> wires = model.wires();
        background.execute(() -> {
            Placement placement = GraphLayout.place(boxes, wires);
            fx.execute(() -> show(placement));
        });
    }

    private void show(Placement placement) {
        for (GraphLayout.Way way : placement.ways()) {
            wires.add(new WireShape(way));
        }
        world.getChildren().addAll(wires);
        for (CardModel card : model.cards()) {
            Point corner = Objects.requireNonNull(placement.corners().get(card.name()), card.name());
            LayerCard node = new LayerCard(card);
            node.relocate(corner.x(), corner.y());
            cards.put(card, node);
            areas.put(card, new Area(corner.x(), corner.y(), CardSize.WIDTH, CardSize.height(card)));
            node.setVisible(false);
            world.getChildren().add(node);
        }
        drawing = new Size(placement.width(), placement.height());
        resized();
        light();
        placed.set(true);
    }

    private void resized() {
        if (drawing == null || getWidth() <= 0 || getHeight() <= 0) {
            return;
        }
        if (byHand) {
            cull();
        } else {
            look(Viewport.first(drawing, size()));
        }
    }

    private void look(Viewport next) {
        viewport = next;
        shift.setX(Math.rint(next.x()));
        shift.setY(Math.rint(next.y()));
        zoom.setX(next.scale());
        zoom.setY(next.scale());
        cull();
        label();
    }

    private void cull() {
        cards.forEach((card, node) -> {
            Area area = areas.get(card);
            boolean seen = area != null && viewport.shows(area, size());
            if (seen) {
                node.show(viewport.scale() >= DETAIL_FROM);
            }
            node.setVisible(seen);
        });
        for (WireShape wire : wires) {
            wire.setVisible(viewport.shows(wire.area(), size()));
            if (wire.isVisible()) {
                wire.light(model.ghost().get());
            }
        }
    }

    private void light() {
        wires.stream()
                .filter(Node::isVisible)
                .forEach(wire -> wire.light(model.ghost().get()));
        label();
    }

    /** The reasons stand still on the screen while the drawing moves, so their places are sought anew. */
    private void label() {
        List<Link> links = model.ghost().get().links();
        List<Rectangle2D> taken = new ArrayList<>();
        List<Reason> labels = new ArrayList<>();
        if (!links.isEmpty()) {
            cards.values().stream().filter(Node::isVisible).forEach(card -> taken.add(viewport.onScreen(areaOf(card))));
            taken.add(new Rectangle2D(
                    buttons.getLayoutX(), buttons.getLayoutY(), buttons.getWidth(), buttons.getHeight()));
            List<WireShape> seen = wires.stream().filter(Node::isVisible).toList();
            for (int i = 0; i < links.size(); i++) {
                for (WireShape wire : seen) {
                    if (Ghost.isOn(links.get(i), wire.way().wire())) {
                        labels.add(new Reason(
                                i + 1,
                                links.get(i),
                                viewport.onScreen(wire.way().points())));
                    }
                }
            }
        }
        reasons.show(labels, taken);
    }

    private Area areaOf(LayerCard card) {
        return Objects.requireNonNull(areas.get(card.model()), card.model().name())
                .wider(GlowMarks.OUT);
    }

    private Size size() {
        return new Size(getWidth(), getHeight());
    }
}
