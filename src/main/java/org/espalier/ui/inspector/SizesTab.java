package org.espalier.ui.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import javafx.css.PseudoClass;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.espalier.measure.Cost;
import org.espalier.network.Layer;
import org.espalier.pruning.Granularity;
import org.espalier.session.Session;
import org.espalier.session.Weighing;
import org.espalier.text.Text;
import org.espalier.ui.style.Column;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** What each layer costs, before → now, and what all of them cost together. */
public final class SizesTab extends BorderPane {

    private static final PseudoClass TOTAL = PseudoClass.getPseudoClass("total");

    /** One line: a layer, or the total. */
    private record Line(String name, Cost.LayerCost before, Cost.LayerCost now, boolean total) {}

    private static final double LEAST_TABLE_HEIGHT = 150;

    private final TableView<Line> table = new TableView<>();
    private final WholeSizes whole;
    private @Nullable Cost shown;

    /** @param weigh measures the current state for real, and hands the result over */
    public SizesTab(Consumer<Consumer<Weighing.Result>> weigh) {
        whole = new WholeSizes(weigh);
        table.setId("sizes");
        table.getColumns()
                .setAll(List.of(
                        Column.words("inspector.sizes.layer", 110, Line::name),
                        Column.numbers("inspector.sizes.units", 100, line -> line.total() ? "" : units(line)),
                        figure("inspector.sizes.parameters", 180, Cost.LayerCost::parameters),
                        figure("inspector.sizes.multiply-adds", 200, Cost.LayerCost::multiplyAdds),
                        figure("inspector.sizes.bytes", 180, Cost.LayerCost::bytes)));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setRowFactory(view -> new TotalRow());
        VBox both = new VBox(6, whole, table);
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setMinHeight(LEAST_TABLE_HEIGHT);
        ScrollPane scroll = new ScrollPane(both);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        setCenter(scroll);
        StyleClass.styled(this, StyleClass.INSPECTOR);
    }

    /** Of a layer that was removed as a whole. */
    private static final Cost.LayerCost GONE = new Cost.LayerCost(0, 0, 0, 0, 0, 0);

    private static final class TotalRow extends TableRow<Line> {
        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            pseudoClassStateChanged(TOTAL, line != null && line.total());
        }
    }

    /** Shows the costs of what the session shows. */
    public void show(Session session) {
        Cost now = session.shown().state().cost();
        boolean weights = session.shown().state().plan().granularity() == Granularity.WEIGHTS;
        whole.follow(
                session.shown().state(),
                Text.of(weights ? "inspector.sizes.remark.weights" : "inspector.sizes.remark.units"));
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        Cost dense = session.experiment().denseCost();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Text.of("inspector.sizes.total"), total(dense), total(now), true));
        for (Layer layer : session.experiment().network().graph().layers()) {
            if (dense.of(layer.name()).parameters() > 0) {
                Cost.LayerCost left = now.layers().getOrDefault(layer.name(), GONE);
                lines.add(new Line(layer.name(), dense.of(layer.name()), left, false));
            }
        }
        table.getItems().setAll(lines);
    }

    private static Cost.LayerCost total(Cost cost) {
        long stored = cost.layers().values().stream()
                .mapToLong(Cost.LayerCost::storedParameters)
                .sum();
        return new Cost.LayerCost(cost.parameters(), stored, cost.trainable(), cost.multiplyAdds(), 0, 0);
    }

    private static TableColumn<Line, String> figure(String key, double width, ToLongFunction<Cost.LayerCost> of) {
        return Column.numbers(key, width, line -> change(line, of));
    }

    private static String units(Line line) {
        return change(line, cost -> cost.keptUnits());
    }

    private static String change(Line line, ToLongFunction<Cost.LayerCost> figure) {
        long before = figure.applyAsLong(line.before());
        long now = figure.applyAsLong(line.now());
        return before == now
                ? Text.count(before)
                : Text.of("inspector.sizes.change", Text.count(before), Text.count(now));
    }
}
