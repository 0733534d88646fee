package org.espalier.ui.graph;

import javafx.scene.control.Label;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;

/** What comes of the share that is asked for; stands out where it is another. */
public final class AchievedShare extends Label {

    private final ShareModel model;

    public AchievedShare(ShareModel model) {
        this.model = model;
        StyleClass.styled(this, StyleClass.ACHIEVED);
        setTooltip(new ShareTip(model));
        model.achieved().addListener((share, before, now) -> show());
        model.share().addListener((share, before, now) -> show());
        show();
    }

    private void show() {
        String achieved = Percent.number(model.achieved().get());
        setText(Text.of("graph.achieved", achieved));
        setAccessibleText(Text.of("graph.achievedOf", model.name(), achieved));
        pseudoClassStateChanged(
                StyleClass.DIFFERENT,
                !achieved.equals(Percent.number(model.share().get())));
    }
}
