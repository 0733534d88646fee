package org.espalier.ui.tuning;

import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.espalier.session.ScheduleCourse;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.session.Step;
import org.espalier.session.Tuning;
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
        words.setText(course == null ? Text.of("tuning.none") : sentence(session.tuning(), course));
    }

    private static String sentence(Tuning tuning, TuningCourse course) {
        ScheduleCourse schedule = tuning.schedule();
        return schedule == null ? sentence(course, tuning.isActive()) : sentence(schedule, course, tuning.isActive());
    }

    private static String sentence(ScheduleCourse schedule, TuningCourse course, boolean goesOn) {
        String name = Step.nameOf(schedule.asked().schedule());
        TuningNews.Stepped latest = course.latest();
        if (goesOn && latest != null && course.startAccuracy().isPresent()) {
            List<EpochReport> epochs = course.epochs();
            double accuracy = epochs.isEmpty()
                    ? course.startAccuracy().getAsDouble()
                    : epochs.get(epochs.size() - 1).validationAccuracy();
            return Text.of(
                    "tuning.tab.round",
                    name,
                    Text.count(schedule.round()),
                    Text.count(schedule.asked().rounds()),
                    Text.count(schedule.parameters()),
                    Text.percent(accuracy, 2),
                    Text.loss(latest.loss(), 4));
        }
        if (schedule.ended().isEmpty()) {
            return Text.of("tuning.preparing");
        }
        SessionState last = schedule.ended().get(schedule.ended().size() - 1);
        return Text.of(
                "tuning.tab.rounds-over",
                name,
                Text.count(schedule.ended().size()),
                Text.count(last.cost().parameters()),
                Text.percent(((Step.Trained) last.step()).endAccuracy(), 2));
    }

    private static String sentence(TuningCourse course, boolean goesOn) {
        TuningNews.Stepped latest = course.latest();
        String state = Text.count(course.begin().id());
        String kind = course.isFresh() ? "tuning.tab.fresh." : "tuning.tab.";
        if (latest == null || course.startAccuracy().isEmpty()) {
            return Text.of(kind + "preparing", state);
        }
        String start = Text.percent(course.startAccuracy().getAsDouble(), 2);
        String loss = Text.loss(latest.loss(), 4);
        String rate = Text.number(latest.rate());
        List<EpochReport> epochs = course.epochs();
        if (epochs.isEmpty()) {
            return Text.of(kind + "first", state, start, loss, rate);
        }
        EpochReport best = epochs.stream()
                .max(Comparator.comparingDouble(EpochReport::validationAccuracy)
                        .thenComparing(EpochReport::epoch, Comparator.reverseOrder()))
                .orElseThrow();
        return Text.of(
                kind + (goesOn ? "running" : "over"),
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
