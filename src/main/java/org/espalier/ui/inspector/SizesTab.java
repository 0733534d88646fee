package org.espalier.ui.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javafx.beans.property.SimpleStringProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import org.espalier.measure.Cost;
import org.espalier.network.Layer;
import org.espalier.pruning.Granularity;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** What each layer costs, before → now, and what all of them cost together. */
public final class SizesTab extends BorderPane {

    private static final PseudoClass TOTAL = PseudoClass.getPseudoClass("total");

    /** One line: a layer, or the total. */
    private record Line(String name, Cost.LayerCost before, Cost.LayerCost now, boolean total) {}

    private final TableView<Line> table = new TableView<>();
    private final Label remark = StyleClass.styled(new Label(), StyleClass.INSPECTOR_TITLE);
    private @Nullable Cost shown;

    public SizesTab() {
        table.setId("sizes");
        table.getColumns()
                .setAll(List.of(
                        column("inspector.sizes.layer", Line::name, 110, false),
                        column("inspector.sizes.units", line -> line.total() ? "" : units(line), 100, true),
                        column(
                                "inspector.sizes.parameters",
                                line -> change(line, Cost.LayerCost::parameters),
                                180,
                                true),
                        column(
                                "inspector.sizes.multiply-adds",
                                line -> change(line, Cost.LayerCost::multiplyAdds),
                                200,
                                true),
                        column("inspector.sizes.bytes", line -> change(line, Cost.LayerCost::bytes), 180, true)));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setRowFactory(view -> new TotalRow());
        remark.setWrapText(true);
        setTop(remark);
        setCenter(table);
        StyleClass.styled(this, StyleClass.INSPECTOR);
    }

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
        remark.setText(Text.of(weights ? "inspector.sizes.remark.weights" : "inspector.sizes.remark.units"));
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        Cost dense = session.experiment().denseCost();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Text.of("inspector.sizes.total"), total(dense), total(now), true));
        for (Layer layer : session.experiment().network().graph().layers()) {
            if (dense.of(layer.name()).parameters() > 0) {
                lines.add(new Line(layer.name(), dense.of(layer.name()), now.of(layer.name()), false));
            }
        }
        table.getItems().setAll(lines);
    }

    private static Cost.LayerCost total(Cost cost) {
        long stored = cost.layers().values().stream()
                .mapToLong(Cost.LayerCost::storedParameters)
                .sum();
        return new Cost.LayerCost(cost.parameters(), stored, cost.multiplyAdds(), 0, 0);
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

    private static TableColumn<Line, String> column(
            String key, Function<Line, String> text, double width, boolean number) {
        TableColumn<Line, String> column = new TableColumn<>(Text.of(key));
        column.setCellValueFactory(cell -> new SimpleStringProperty(text.apply(cell.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        if (number) {
            column.getStyleClass().add(StyleClass.NUMBER_CELL.css());
        }
        return column;
    }
}
