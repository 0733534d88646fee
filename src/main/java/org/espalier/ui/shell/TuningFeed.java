package org.espalier.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.espalier.session.History;
import org.espalier.session.Session;
import org.espalier.session.Step;
import org.espalier.session.TuningCourse;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.espalier.ui.chart.Recovery;
import org.espalier.ui.chart.TuningContent;

/** What of a session's trainings the charts show. */
final class TuningFeed {

    private TuningFeed() {}

    /** The training that goes on, or the last one. */
    static TuningContent of(Session session) {
        TuningCourse course = session.tuning().course();
        if (course == null) {
            return TuningContent.NONE;
        }
        return new TuningContent(
                course.losses().points().stream()
                        .map(point -> new TuningContent.Loss(point.epochs(), point.loss()))
                        .toList(),
                course.startAccuracy(),
                course.epochs().stream()
                        .map(epoch -> new TuningContent.Epoch(epoch.validationAccuracy(), words(epoch)))
                        .toList(),
                course.settings().epochs());
    }

    private static String words(EpochReport epoch) {
        return Text.of(
                "tuning.epoch",
                Text.count(epoch.epoch()),
                Text.percent(epoch.validationAccuracy(), 2),
                Text.decimal(epoch.loss(), 4),
                Text.decimal(epoch.seconds(), 1));
    }

    /** From each state that was trained on to what that has left; and as far as the one has come that goes on. */
    static List<Recovery> recoveries(Session session) {
        List<Recovery> all = new ArrayList<>();
        for (History.Entry entry : session.history().entries()) {
            if (entry.state().step() instanceof Step.FineTuned tuned
                    && entry.parent().isPresent()) {
                all.add(new Recovery(
                        entry.parent().getAsInt(), OptionalInt.of(entry.id()), accuracies(tuned.epochs())));
            }
        }
        TuningCourse course = session.tuning().course();
        if (course != null && session.tuning().isActive()) {
            all.add(new Recovery(course.begin().id(), OptionalInt.empty(), accuracies(course.epochs())));
        }
        return all;
    }

    private static List<Double> accuracies(List<EpochReport> epochs) {
        return epochs.stream().map(EpochReport::validationAccuracy).toList();
    }
}
