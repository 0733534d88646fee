package org.espalier.ui.graph;

import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** Says what a share is of and what comes of it, as it is when the tooltip opens. */
public final class ShareTip extends Tooltip {

    private static final Duration READING = Duration.seconds(30);

    public ShareTip(ShareModel model) {
        setWrapText(true);
        setMaxWidth(CardSize.WIDTH);
        setShowDuration(READING);
        setOnShowing(event -> setText(model.explanation()));
    }
}
