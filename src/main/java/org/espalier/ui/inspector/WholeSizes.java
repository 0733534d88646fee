package org.espalier.ui.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.espalier.measure.Latency;
import org.espalier.measure.Sizes;
import org.espalier.session.SessionState;
import org.espalier.session.Weighed;
import org.espalier.session.Weighing;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;

/** The whole network beside the dense one, in every meaning of large and fast, once the user asks for it. */
final class WholeSizes extends VBox {

    /** One figure before and after; how many times smaller or faster. */
    private record Row(String name, String before, String after, double times) {}

    private final Label sentence = StyleClass.styled(new Label(), StyleClass.INSPECTOR_TITLE);
    private final Button measure = StyleClass.styled(new Button(), StyleClass.SMALL);
    private final GridPane grid = new GridPane();
    private @Nullable SessionState followed;
    private @Nullable SessionState weighedState;

    /** @param ask starts measuring and hands the result over */
    WholeSizes(Consumer<Consumer<Weighing.Result>> ask) {
        super(6);
        measure.setId("weigh");
        measure.setText(Text.of("inspector.weigh"));
        measure.setTooltip(new Tooltip(Text.of("inspector.weigh.tip")));
        measure.setMinWidth(Region.USE_PREF_SIZE);
        measure.setOnAction(event -> ask.accept(this::show));
        sentence.setId("weighed");
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox.setHgrow(sentence, Priority.SOMETIMES);
        HBox top = new HBox(12, sentence, space, measure);
        top.setAlignment(Pos.CENTER_LEFT);
        grid.setHgap(18);
        grid.setVgap(2);
        grid.managedProperty().bind(grid.visibleProperty());
        StyleClass.styled(grid, StyleClass.WHOLE_SIZES);
        getChildren().addAll(top, grid);
        forget("");
    }

    /** What holds for another state was not measured for this one. */
    void follow(SessionState shown, String remark) {
        followed = shown;
        if (shown != weighedState) {
            forget(remark);
        }
    }

    private void forget(String remark) {
        weighedState = null;
        grid.setVisible(false);
        sentence.setText(remark);
    }

    private void show(Weighing.Result result) {
        if (result.state() != followed) {
            return;
        }
        weighedState = result.state();
        sentence.setText(result.weighed().sentence());
        grid.getChildren().clear();
        String[] heads = {"", "inspector.weigh.before", "inspector.weigh.after", "inspector.weigh.times"};
        for (int column = 1; column < heads.length; column++) {
            put(0, column, Text.of(heads[column]), StyleClass.FACT);
        }
        int line = 1;
        for (Row row : rows(result.weighed())) {
            put(line, 0, row.name(), StyleClass.FACT);
            put(line, 1, row.before(), StyleClass.FIGURE);
            put(line, 2, row.after(), StyleClass.FIGURE);
            put(line, 3, Text.of("inspector.weigh.factor", Text.decimal(row.times(), 2)), StyleClass.FIGURE);
            line++;
        }
        grid.setVisible(true);
    }

    private void put(int line, int column, String text, StyleClass style) {
        Label label = StyleClass.styled(new Label(text), style);
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(label, column == 0 ? HPos.LEFT : HPos.RIGHT);
        grid.add(label, column, line);
    }

    private static List<Row> rows(Weighed weighed) {
        List<Row> rows = new ArrayList<>();
        for (Sizes.Kind kind : Sizes.Kind.values()) {
            long before = weighed.before().of(kind);
            long after = weighed.after().of(kind);
            rows.add(new Row(
                    Weighed.nameOf(kind), Text.count(before), Text.count(after), (double) before / Math.max(1, after)));
        }
        for (Latency latency : weighed.latencies()) {
            rows.add(new Row(
                    Text.of("inspector.weigh.latency", Text.count(latency.batch())),
                    times(latency.before()),
                    times(latency.after()),
                    latency.speedUp()));
        }
        return rows;
    }

    private static String times(Latency.Times times) {
        return Text.of("inspector.weigh.ms", Text.decimal(times.medianMs(), 2), Text.decimal(times.p95Ms(), 2));
    }
}
