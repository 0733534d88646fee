package org.espalier.ui.inspector;

import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.espalier.network.Layer;
import org.espalier.network.UnitImages;
import org.espalier.session.Experiment;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.espalier.ui.style.Theme;
import org.jspecify.annotations.Nullable;

/** The chosen layer: its units as images with what goes crossed out, and its scores with the threshold. */
public final class LayerTab extends BorderPane {

    /** Makes the images of a layer's units away from the JavaFX thread. */
    @FunctionalInterface
    public interface ImageSource {
        void request(Layer layer, Consumer<UnitImages> receiver);
    }

    private final ImageSource source;
    private final Label title = StyleClass.styled(new Label(), StyleClass.INSPECTOR_TITLE);
    private final UnitTiles tiles;
    private final ScoreHistogram histogram;
    private final ScrollPane scroll;
    private @Nullable Experiment experiment;
    private @Nullable Layer layer;
    private int weights;

    public LayerTab(Theme theme, ImageSource source) {
        this.source = source;
        tiles = new UnitTiles(theme.inspector());
        histogram = new ScoreHistogram(theme.inspector());
        scroll = new ScrollPane(tiles);
        scroll.setFitToWidth(false);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.viewportBoundsProperty().addListener((bounds, before, now) -> tiles.fit(Math.floor(now.getWidth()) - 4));
        HBox content = new HBox(16, scroll, histogram);
        HBox.setHgrow(scroll, Priority.ALWAYS);
        histogram.setPrefWidth(300);
        histogram.setMinWidth(180);
        setTop(title);
        setCenter(content);
        BorderPane.setMargin(content, new Insets(6, 0, 0, 0));
        StyleClass.styled(this, StyleClass.INSPECTOR);
        tiles.setId("unit-tiles");
        title.setId("inspector-title");
        tips(tiles);
    }

    private void tips(Node node) {
        Tooltip tip = new Tooltip();
        node.setOnMouseMoved(event -> {
            int unit = tiles.unitAt(event.getX(), event.getY());
            if (unit < 0 || layer == null) {
                Tooltip.uninstall(node, tip);
            } else {
                tip.setText(Text.of("inspector.unit", LayerViewModel.unitWord(layer), unit));
                Tooltip.install(node, tip);
            }
        });
    }

    public void dress(Theme theme) {
        tiles.dress(theme.inspector());
        histogram.dress(theme.inspector());
    }

    /** Shows a layer of what is open under the mask that is shown. */
    public void show(Session session, String name) {
        Layer chosen = session.experiment().network().graph().layer(name);
        int values = session.shown().state().weights().number();
        boolean isOther = session.experiment() != experiment || !chosen.equals(layer);
        if (isOther) {
            experiment = session.experiment();
            layer = chosen;
            tiles.show((UnitImages) null);
        }
        if ((isOther || values != weights) && chosen.hasUnits()) {
            source.request(chosen, images -> {
                if (chosen.equals(layer) && values == weights) {
                    tiles.show(images);
                }
            });
        }
        weights = values;
        LayerViewModel now = LayerViewModel.of(session, chosen);
        title.setText(now.title());
        tiles.show(now.kept());
        histogram.show(now.ranking(), now.removed());
    }
}
