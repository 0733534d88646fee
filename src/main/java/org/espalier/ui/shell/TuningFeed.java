package org.espalier.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.espalier.session.History;
import org.espalier.session.LossCurve;
import org.espalier.session.Schedule;
import org.espalier.session.ScheduleCourse;
import org.espalier.session.Session;
import org.espalier.session.SessionState;
import org.espalier.session.Step;
import org.espalier.session.TuningCourse;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.espalier.ui.chart.Recovery;
import org.espalier.ui.chart.TuningContent;
import org.jspecify.annotations.Nullable;

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

    /**
     * All rounds one behind the other, each from where its pruning has left the network. Those of a gradual training are
     * one course: its epochs are numbered through.
     */
    private static TuningContent schedule(ScheduleCourse schedule, TuningCourse course) {
        List<TuningContent.Epoch> all = new ArrayList<>();
        boolean isOneTraining = schedule.asked().schedule() instanceof Schedule.Gradual;
        int each = isOneTraining ? 0 : schedule.asked().tuning().epochs();
        int before = 0;
        for (SessionState ended : schedule.ended()) {
            Step.Trained round = (Step.Trained) ended.step();
            addRound(all, before, round.startAccuracy(), round.epochs());
            before += each;
        }
        if (!isOver(schedule, course) && course.startAccuracy().isPresent()) {
            addRound(all, before, course.startAccuracy().getAsDouble(), course.epochs());
        }
        return content(
                schedule.losses(), OptionalDouble.empty(), all, schedule.asked().epochs());
    }

    private static void addRound(List<TuningContent.Epoch> all, int before, double start, List<EpochReport> epochs) {
        if (before > 0 || all.isEmpty()) {
            all.add(new TuningContent.Epoch(before, start, Text.of("tuning.round-begins", Text.percent(start, 2))));
        }
        all.addAll(epochs(epochs, before));
    }

    private static String words(EpochReport epoch) {
        return Text.of(
                "tuning.epoch",
                Text.count(epoch.epoch()),
                Text.percent(epoch.validationAccuracy(), 2),
                Text.loss(epoch.loss(), 4),
                Text.decimal(epoch.seconds(), 1));
    }

    /** From each state that was trained on to what that has left; and as far as the one has come that goes on. */
    static List<Recovery> recoveries(Session session) {
        List<Recovery> all = new ArrayList<>();
        for (History.Entry entry : session.history().entries()) {
            if (entry.state().step() instanceof Step.Trained trained && !(trained instanceof Step.FromScratch)) {
                all.add(recovery(entry, trained));
            }
        }
        TuningCourse course = session.tuning().course();
        ScheduleCourse schedule = session.tuning().schedule();
        if (course != null && !course.isFresh() && session.tuning().isActive() && !isOver(schedule, course)) {
            all.add(recovery(schedule, course));
        }
        return all;
    }

    private static Recovery recovery(History.Entry left, Step.Trained trained) {
        Schedule schedule = trained instanceof Step.Round round ? round.place().schedule() : null;
        return new Recovery(
                left.state().cost().parameters(),
                measuredAtStart(schedule, OptionalDouble.of(trained.startAccuracy())),
                schedule instanceof Schedule.LotteryTicket,
                OptionalInt.of(left.id()),
                accuracies(trained.epochs()));
    }

    /** As far as it has come. A round is of the network that it has pruned, not of the one that it began with. */
    private static Recovery recovery(@Nullable ScheduleCourse schedule, TuningCourse course) {
        Schedule kind = schedule == null ? null : schedule.asked().schedule();
        return new Recovery(
                schedule == null ? course.begin().state().cost().parameters() : schedule.parameters(),
                measuredAtStart(kind, course.startAccuracy()),
                kind instanceof Schedule.LotteryTicket,
                OptionalInt.empty(),
                accuracies(course.epochs()));
    }

    /** A gradual training removes within an epoch, and measures behind it: the network in between was never measured. */
    private static OptionalDouble measuredAtStart(@Nullable Schedule schedule, OptionalDouble start) {
        return schedule instanceof Schedule.Gradual ? OptionalDouble.empty() : start;
    }

    /** Whether a course is of a round that is over: what it has left is in the history already. */
    private static boolean isOver(@Nullable ScheduleCourse schedule, TuningCourse course) {
        return schedule != null
                && !schedule.ended().isEmpty()
                && schedule.ended().get(schedule.ended().size() - 1).step() instanceof Step.Trained last
                && last.epochs().equals(course.epochs());
    }

    private static List<Double> accuracies(List<EpochReport> epochs) {
        return epochs.stream().map(EpochReport::validationAccuracy).toList();
    }
}
