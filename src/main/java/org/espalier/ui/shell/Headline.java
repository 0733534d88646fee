package org.espalier.ui.shell;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.espalier.text.Text;
import org.espalier.ui.shell.HeadlineViewModel.Figure;
import org.espalier.ui.style.StyleClass;

/** The headline figures in a row. */
final class Headline extends HBox {

    private final Cell parameters = new Cell("parameters", Text.of("shell.headline.parameters"), "");
    private final Cell accuracy =
            new Cell("accuracy", Text.of("shell.headline.accuracy"), Text.of("shell.headline.accuracy.tip"));
    private final Cell multiplyAdds = new Cell(
            "multiply-adds", Text.of("shell.headline.multiply-adds"), Text.of("shell.headline.multiply-adds.tip"));
    private final Cell test = new Cell("test", Text.of("shell.headline.test"), Text.of("shell.headline.test.tip"));

    Headline() {
        StyleClass.styled(this, StyleClass.HEADLINE);
        getChildren().addAll(parameters, accuracy, multiplyAdds, test);
    }

    void show(HeadlineViewModel figures) {
        parameters.show(figures.parameters());
        accuracy.show(figures.accuracy());
        multiplyAdds.show(figures.multiplyAdds());
        test.show(figures.test());
    }

    private static final class Cell extends VBox {

        private final Label value = StyleClass.styled(new Label("…"), StyleClass.HEADLINE_VALUE);
        private final Label remark = StyleClass.styled(new Label(" "), StyleClass.HEADLINE_REMARK);

        Cell(String id, String title, String tip) {
            Label heading = StyleClass.styled(new Label(title), StyleClass.HEADLINE_TITLE);
            value.setId("headline-" + id);
            remark.setId("headline-" + id + "-remark");
            getChildren().addAll(heading, value, remark);
            value.setMinWidth(USE_PREF_SIZE);
            setHgrow(this, Priority.ALWAYS);
            if (!tip.isEmpty()) {
                Tooltip.install(this, new Tooltip(tip));
            }
        }

        void show(Figure figure) {
            value.setText(figure.value());
            remark.setText(figure.remark());
        }
    }
}
