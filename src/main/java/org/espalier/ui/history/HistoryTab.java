package org.espalier.ui.history;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import org.espalier.measure.Evaluation;
import org.espalier.session.History;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.style.Column;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** Every step so far, undone branches too; a click goes to its state. */
public final class HistoryTab extends BorderPane {

    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass UNDONE = PseudoClass.getPseudoClass("undone");

    /** One step as it is shown. */
    private record Line(
            int id, String step, long parameters, @Nullable Evaluation evaluation, boolean current, boolean undone) {}

    private final TableView<Line> table = new TableView<>();
    private final IntConsumer goTo;

    /** @param goTo takes the number of the state to go to */
    public HistoryTab(IntConsumer goTo) {
        this.goTo = goTo;
        table.setId("history");
        table.getColumns()
                .setAll(List.of(
                        fixed(Column.numbers("history.number", 46, line -> Text.count(line.id()))),
                        Column.words("history.step", 300, Line::step),
                        fixed(Column.numbers("history.parameters", 114, line -> Text.count(line.parameters()))),
                        fixed(Column.numbers("history.accuracy", 100, HistoryTab::accuracy)),
                        fixed(Column.numbers("history.difference", 146, HistoryTab::difference))));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setRowFactory(view -> row());
        table.setOnKeyPressed(event -> {
            Line line = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && line != null) {
                goTo.accept(line.id());
            }
        });
        setCenter(table);
        StyleClass.styled(this, StyleClass.INSPECTOR);
    }

    /** Numbers have their room whatever the window's width, and the step, which is a sentence, has all the rest. */
    private static <S> TableColumn<Line, S> fixed(TableColumn<Line, S> column) {
        column.setMinWidth(column.getPrefWidth());
        column.setMaxWidth(column.getPrefWidth());
        return column;
    }

    /** Shows the history of a session. */
    public void show(Session session) {
        History history = session.history();
        List<Line> lines = history.entries().stream()
                .map(entry -> new Line(
                        entry.id(),
                        entry.state().step().sentence(),
                        entry.state().cost().parameters(),
                        entry.evaluation(),
                        entry == history.current(),
                        !history.isOnCurrentPath(entry)))
                .toList();
        if (!lines.equals(table.getItems())) {
            table.getItems().setAll(lines);
            table.scrollTo(history.current().id());
        }
    }

    private TableRow<Line> row() {
        TableRow<Line> row = new TableRow<>() {
            @Override
            protected void updateItem(@Nullable Line line, boolean empty) {
                super.updateItem(line, empty);
                pseudoClassStateChanged(CURRENT, line != null && line.current());
                pseudoClassStateChanged(UNDONE, line != null && line.undone());
                setTooltip(line == null ? null : new Tooltip(line.step() + "\n" + Text.of("history.go", line.id())));
            }
        };
        row.setOnMouseClicked(event -> {
            if (!row.isEmpty() && !row.getItem().current()) {
                goTo.accept(row.getItem().id());
            }
        });
        return row;
    }

    private static String accuracy(Line line) {
        Evaluation known = line.evaluation();
        return known == null ? "…" : Text.of("history.percent", Text.percent(known.accuracy(), 2));
    }

    private static String difference(Line line) {
        Evaluation known = line.evaluation();
        if (known == null) {
            return "";
        }
        return known.lost() + known.won() == 0
                ? Text.of("history.same")
                : Text.of(
                        "history.points",
                        Text.signed(known.difference() * 100, 2),
                        Text.decimal(known.differenceInterval().radius() * 100, 2));
    }
}
