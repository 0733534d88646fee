package org.espalier.ui.tuning;

import java.util.OptionalDouble;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.espalier.session.ScheduleCourse;
import org.espalier.session.Session;
import org.espalier.session.Step;
import org.espalier.session.Tuning;
import org.espalier.session.Tuning.Leave;
import org.espalier.session.Tuning.Phase;
import org.espalier.session.TuningCourse;
import org.espalier.text.Text;
import org.espalier.training.TuningNews;
import org.espalier.ui.style.StyleClass;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** A training that goes on: how far it is, how long it will take, and the ways to pause and to stop it. */
public final class TuningStatus extends HBox {

    private final Label title = new Label();
    private final Label timeLeft = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button pause = StyleClass.styled(new Button(), StyleClass.SMALL, StyleClass.BUTTON_ICON);
    private final MenuButton stop = StyleClass.styled(new MenuButton(Text.of("tuning.stop")), StyleClass.SMALL);
    private final FontIcon pauseIcon = new FontIcon(MaterialDesignP.PAUSE);
    private final FontIcon resumeIcon = new FontIcon(MaterialDesignP.PLAY);
    private final MenuItem best = item("tuning-stop-best", Leave.BEST);
    private final MenuItem before = item("tuning-stop-before", Leave.NOTHING);
    private @Nullable Tuning tuning;

    /**
     * How far it is.
     *
     * @param done 0 to 1; 0 where it has not begun
     * @param left seconds; empty until they are known
     */
    private record Standing(double done, OptionalDouble left) {
        static Standing of(TuningCourse course) {
            TuningNews.Stepped latest = course.latest();
            return latest == null
                    ? new Standing(0, OptionalDouble.empty())
                    : new Standing((double) latest.step() / latest.steps(), OptionalDouble.of(latest.secondsLeft()));
        }

        static Standing of(ScheduleCourse schedule) {
            return new Standing(schedule.progress(), schedule.secondsLeft());
        }
    }

    public TuningStatus() {
        setAlignment(Pos.CENTER_RIGHT);
        StyleClass.styled(this, StyleClass.STATUS_JOB);
        pause.setId("tuning-pause");
        pause.setOnAction(event -> pauseOrGoOn());
        stop.setId("tuning-stop");
        stop.setTooltip(new Tooltip(Text.of("tuning.stop.tip")));
        stop.getItems().setAll(best, before);
        getChildren().setAll(title, bar, timeLeft, pause, stop);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    private MenuItem item(String id, Leave leave) {
        MenuItem item = new MenuItem();
        item.setId(id);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> {
            if (tuning != null) {
                tuning.cancel(leave);
            }
        });
        return item;
    }

    /** Asks what is to become of the training that is to be stopped. */
    public void askToStop() {
        if (!stop.isDisabled()) {
            stop.show();
        }
    }

    private void pauseOrGoOn() {
        if (tuning != null && tuning.phase() == Phase.PAUSED) {
            tuning.resume();
        } else if (tuning != null) {
            tuning.pause();
        }
    }

    public void show(Session session) {
        Tuning now = session.tuning();
        tuning = now;
        setVisible(now.isActive());
        TuningCourse course = now.course();
        if (!now.isActive() || course == null) {
            stop.hide();
            return;
        }
        boolean paused = now.phase() == Phase.PAUSED;
        boolean ending = now.phase() == Phase.ENDING;
        ScheduleCourse schedule = now.schedule();
        Standing standing = schedule == null ? Standing.of(course) : Standing.of(schedule);
        title.setText(schedule == null ? words(now.phase(), course) : words(now.phase(), schedule, course));
        bar.setProgress(ending || standing.done == 0 ? ProgressBar.INDETERMINATE_PROGRESS : standing.done);
        timeLeft.setText(ending || paused || standing.left.isEmpty() ? "" : left(standing.left.getAsDouble()));
        best.setText(Text.of(schedule == null ? "tuning.stop.best" : "tuning.stop.round.best"));
        before.setText(Text.of(schedule == null ? "tuning.stop.before" : "tuning.stop.round.before"));
        pause.setGraphic(paused ? resumeIcon : pauseIcon);
        String pauses = Text.of(paused ? "tuning.resume" : "tuning.pause");
        pause.setAccessibleText(pauses);
        if (pause.getTooltip() == null || !pauses.equals(pause.getTooltip().getText())) {
            pause.setTooltip(new Tooltip(pauses));
        }
        pause.setDisable(ending);
        stop.setDisable(ending);
    }

    private static String words(Phase phase, TuningCourse course) {
        String all = Text.count(course.settings().epochs());
        String epoch =
                Text.count(Math.min(course.settings().epochs(), course.epochs().size() + 1L));
        return switch (phase) {
            case PREPARING, IDLE -> Text.of("tuning.preparing");
            case RUNNING -> Text.of(course.isFresh() ? "tuning.running.fresh" : "tuning.running", epoch, all);
            case PAUSED -> Text.of("tuning.paused", epoch, all);
            case ENDING -> Text.of("tuning.ending");
        };
    }

    private static String words(Phase phase, ScheduleCourse schedule, TuningCourse course) {
        String name = Step.nameOf(schedule.asked().schedule());
        String round = Text.count(schedule.round());
        String rounds = Text.count(schedule.asked().rounds());
        String all = Text.count(course.settings().epochs());
        String epoch =
                Text.count(Math.min(course.settings().epochs(), course.epochs().size() + 1L));
        return switch (phase) {
            case PREPARING, IDLE -> Text.of("tuning.preparing");
            case RUNNING -> Text.of("tuning.running.round", name, round, rounds, epoch, all);
            case PAUSED -> Text.of("tuning.paused.round", name, round, rounds, epoch, all);
            case ENDING -> Text.of("tuning.ending.round");
        };
    }

    private static String left(double seconds) {
        return seconds < 60
                ? Text.of("tuning.seconds-left", Text.decimal(Math.ceil(seconds), 0))
                : Text.of("tuning.minutes-left", Text.decimal(seconds / 60, 1));
    }
}
