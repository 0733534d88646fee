package org.espalier.ui.tuning;

import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.espalier.session.Session;
import org.espalier.session.TuningCourse;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.espalier.training.TuningNews;
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
        words.setText(
                course == null
                        ? Text.of("tuning.none")
                        : sentence(course, session.tuning().isActive()));
    }

    private static String sentence(TuningCourse course, boolean goesOn) {
        TuningNews.Stepped latest = course.latest();
        String state = Text.count(course.begin().id());
        if (latest == null || course.startAccuracy().isEmpty()) {
            return Text.of("tuning.tab.preparing", state);
        }
        String start = Text.percent(course.startAccuracy().getAsDouble(), 2);
        String loss = Text.decimal(latest.loss(), 4);
        String rate = Text.number(latest.rate());
        List<EpochReport> epochs = course.epochs();
        if (epochs.isEmpty()) {
            return Text.of("tuning.tab.first", state, start, loss, rate);
        }
        EpochReport best = epochs.stream()
                .max(Comparator.comparingDouble(EpochReport::validationAccuracy)
                        .thenComparing(EpochReport::epoch, Comparator.reverseOrder()))
                .orElseThrow();
        return Text.of(
                goesOn ? "tuning.tab.running" : "tuning.tab.over",
                state,
                start,
                Text.percent(best.validationAccuracy(), 2),
                Text.count(best.epoch()),
                Text.count(epochs.size()),
                Text.count(course.settings().epochs()),
                loss,
                rate);
    }
}
