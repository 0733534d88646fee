package org.espalier.ui.tuning;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.espalier.session.Session;
import org.espalier.session.TuningCourse;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;

/** The training that goes on, or the last one: its chart, and where it stands in words. */
public final class TuningTab extends BorderPane {

    private final Label words = StyleClass.styled(new Label(), StyleClass.INSPECTOR_TITLE);
    private final Node chart;

    /** @param chart of what is shown */
    public TuningTab(Node chart) {
        this.chart = chart;
        words.setId("tuning-words");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        setTop(words);
        StyleClass.styled(this, StyleClass.INSPECTOR);
    }

    public void show(Session session) {
        TuningCourse course = session.tuning().course();
        setCenter(course == null ? null : chart);
        words.setText(course == null ? Text.of("tuning.none") : TuningWords.of(session.tuning(), course));
    }
}
