package org.espalier.ui.tuning;

import java.util.Comparator;
import java.util.List;
import org.espalier.session.History;
import org.espalier.session.ScheduleCourse;
import org.espalier.session.SessionState;
import org.espalier.session.Step;
import org.espalier.session.Tuning;
import org.espalier.session.TuningCourse;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.espalier.training.TuningNews;

/** Where a training stands, or what came of the last one, in a sentence. */
final class TuningWords {

    private TuningWords() {}

    /** @param course the last one of the trainings */
    static String of(Tuning tuning, TuningCourse course) {
        ScheduleCourse schedule = tuning.schedule();
        if (schedule != null) {
            return tuning.isActive() ? sentence(schedule, course) : over(schedule, tuning);
        }
        boolean isInVain = !tuning.isActive() && tuning.result() != Tuning.Result.LEFT;
        return isInVain ? inVain(course, tuning.result()) : sentence(course, tuning.isActive());
    }

    private static String sentence(ScheduleCourse schedule, TuningCourse course) {
        String name = Step.nameOf(schedule.asked().schedule());
        TuningNews.Stepped latest = course.latest();
        if (latest != null && course.startAccuracy().isPresent()) {
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
        return schedule.ended().isEmpty() ? Text.of("tuning.preparing") : roundsOver(schedule, name);
    }

    /** Of a schedule that has ended: a round that was stopped may have left something as well. */
    private static String over(ScheduleCourse schedule, Tuning tuning) {
        String name = Step.nameOf(schedule.asked().schedule());
        History.Entry left = tuning.left();
        if (left == null) {
            return Text.of("tuning.tab.rounds-nothing", name);
        }
        if (schedule.ended().contains(left.state())) {
            return roundsOver(schedule, name);
        }
        Step.Round stopped = (Step.Round) left.state().step();
        return Text.of(
                "tuning.tab.rounds-stopped",
                name,
                Text.count(stopped.place().round()),
                Text.count(stopped.place().parameters()),
                Text.percent(stopped.endAccuracy(), 2));
    }

    private static String roundsOver(ScheduleCourse schedule, String name) {
        SessionState last = schedule.ended().get(schedule.ended().size() - 1);
        return Text.of(
                "tuning.tab.rounds-over",
                name,
                roundsOver(schedule),
                Text.count(last.cost().parameters()),
                Text.percent(((Step.Trained) last.step()).endAccuracy(), 2));
    }

    /** The first training of a lottery ticket prunes nothing, so it is none of the rounds that were asked for. */
    private static long roundsOver(ScheduleCourse schedule) {
        return schedule.ended().stream()
                .filter(state -> ((Step.Round) state.step()).place().round() > 0)
                .count();
    }

    /** Of a training that has left nothing. Its epochs were not better, or were not wanted: nobody may take them for a result. */
    private static String inVain(TuningCourse course, Tuning.Result result) {
        String state = Text.count(course.begin().id());
        String kind = course.isFresh() ? "tuning.tab.fresh." : "tuning.tab.";
        if (result == Tuning.Result.DROPPED) {
            return Text.of(kind + "dropped", state);
        }
        boolean isCompared = result == Tuning.Result.NOT_BETTER
                && !course.isFresh()
                && course.startAccuracy().isPresent()
                && !course.epochs().isEmpty();
        if (!isCompared) {
            return Text.of(kind + "nothing", state);
        }
        EpochReport best = best(course.epochs());
        return Text.of(
                "tuning.tab.not-better",
                state,
                Text.percent(course.startAccuracy().getAsDouble(), 2),
                Text.percent(best.validationAccuracy(), 2),
                Text.count(best.epoch()),
                Text.count(course.epochs().size()));
    }

    private static EpochReport best(List<EpochReport> epochs) {
        return epochs.stream()
                .max(Comparator.comparingDouble(EpochReport::validationAccuracy)
                        .thenComparing(EpochReport::epoch, Comparator.reverseOrder()))
                .orElseThrow();
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
        EpochReport best = best(epochs);
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
