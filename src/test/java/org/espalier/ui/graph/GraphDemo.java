package org.espalier.ui.graph;

import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.espalier.network.NetworkGraph;
import org.espalier.network.UnitGroups;
import org.espalier.pruning.Granularity;
import org.espalier.text.Text;
import org.espalier.ui.style.Theme;

/**
 * The graph alone, for looking at: {@code chain|residual|deep|concat light|dark en|zh width height}.
 *
 * <p>Prints what the cards ask for.
 */
public final class GraphDemo {

    private GraphDemo() {}

    public static void main(String[] arguments) {
        Application.launch(Window.class, arguments);
    }

    /** Makes up numbers that follow the sliders. */
    static final class Echo implements Commands {

        private GraphViewModel model;

        @Override
        public void preview(String layer, double share) {
            System.out.println("preview " + layer + " " + share);
            CardModel card = model.card(layer);
            BitSet kept = new BitSet();
            for (int i = 0; i < card.units(); i++) {
                kept.set(i, (i * 7 + 3) % card.units() >= Math.round(card.units() * share));
            }
            long parameters = Math.round(card.allParameters() * (1 - share));
            card.show(new CardState(share, card.locked().get(), parameters, kept));
        }

        @Override
        public void commit() {
            System.out.println("commit");
        }

        @Override
        public void lock(String layer, boolean locked) {
            System.out.println("lock " + layer + " " + locked);
        }

        @Override
        public String explain(String layer) {
            return "explains " + layer;
        }

        @Override
        public void select(String layer) {
            System.out.println("select " + layer);
        }

        @Override
        public void point(String layer, boolean on) {
            System.out.println("point " + layer + " " + on);
        }

        @Override
        public void remove(String layer, Point2D at) {
            System.out.println("remove " + layer);
        }

        @Override
        public void offerRemovals(String layer, Point2D at) {
            System.out.println("offer removals of " + layer);
        }
    }

    /** The window, as JavaFX wants it. */
    public static final class Window extends Application {

        private final ExecutorService background = Executors.newSingleThreadExecutor();

        @Override
        public void start(Stage stage) {
            var wish = getParameters().getRaw();
            Text.use(wish.get(2).equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
            NetworkGraph network = network(wish.get(0));
            Echo echo = new Echo();
            GraphViewModel model = new GraphViewModel(network, UnitGroups.of(network), Granularity.UNITS, echo);
            echo.model = model;
            GraphView view = new GraphView(model, background, Platform::runLater);
            model.cards().stream().filter(CardModel::isAdjustable).limit(2).forEach(card -> card.enter(0.45));
            Scene scene = new Scene(view, Double.parseDouble(wish.get(3)), Double.parseDouble(wish.get(4)));
            Theme.valueOf(wish.get(1).toUpperCase(Locale.ROOT)).dress(scene, Text.language());
            stage.setScene(scene);
            stage.setX(0);
            stage.setY(0);
            stage.show();
        }

        @Override
        public void stop() {
            background.shutdownNow();
        }

        private static NetworkGraph network(String name) {
            return switch (name) {
                case "residual" -> DrawnNetworks.residual(2);
                case "deep" -> DrawnNetworks.residual(40);
                case "concat" -> DrawnNetworks.concatenated();
                default -> DrawnNetworks.chain();
            };
        }
    }
}
