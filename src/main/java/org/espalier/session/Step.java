package org.espalier.session;

import java.util.BitSet;
import java.util.List;
import org.espalier.measure.EquivalenceProof;
import org.espalier.network.Layer;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Guards;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.Pick;
import org.espalier.text.Text;
import org.espalier.training.EpochReport;
import org.espalier.training.FineTuning;

/** What the user did to get from one state to the next. */
public sealed interface Step {

    /** One line for the history, in the user's language. */
    String sentence();

    /** Opened a network on a data set. */
    record Opened(String network, String data) implements Step {
        @Override
        public String sentence() {
            return Text.of("session.step.opened", network, data);
        }
    }

    /**
     * Moved one slider.
     *
     * @param of what the shares, those of the original size, are shares of
     */
    record Pruned(String target, ShareOf of, double from, double to) implements Step {
        @Override
        public String sentence() {
            String before = Text.percent(from, 0);
            String after = Text.percent(to, 0);
            return switch (of) {
                case UNITS -> Text.of("session.step.pruned", target, before, after);
                case PARAMETERS -> Text.of("session.step.pruned.parameters", target, before, after);
                case MULTIPLY_ADDS -> Text.of("session.step.pruned.multiply-adds", target, before, after);
            };
        }
    }

    /**
     * Moved all sliders that are not locked.
     *
     * @param of what the share is a share of: of the units of each, or of what the network has
     */
    record PrunedAll(ShareOf of, double share) implements Step {
        @Override
        public String sentence() {
            String percent = Text.percent(share, 0);
            return switch (of) {
                case UNITS -> Text.of("session.step.pruned-all", percent);
                case PARAMETERS -> Text.of("session.step.pruned-all.parameters", percent);
                case MULTIPLY_ADDS -> Text.of("session.step.pruned-all.multiply-adds", percent);
            };
        }
    }

    /**
     * Decided about units of a layer by hand.
     *
     * @param channels of the layer, counted from 0
     */
    record Picked(Layer layer, BitSet channels, Pick pick) implements Step {
        public Picked {
            channels = (BitSet) channels.clone();
        }

        @Override
        public BitSet channels() {
            return (BitSet) channels.clone();
        }

        @Override
        public String sentence() {
            String which = Channels.sentence(layer, channels);
            return switch (pick) {
                case REMOVED -> Text.of("session.step.removed", layer.name(), which);
                case KEPT -> Text.of("session.step.kept", layer.name(), which);
                case RANKED -> Text.of("session.step.ranked", layer.name(), which);
            };
        }
    }

    /** Kept so much of each layer from now on. */
    record GuardedBy(Guards guards) implements Step {
        @Override
        public String sentence() {
            return Text.of("session.step.guarded-by", guards.multiple(), Text.count(guards.least()));
        }
    }

    /** Ranked by another criterion; the shares stayed. */
    record RankedBy(Criterion criterion) implements Step {
        @Override
        public String sentence() {
            return Text.of("session.step.ranked-by", nameOf(criterion));
        }
    }

    /** Went from units to single weights or back; all sliders went to 0. */
    record CutBy(Granularity granularity) implements Step {
        @Override
        public String sentence() {
            return Text.of("session.step.cut-by", nameOf(granularity));
        }
    }

    /** Kept everything again. */
    record Reset() implements Step {
        @Override
        public String sentence() {
            return Text.of("session.step.reset");
        }
    }

    /** Changed the weights by training, with what is silenced held. */
    sealed interface Trained extends Step {

        /** With which the training can be repeated. */
        FineTuning settings();

        /** What each epoch brought; the best of them is kept. */
        List<EpochReport> epochs();

        /** From 1; 0 where no epoch was better than the start. */
        int bestEpoch();

        /** Share of the validation images classified right in front of the first step. */
        double startAccuracy();

        /** The same of what is kept. */
        default double endAccuracy() {
            return bestEpoch() == 0
                    ? startAccuracy()
                    : epochs().get(bestEpoch() - 1).validationAccuracy();
        }
    }

    /** Trained on. */
    record FineTuned(FineTuning settings, List<EpochReport> epochs, int bestEpoch, double startAccuracy)
            implements Trained {

        public FineTuned {
            epochs = List.copyOf(epochs);
            if (bestEpoch < 1 || bestEpoch > epochs.size()) {
                throw new IllegalArgumentException("epoch " + bestEpoch + " of " + epochs.size() + " is no best one");
            }
        }

        /** What is kept. */
        public EpochReport best() {
            return epochs.get(bestEpoch - 1);
        }

        @Override
        public String sentence() {
            return Text.of(
                    bestEpoch == epochs.size() ? "session.step.tuned" : "session.step.tuned-best",
                    epochs.size(),
                    Text.percent(startAccuracy, 1),
                    Text.percent(best().validationAccuracy(), 1),
                    Text.count(bestEpoch));
        }
    }

    /**
     * Removed a part of the network as a whole.
     *
     * @param proof that the network without it answers as the preview did
     */
    record LayerRemoved(LayerRemoval removal, EquivalenceProof proof) implements Step {
        @Override
        public String sentence() {
            return removal.sentence();
        }
    }

    /** Pruned and trained as one round of a schedule. */
    record Round(Place place, FineTuning settings, List<EpochReport> epochs, int bestEpoch, double startAccuracy)
            implements Trained {

        /**
         * Where in the schedule.
         *
         * @param round from 1, or 0 for the first training of a lottery ticket, which removes nothing
         * @param parameters that are left
         */
        public record Place(Schedule schedule, int round, int rounds, long parameters) {}

        public Round {
            epochs = List.copyOf(epochs);
            if (bestEpoch < 0 || bestEpoch > epochs.size()) {
                throw new IllegalArgumentException("epoch " + bestEpoch + " of " + epochs.size() + " is no best one");
            }
        }

        @Override
        public String sentence() {
            return place.schedule instanceof Schedule.Gradual && !epochs.isEmpty()
                    ? sentence("session.step.round-gradual", lastEpoch(), settings.epochs())
                    : sentence(
                            place.round == 0 ? "session.step.round-dense" : "session.step.round",
                            place.round,
                            place.rounds);
        }

        /** Whoever asks for so many rounds of a gradual schedule gets so many removals, and these are told by epoch. */
        private int lastEpoch() {
            return epochs.get(epochs.size() - 1).epoch();
        }

        private String sentence(String key, int number, int of) {
            return Text.of(
                    key,
                    nameOf(place.schedule),
                    Text.count(number),
                    Text.count(of),
                    Text.percent(startAccuracy, 1),
                    Text.percent(endAccuracy(), 1));
        }
    }

    /**
     * Trained from fresh weights under the same mask: the control of what was inherited.
     *
     * @param settings whose seed has drawn the weights
     */
    record FromScratch(FineTuning settings, List<EpochReport> epochs, int bestEpoch, double startAccuracy)
            implements Trained {

        public FromScratch {
            epochs = List.copyOf(epochs);
            if (bestEpoch < 0 || bestEpoch > epochs.size()) {
                throw new IllegalArgumentException("epoch " + bestEpoch + " of " + epochs.size() + " is no best one");
            }
        }

        @Override
        public String sentence() {
            return Text.of("session.step.scratch", epochs.size(), Text.percent(endAccuracy(), 1));
        }
    }

    /** A criterion as the user reads it. */
    static String nameOf(Criterion criterion) {
        return switch (criterion) {
            case L1 -> Text.of("session.criterion.l1");
            case L2 -> Text.of("session.criterion.l2");
            case RANDOM -> Text.of("session.criterion.random");
        };
    }

    /** A granularity as the user reads it. */
    static String nameOf(Granularity granularity) {
        return switch (granularity) {
            case UNITS -> Text.of("session.granularity.units");
            case WEIGHTS -> Text.of("session.granularity.weights");
        };
    }

    /** A schedule as the user reads it. */
    static String nameOf(Schedule schedule) {
        if (schedule instanceof Schedule.Iterative) {
            return Text.of("session.schedule.iterative");
        }
        if (schedule instanceof Schedule.Gradual) {
            return Text.of("session.schedule.gradual");
        }
        return schedule instanceof Schedule.LotteryTicket
                ? Text.of("session.schedule.lottery")
                : Text.of("session.schedule.one-shot");
    }
}
