package org.espalier.session;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.pruning.GlobalThreshold;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;

/** What a {@link Schedule} is to reach. */
public sealed interface Goal {

    /** How a share grows from what is gone before the schedule to the goal. */
    @FunctionalInterface
    interface Growth {
        double at(double first, double last);
    }

    /** Each target's own share, as the sliders of a plan have it. */
    record ByTarget(PruningPlan last) implements Goal {
        @Override
        public PruningPlan base() {
            return last.keepingAll().with(last.picks());
        }

        @Override
        public PruningPlan at(Growth growth, Scores start, Scores now) {
            PruningPlan plan = base();
            for (String target : now.targets()) {
                plan = plan.withShare(target, growth.at(start.smallestShare(target), last.share(target)));
            }
            return plan;
        }
    }

    /**
     * A share of the single weights of some layers together. How much of each layer goes is up to one threshold for all,
     * which is found anew each time.
     *
     * @param base whose ranking counts, and nothing else
     * @param share from 0 to below 1
     */
    record Global(PruningPlan base, Set<String> layers, double share) implements Goal {
        public Global {
            if (base.granularity() != Granularity.WEIGHTS || layers.isEmpty()) {
                throw new IllegalArgumentException("one threshold is for single weights of some layers");
            }
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("the share must be in [0, 1), was " + share);
            }
            base = base.keepingAll();
            layers = Set.copyOf(layers);
        }

        @Override
        public PruningPlan at(Growth growth, Scores start, Scores now) {
            // In the network's order, so that of equal weights the same ones go each time.
            List<String> inOrder =
                    now.targets().stream().filter(layers::contains).toList();
            double gone = 0;
            double all = 0;
            for (String layer : inOrder) {
                int size = start.of(layer).size();
                gone += start.smallestShare(layer) * size;
                all += size;
            }
            PruningPlan plan = base;
            double wish = growth.at(gone / all, share);
            for (Map.Entry<String, Double> own :
                    GlobalThreshold.shares(now, inOrder, wish).entrySet()) {
                plan = plan.withShare(own.getKey(), own.getValue());
            }
            return plan;
        }
    }

    /** Ranking, guards and picks by hand, without any share. */
    PruningPlan base();

    /**
     * The plan at some part of the way.
     *
     * @param start the ranking of the network that the schedule begins with
     * @param now the ranking of the network as it is
     */
    PruningPlan at(Growth growth, Scores start, Scores now);
}
