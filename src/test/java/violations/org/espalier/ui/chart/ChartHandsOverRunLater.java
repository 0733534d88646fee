package violations.org.espalier.ui.chart;

import java.util.concurrent.Executor;
import javafx.application.Platform;

final class ChartHandsOverRunLater {
    Executor later = Platform::runLater;
}
