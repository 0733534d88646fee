package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.espalier.training.EpochReport;
import org.espalier.training.FineTuning;
import org.espalier.training.TuningNews;
import org.jspecify.annotations.Nullable;

/** What one training has told so far. */
public final class TuningCourse {

    private final History.Entry begin;
    private final FineTuning settings;
    private final LossCurve losses = new LossCurve();
    private final List<EpochReport> epochs = new ArrayList<>();
    private OptionalDouble startAccuracy = OptionalDouble.empty();
    private final boolean isFresh;
    private TuningNews.@Nullable Stepped latest;

    private TuningCourse(History.Entry begin, FineTuning settings, boolean isFresh) {
        this.begin = begin;
        this.settings = settings;
        this.isFresh = isFresh;
    }

    /** Of a training that goes on with the weights of a state. */
    static TuningCourse inherited(History.Entry begin, FineTuning settings) {
        return new TuningCourse(begin, settings, false);
    }

    /** Of a training of what a state is, from fresh weights. */
    static TuningCourse fresh(History.Entry begin, FineTuning settings) {
        return new TuningCourse(begin, settings, true);
    }

    void take(TuningNews news) {
        if (news instanceof TuningNews.Started started) {
            startAccuracy = OptionalDouble.of(started.validationAccuracy());
        } else if (news instanceof TuningNews.Stepped stepped) {
            latest = stepped;
            losses.add(stepped.epochs(), stepped.loss());
        } else if (news instanceof TuningNews.EpochEnded epoch) {
            epochs.add(epoch.report());
        }
    }

    /** The state that is trained on, or that has the architecture where the weights are fresh. */
    public History.Entry begin() {
        return begin;
    }

    /** Whether it began with fresh weights. */
    public boolean isFresh() {
        return isFresh;
    }

    public FineTuning settings() {
        return settings;
    }

    public LossCurve losses() {
        return losses;
    }

    /** What each epoch has brought, in order. */
    public List<EpochReport> epochs() {
        return List.copyOf(epochs);
    }

    /** Share of the validation images classified right in front of the first step; empty until it is known. */
    public OptionalDouble startAccuracy() {
        return startAccuracy;
    }

    /** The last step; null before the first. */
    public TuningNews.@Nullable Stepped latest() {
        return latest;
    }
}
