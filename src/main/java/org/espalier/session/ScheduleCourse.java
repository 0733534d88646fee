package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.espalier.training.TuningNews;

/** What one schedule has told so far. */
public final class ScheduleCourse {

    private final ScheduledPruning asked;
    private final LossCurve losses = new LossCurve();
    private final List<SessionState> ended = new ArrayList<>();
    private final int epochsOfARound;
    private int round;
    private int trainings;
    private double epochs;
    private double secondsPerEpoch = Double.NaN;
    private long parameters;

    ScheduleCourse(ScheduledPruning asked) {
        this.asked = asked;
        this.epochsOfARound = asked.tuning().epochs();
    }

    void take(TrainingNews news) {
        if (news instanceof TrainingNews.RoundBegun begun) {
            round = begun.round();
            parameters = begun.cost().parameters();
        } else if (news instanceof TrainingNews.Removed removed) {
            parameters = removed.cost().parameters();
        } else if (news instanceof TrainingNews.RoundEnded over) {
            ended.add(over.state());
            boolean isOneTraining = asked.schedule() instanceof Schedule.Gradual;
            trainings = isOneTraining ? 0 : ended.size();
            epochs = isOneTraining ? epochs : 0;
        } else if (news instanceof TrainingNews.Trained trained && trained.news() instanceof TuningNews.Stepped step) {
            step(step);
        }
    }

    private void step(TuningNews.Stepped step) {
        epochs = step.epochs();
        losses.add(epochsDone(), step.loss());
        double left = epochsOfARound - epochs;
        secondsPerEpoch = left > 0 ? step.secondsLeft() / left : secondsPerEpoch;
    }

    public ScheduledPruning asked() {
        return asked;
    }

    /** The round that goes on, from 1; 0 for a first training that removes nothing, or none yet. */
    public int round() {
        return round;
    }

    /** What the rounds have left that are over; their steps are of {@link Step.Round}. */
    public List<SessionState> ended() {
        return List.copyOf(ended);
    }

    /** How many parameters are left in the round that goes on. */
    public long parameters() {
        return parameters;
    }

    /** The loss over all rounds. */
    public LossCurve losses() {
        return losses;
    }

    /** How many epochs are over, of all rounds, with the part of the current one. Where patience has ended a round, all of its count. */
    public double epochsDone() {
        return Math.min(asked.epochs(), (double) trainings * epochsOfARound + epochs);
    }

    /** How much of the whole is done, 0 to 1. */
    public double progress() {
        return epochsDone() / asked.epochs();
    }

    /** How long it will still take if no round ends before its time; empty until that is known. */
    public OptionalDouble secondsLeft() {
        double left = (asked.epochs() - epochsDone()) * secondsPerEpoch;
        return Double.isNaN(left) ? OptionalDouble.empty() : OptionalDouble.of(left);
    }
}
