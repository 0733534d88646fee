package org.espalier.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.espalier.session.History;
import org.espalier.session.LossCurve;
import org.espalier.session.ScheduleCourse;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
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
        ScheduleCourse schedule = session.tuning().schedule();
        return schedule == null
                ? content(
                        course.losses(),
                        course.startAccuracy(),
                        epochs(course.epochs(), 0),
                        course.settings().epochs())
                : schedule(schedule, course);
    }

    private static TuningContent content(
            LossCurve losses, OptionalDouble start, List<TuningContent.Epoch> epochs, int allEpochs) {
        List<TuningContent.Loss> points = losses.points().stream()
                .map(point -> new TuningContent.Loss(point.epochs(), point.loss()))
                .toList();
        return new TuningContent(points, start, epochs, allEpochs);
    }

    private static List<TuningContent.Epoch> epochs(List<EpochReport> reports, int before) {
        return reports.stream()
                .map(epoch -> new TuningContent.Epoch(before + epoch.epoch(), epoch.validationAccuracy(), words(epoch)))
                .toList();
    }

    /** All rounds one behind the other, each from where its pruning has left the network. */
    private static TuningContent schedule(ScheduleCourse schedule, TuningCourse course) {
        List<TuningContent.Epoch> all = new ArrayList<>();
        int each = schedule.asked().tuning().epochs();
        int before = 0;
        for (SessionState ended : schedule.ended()) {
            Step.Trained round = (Step.Trained) ended.step();
            addRound(all, before, round.startAccuracy(), round.epochs());
            before += each;
        }
        boolean isOver = !schedule.ended().isEmpty()
                && schedule.ended().get(schedule.ended().size() - 1).step() instanceof Step.Trained last
                && last.epochs().equals(course.epochs());
        if (!isOver && course.startAccuracy().isPresent()) {
            addRound(all, before, course.startAccuracy().getAsDouble(), course.epochs());
        }
        return content(
                schedule.losses(), OptionalDouble.empty(), all, schedule.asked().epochs());
    }

    private static void addRound(List<TuningContent.Epoch> all, int before, double start, List<EpochReport> epochs) {
        all.add(new TuningContent.Epoch(before, start, Text.of("tuning.round-begins", Text.percent(start, 2))));
        all.addAll(epochs(epochs, before));
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
        if (course != null && !course.isFresh() && session.tuning().isActive()) {
            all.add(new Recovery(course.begin().id(), OptionalInt.empty(), accuracies(course.epochs())));
        }
        return all;
    }

    private static List<Double> accuracies(List<EpochReport> epochs) {
        return epochs.stream().map(EpochReport::validationAccuracy).toList();
    }
}
