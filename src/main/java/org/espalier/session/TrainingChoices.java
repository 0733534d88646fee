package org.espalier.session;

import java.util.Properties;
import org.espalier.training.Distillation;
import org.espalier.training.TuningChoice;
import org.jspecify.annotations.Nullable;

/**
 * How trainings were last chosen to go.
 *
 * @param schedule of pruning and training in turns, whose training is that of fine-tuning as well
 * @param goal of the schedule
 */
public record TrainingChoices(ScheduleChoice schedule, GoalChoice goal) {

    public static final TrainingChoices DEFAULT = new TrainingChoices(ScheduleChoice.DEFAULT, GoalChoice.DEFAULT);

    /** How fine-tuning was last chosen to go. */
    public TuningChoice tuning() {
        return schedule.tuning();
    }

    public TrainingChoices with(TuningChoice other) {
        return new TrainingChoices(schedule.with(other), goal);
    }

    /** @throws IllegalArgumentException where a value cannot be */
    static TrainingChoices read(Properties values) {
        ScheduleChoice usual = ScheduleChoice.DEFAULT;
        ScheduleChoice schedule = new ScheduleChoice(
                ScheduleChoice.Kind.valueOf(
                        values.getProperty("schedule.kind", usual.kind().name())),
                whole(values, "schedule.rounds", usual.rounds()),
                whole(values, "schedule.rewind", usual.rewind()),
                tuning(values));
        GoalChoice.Kind goal = GoalChoice.Kind.valueOf(
                values.getProperty("schedule.goal", GoalChoice.DEFAULT.kind().name()));
        return new TrainingChoices(
                schedule, new GoalChoice(goal, number(values, "schedule.share", GoalChoice.DEFAULT.share())));
    }

    private static TuningChoice tuning(Properties values) {
        TuningChoice usual = TuningChoice.DEFAULT;
        return new TuningChoice(
                whole(values, "tuning.epochs", usual.epochs()),
                number(values, "tuning.rate", usual.rate()),
                TuningChoice.Schedule.valueOf(
                        values.getProperty("tuning.schedule", usual.schedule().name())),
                TuningChoice.Method.valueOf(
                        values.getProperty("tuning.method", usual.method().name())),
                whole(values, "tuning.batch", usual.batch()),
                number(values, "tuning.weightDecay", usual.weightDecay()),
                whole(values, "tuning.patience", usual.patience()),
                Long.parseLong(values.getProperty("tuning.seed", Long.toString(usual.seed()))),
                TuningChoice.Start.valueOf(
                        values.getProperty("tuning.start", usual.start().name())),
                distillation(values));
    }

    private static @Nullable Distillation distillation(Properties values) {
        return values.containsKey("tuning.temperature")
                ? new Distillation(
                        number(values, "tuning.temperature", Distillation.USUAL.temperature()),
                        number(values, "tuning.teacherWeight", Distillation.USUAL.weight()))
                : null;
    }

    private static int whole(Properties values, String key, int usual) {
        return Integer.parseInt(values.getProperty(key, Integer.toString(usual)));
    }

    private static double number(Properties values, String key, double usual) {
        return Double.parseDouble(values.getProperty(key, Double.toString(usual)));
    }

    void write(Properties values) {
        values.setProperty("schedule.kind", schedule.kind().name());
        values.setProperty("schedule.rounds", Integer.toString(schedule.rounds()));
        values.setProperty("schedule.rewind", Integer.toString(schedule.rewind()));
        values.setProperty("schedule.goal", goal.kind().name());
        values.setProperty("schedule.share", Double.toString(goal.share()));
        TuningChoice tuning = tuning();
        values.setProperty("tuning.epochs", Integer.toString(tuning.epochs()));
        values.setProperty("tuning.rate", Double.toString(tuning.rate()));
        values.setProperty("tuning.schedule", tuning.schedule().name());
        values.setProperty("tuning.method", tuning.method().name());
        values.setProperty("tuning.batch", Integer.toString(tuning.batch()));
        values.setProperty("tuning.weightDecay", Double.toString(tuning.weightDecay()));
        values.setProperty("tuning.patience", Integer.toString(tuning.patience()));
        values.setProperty("tuning.seed", Long.toString(tuning.seed()));
        values.setProperty("tuning.start", tuning.start().name());
        Distillation teacher = tuning.distillation();
        if (teacher != null) {
            values.setProperty("tuning.temperature", Double.toString(teacher.temperature()));
            values.setProperty("tuning.teacherWeight", Double.toString(teacher.weight()));
        }
    }
}
