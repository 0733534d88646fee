package violations.org.espalier.ui;

import javafx.application.Platform;

final class FxJobRunner {
    Thread engine = new Thread(() -> Platform.runLater(() -> {}));
}
