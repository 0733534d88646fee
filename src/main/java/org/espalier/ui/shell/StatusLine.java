package org.espalier.ui.shell;

import java.util.OptionalDouble;
import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.controlsfx.control.StatusBar;
import org.espalier.measure.CacheUse;
import org.espalier.measure.Evaluation;
import org.espalier.session.Experiment;
import org.espalier.session.Session;
import org.espalier.text.Text;
import org.espalier.ui.RunningJob;
import org.espalier.ui.style.StyleClass;
import org.espalier.ui.tuning.TuningStatus;
import org.jspecify.annotations.Nullable;

/** What is open, and the running job with its progress, time left and a way to stop it. */
final class StatusLine extends StatusBar {

    /** Jobs shorter than this come and go unseen; a flickering bar tells nothing. */
    private static final Duration PATIENCE = Duration.millis(300);

    private final Label title = new Label();
    private final Label timeLeft = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = StyleClass.styled(new Button(Text.of("shell.status.cancel")), StyleClass.SMALL);
    private final TuningStatus tuning = new TuningStatus();
    private final BooleanProperty jobIsLong = new SimpleBooleanProperty();
    private final HBox job = new HBox(title, bar, timeLeft, cancel);
    private final PauseTransition patience = new PauseTransition(PATIENCE);
    private final EngineMenu work;
    private final Tooltip workTip = new Tooltip();
    private @Nullable RunningJob current;

    StatusLine(ObservableValue<@Nullable RunningJob> running, ShellCommands commands) {
        work = new EngineMenu(commands);
        setText("");
        StyleClass.styled(job, StyleClass.STATUS_JOB);
        job.setAlignment(Pos.CENTER_RIGHT);
        // A training is made of many short jobs, and answers others in between.
        job.visibleProperty().bind(jobIsLong.and(tuning.visibleProperty().not()));
        cancel.setId("cancel");
        work.setTooltip(workTip);
        // They share a place: what was done, and what is being done.
        work.visibleProperty()
                .bind(job.visibleProperty().or(tuning.visibleProperty()).not().or(work.showingProperty()));
        work.managedProperty().bind(work.visibleProperty());
        job.managedProperty().bind(job.visibleProperty());
        getRightItems().addAll(work, job, tuning);
        patience.setOnFinished(event -> jobIsLong.set(current != null));
        cancel.setOnAction(event -> cancel());
        running.addListener((value, before, now) -> show(now));
        show(running.getValue());
    }

    /** Stops the running job, if there is one; of a training, asks what is to be left. */
    void cancel() {
        if (tuning.isVisible()) {
            tuning.askToStop();
        } else if (current != null) {
            current.cancel().run();
        }
    }

    /** Follows the training. */
    void showTuning(Session session) {
        tuning.show(session);
    }

    void show(Session session) {
        Experiment experiment = session.experiment();
        Evaluation dense = session.dense();
        String accuracy = dense == null
                ? Text.of("shell.status.measuring")
                : Text.of("shell.status.dense", Text.percent(dense.accuracy(), 2));
        setText(Text.of(
                "shell.status.open",
                experiment.network().name(),
                DataSetNames.of(experiment.data().name()),
                Text.count(experiment.validationImages()),
                accuracy,
                session.testLooks()));
        showWork(session);
    }

    /** How the shown accuracy was come by: the time it took, and what of it was known already. */
    private void showWork(Session session) {
        Evaluation now = session.shown().evaluation();
        if (now == null || !now.isComplete()) {
            return;
        }
        CacheUse cache = session.experiment().cacheUse();
        String time = now.seconds() < 1
                ? Text.of("shell.status.milliseconds", Text.decimal(now.seconds() * 1000, 0))
                : Text.of("shell.status.seconds", Text.decimal(now.seconds(), 1));
        String words = now.reused() == 0 ? time : Text.of("shell.status.reused", time, Text.percent(now.reused(), 0));
        work.setText(cache.isCut() ? Text.of("shell.status.cut", words) : words);
        workTip.setText(Text.of(
                cache.isCut() ? "shell.status.memory-cut" : "shell.status.memory",
                Text.count(cache.bytes() >> 20),
                Text.count(cache.budget() >> 20)));
    }

    private void show(@Nullable RunningJob now) {
        boolean wasIdle = current == null;
        current = now;
        if (now == null) {
            patience.stop();
            jobIsLong.set(false);
            return;
        }
        if (wasIdle) {
            patience.playFromStart();
        }
        title.setText(now.title());
        bar.setProgress(now.done() == 0 ? ProgressBar.INDETERMINATE_PROGRESS : now.fraction());
        timeLeft.setText(inWords(now.secondsLeft()));
    }

    private static String inWords(OptionalDouble seconds) {
        if (seconds.isEmpty()) {
            return "";
        }
        double left = seconds.getAsDouble();
        return left < 60
                ? Text.of("shell.status.seconds-left", Text.decimal(left, left < 10 ? 1 : 0))
                : Text.of("shell.status.minutes-left", Text.decimal(left / 60, 1));
    }
}
