package org.espalier.session;

import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.text.Text;

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

    /** Moved one slider; shares are of the original size. */
    record Pruned(String target, double from, double to) implements Step {
        @Override
        public String sentence() {
            return Text.of("session.step.pruned", target, Text.percent(from, 0), Text.percent(to, 0));
        }
    }

    /** Moved all sliders that are not locked. */
    record PrunedAll(double share) implements Step {
        @Override
        public String sentence() {
            return Text.of("session.step.pruned-all", Text.percent(share, 0));
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
}
