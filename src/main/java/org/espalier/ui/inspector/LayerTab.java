package org.espalier.ui.inspector;

import java.util.BitSet;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.espalier.network.Coupled;
import org.espalier.network.Layer;
import org.espalier.network.UnitImages;
import org.espalier.pruning.Pick;
import org.espalier.session.Experiment;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.espalier.ui.style.Theme;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/**
 * The chosen layer: its units as tiles that the hand can decide about, what goes with those that are meant, and its
 * scores with the threshold.
 */
public final class LayerTab extends BorderPane {

    /** From this width on, list and histogram stand side by side; below it they take turns. */
    private static final double WIDE = 1_050;

    private final LayerCommands commands;
    private final Label title = StyleClass.styled(new Label(), StyleClass.INSPECTOR_TITLE);
    private final UnitTiles tiles;
    private final TileSelection selection = new TileSelection(this::selectionChanged);
    private final PickButtons buttons = new PickButtons(this::pick);
    private final ScoreHistogram histogram;
    private final SliceList list = new SliceList();
    private final ScrollPane scroll;
    private final Tooltip tip = new Tooltip();
    private @Nullable Session session;
    private @Nullable Experiment experiment;
    private @Nullable Layer layer;
    private int weights;
    private @Nullable LayerViewModel shown;
    private BitSet lit = new BitSet();
    private SliceLines fromGraph = SliceLines.NONE;

    public LayerTab(Theme theme, LayerCommands commands) {
        this.commands = commands;
        tiles = new UnitTiles(theme.inspector());
        histogram = new ScoreHistogram(theme.inspector());
        scroll = new ScrollPane(tiles);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.viewportBoundsProperty().addListener((bounds, before, now) -> {
            tiles.fit(Math.floor(now.getWidth()) - 4);
            mark();
        });
        layOut();
        tiles.setId("unit-tiles");
        title.setId("inspector-title");
        TileGestures.listen(tiles, selection, this::pick, this::turn);
        ContextMenu menu = PickButtons.menu(this::pick);
        tiles.setOnContextMenuRequested(event -> menu.show(tiles, event.getScreenX(), event.getScreenY()));
    }

    private void layOut() {
        HBox content = new HBox(16, scroll, list, histogram);
        HBox.setHgrow(scroll, Priority.ALWAYS);
        for (Region side : new Region[] {list, histogram}) {
            side.setPrefWidth(300);
            side.setMinWidth(180);
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        title.setMinWidth(0);
        HBox top = new HBox(8, title, space, removal(), buttons);
        top.setAlignment(Pos.CENTER_LEFT);
        setTop(top);
        setCenter(content);
        BorderPane.setMargin(content, new Insets(6, 0, 0, 0));
        StyleClass.styled(this, StyleClass.INSPECTOR);
        widthProperty().addListener((width, before, now) -> showSides(false));
        showSides(false);
    }

    private Button removal() {
        Button remove = StyleClass.styled(
                new Button(Text.of("inspector.remove-layer"), new FontIcon(MaterialDesignL.LAYERS_REMOVE)),
                StyleClass.FLAT,
                StyleClass.SMALL);
        remove.setId("remove-layer");
        remove.setMinWidth(Region.USE_PREF_SIZE);
        remove.setTooltip(new Tooltip(Text.of("inspector.remove-layer.tip")));
        remove.setOnAction(event -> {
            if (layer != null) {
                commands.offerRemovals(layer.name(), remove);
            }
        });
        return remove;
    }

    /** List and histogram, or one of them. */
    private void showSides(boolean something) {
        boolean both = getWidth() >= WIDE;
        list.setVisible(both || something);
        list.setManaged(list.isVisible());
        histogram.setVisible(both || !something);
        histogram.setManaged(histogram.isVisible());
    }

    public void dress(Theme theme) {
        tiles.dress(theme.inspector());
        histogram.dress(theme.inspector());
    }

    /** Shows a layer of what is open under the mask that is shown. */
    public void show(Session open, String name) {
        Layer chosen = open.structure().graph().layer(name);
        int values = open.pictured().weights().number();
        boolean other = open.experiment() != experiment || !chosen.equals(layer) || values != weights;
        session = open;
        experiment = open.experiment();
        layer = chosen;
        weights = values;
        LayerViewModel now = LayerViewModel.of(open, chosen);
        shown = now;
        if (other) {
            request(chosen, values);
        }
        title.setText(now.title());
        tiles.show(now.fates());
        histogram.show(now.ranking(), now.removed());
        list();
    }

    private void request(Layer chosen, int values) {
        tiles.show((UnitImages) null);
        selection.reset(0);
        if (chosen.hasUnits()) {
            commands.draw(chosen, images -> {
                if (chosen.equals(layer) && values == weights) {
                    tiles.show(images);
                    selection.reset(tiles.count());
                }
            });
        }
    }

    /** Lists what goes with all units that a slider on the graph moves; false for no longer. */
    public void listGroup(Session open, String name, boolean on) {
        Layer moved = open.structure().graph().layer(name);
        BitSet all = new BitSet();
        all.set(0, moved.output().channels());
        fromGraph = on
                ? LayerViewModel.of(open, moved).lines(open, moved, LayerViewModel.coupledWith(open, moved, all), all)
                : SliceLines.NONE;
        list();
    }

    private void selectionChanged() {
        mark();
        list();
        BitSet pointed = selection.pointed();
        // What a slider on the graph has lit is not ours to put out.
        if (session != null && layer != null && !pointed.equals(lit)) {
            lit = pointed;
            commands.light(LayerViewModel.coupledWith(session, layer, pointed));
        }
    }

    private void mark() {
        int at = selection.at();
        tiles.mark(selection.selected(), at);
        if (at >= 0 && at == selection.focus() && tiles.isFocusVisible()) {
            reveal(tiles.grid().tile(at));
        }
    }

    private void list() {
        LayerViewModel now = shown;
        if (session == null || layer == null || now == null) {
            return;
        }
        BitSet meant = selection.meant();
        Coupled coupled = LayerViewModel.coupledWith(session, layer, meant);
        SliceLines lines = now.lines(session, layer, coupled, meant);
        list.show(fromGraph.isEmpty() ? lines : fromGraph);
        showSides(!lines.isEmpty() || !fromGraph.isEmpty());
        buttons.setDisable(selection.aimed().isEmpty());
        tell(layer, now, lines);
    }

    /** To screen readers, and to who rests the mouse on a tile. */
    private void tell(Layer of, LayerViewModel now, SliceLines lines) {
        int unit = selection.at();
        Tooltip.uninstall(tiles, tip);
        if (unit < 0) {
            tiles.say(now.title());
            return;
        }
        String state = Text.of(
                "inspector.unit",
                of.name(),
                UnitWords.count(of, 1),
                Integer.toString(unit),
                now.fates().words(unit));
        tip.setText(state);
        Tooltip.install(tiles, tip);
        String chosen = selection.selected().get(unit) ? Text.of("inspector.selected") : "";
        tiles.say(Text.of("inspector.spoken", state, chosen, lines.spoken()));
    }

    private void reveal(Rectangle2D tile) {
        double view = scroll.getViewportBounds().getHeight();
        double movable = tiles.getHeight() - view;
        if (movable <= 0) {
            return;
        }
        double top = scroll.getVvalue() * movable;
        double next = Math.min(tile.getMinY() - 4, Math.max(top, tile.getMaxY() + 16 - view));
        scroll.setVvalue(Math.max(0, Math.min(1, next / movable)));
    }

    private void pick(Pick pick) {
        pick(selection.aimed(), pick);
    }

    private void turn(int unit) {
        BitSet one = new BitSet();
        one.set(unit);
        if (shown != null) {
            pick(one, shown.fates().turned(unit));
        }
    }

    private void pick(BitSet channels, Pick pick) {
        if (layer == null || shown == null || channels.isEmpty()) {
            return;
        }
        if (shown.obstacle().isEmpty()) {
            commands.pick(layer.name(), channels, pick);
        } else {
            commands.say(shown.obstacle());
        }
    }
}
