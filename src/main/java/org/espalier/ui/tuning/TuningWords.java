package org.espalier.ui.tuning;

import java.util.Comparator;
import java.util.List;
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
