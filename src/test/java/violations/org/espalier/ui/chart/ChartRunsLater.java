package violations.org.espalier.ui.chart;

import javafx.application.Platform;

final class ChartRunsLater {
    void redraw() {
        Platform.runLater(() -> {});
    }
}
