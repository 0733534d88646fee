package violations.org.espalier.ui;

import javafx.application.Platform;

final class FxJobRunner {
    Thread engine = new Thread(() -> Platform.runLater(() -> {}));

    /** What belongs to the bridge may do the same. */
    static final class Work {
        void show() {
            Platform.runLater(() -> {});
        }
    }
}
