package org.espalier.session;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.text.Refused;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;

/**
 * A result of the literature that is run anew: which network, how it is trained, how it is pruned, and what was
 * promised. All on MNIST.
 */
public enum PublishedResult {
    /** Twelve times fewer weights without loss (Han et al., arXiv 1506.02626, table 3). */
    LENET_300_100("lenet-300-100", "lenet-300-100", 0.002, 12, 20) {
        @Override
        Recipe full() {
            // 8 rounds of 0.626: the last one leaves 1/40.
            return new Recipe(
                    adam(12, 1.2e-3, 2e-4),
                    new Schedule.Iterative(8),
                    global(0.9765, DENSE),
                    adam(6, 1.2e-3, 2e-4),
                    false);
        }

        @Override
        Recipe quick() {
            return new Recipe(
                    adam(6, 2e-3, 2e-4), new Schedule.Iterative(4), global(0.953, DENSE), adam(4, 2e-3, 2e-4), false);
        }
    },
    /** Twelve times fewer weights without loss (the same, table 4). */
    LENET_5("lenet-5", "lenet-5", 0.002, 12, 40) {
        @Override
        Recipe full() {
            return new Recipe(
                    adam(6, 1.2e-3, 5e-5),
                    // 6 rounds of 0.53: the last one leaves 1/42.
                    new Schedule.Iterative(6),
                    global(0.9775, CONVOLUTIONAL),
                    adam(3, 1.2e-3, 5e-5),
                    false);
        }

        @Override
        Recipe quick() {
            return new Recipe(
                    adam(3, 2e-3, 5e-5),
                    new Schedule.Iterative(3),
                    global(0.95, CONVOLUTIONAL),
                    adam(2, 2e-3, 5e-5),
                    false);
        }
    },
    /** Tickets are better than the same architecture drawn anew (Frankle and Carbin, arXiv 1803.03635, figure 4). */
    LOTTERY("lottery", "lenet-300-100", 0.002, 5, 5) {
        @Override
        Recipe full() {
            // 7 rounds of 0.64: the fourth leaves 17 %, the last one 4.4 %.
            return new Recipe(
                    adam(8, 1.2e-3, 0),
                    new Schedule.LotteryTicket(7, 0, 0),
                    global(0.956, DENSE),
                    adam(8, 1.2e-3, 0),
                    true);
        }

        @Override
        Recipe quick() {
            return new Recipe(
                    adam(4, 1.2e-3, 0),
                    new Schedule.LotteryTicket(4, 0, 0),
                    global(0.9, DENSE),
                    adam(4, 1.2e-3, 0),
                    true);
        }
    },
    /** Whole filters and neurons of the network with two convolutions, as far as it goes. */
    ARTICLE_FILTERS("article-filters", "article-cnn", 0.003, 0, 0) {
        @Override
        Recipe full() {
            return new Recipe(
                    adam(5, 1.2e-3, 5e-5), new Schedule.Iterative(5), filters(), adam(2, 1.2e-3, 5e-5), false);
        }

        @Override
        Recipe quick() {
            return new Recipe(adam(3, 2e-3, 5e-5), new Schedule.Iterative(4), filters(), adam(2, 2e-3, 5e-5), false);
        }
    };

    /**
     * How a network is trained and pruned.
     *
     * @param dense the training of the whole network, from fresh weights
     * @param schedule of pruning; a lottery ticket trains the whole network itself
     * @param round the training of a round
     * @param redraws whether each round has a control with fresh weights under the same mask
     */
    record Recipe(FineTuning dense, Schedule schedule, Goal goal, FineTuning round, boolean redraws) {}

    private static final String[] DENSE = {"dense1", "dense2", "output"};
    private static final String[] CONVOLUTIONAL = {"conv1", "conv2", "dense1", "output"};

    private final String title;
    private final String network;
    private final double tolerance;
    private final double promised;
    private final double hoped;

    PublishedResult(String title, String network, double tolerance, double promised, double hoped) {
        this.title = title;
        this.network = network;
        this.tolerance = tolerance;
        this.promised = promised;
        this.hoped = hoped;
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(PublishedResult::title).toList();
    }

    /** The one of a name such as "lottery". */
    public static PublishedResult named(String name) throws Refused {
        for (PublishedResult result : values()) {
            if (result.title.equals(name)) {
                return result;
            }
        }
        throw new Refused("session.reproduce.unknown", name, String.join(", ", names()));
    }

    public String title() {
        return title;
    }

    /** The demo network whose layers it has. */
    public String network() {
        return network;
    }

    /** How much accuracy may be lost, as a share. */
    public double tolerance() {
        return tolerance;
    }

    /** How many times fewer parameters there are to be within the tolerance, as published; 0 where nothing was. */
    public double promised() {
        return promised;
    }

    /** How many times fewer would be good; 0 where the smallest is looked for. */
    public double hoped() {
        return hoped;
    }

    abstract Recipe full();

    abstract Recipe quick();

    /** Weight decay takes weights to zero that do nothing, such as those of pixels that are always black. */
    private static FineTuning adam(int epochs, double rate, double weightDecay) {
        Optimiser adam = new Optimiser.Adam(0.9, 0.999, 1e-8, weightDecay);
        return new FineTuning(epochs, 128, new LearningRate.Cosine(rate, 0), adam, 0, 1);
    }

    private static Goal global(double share, String... layers) {
        PruningPlan weights = PruningPlan.keepAll(Granularity.WEIGHTS, Criterion.L1, Experiment.SEED);
        return new Goal.Global(weights, Set.of(layers), share);
    }

    private static Goal filters() {
        Map<String, Double> shares = Map.of("conv1", 0.75, "conv2", 0.75, "dense1", 0.75);
        return new Goal.ByTarget(new PruningPlan(Granularity.UNITS, Criterion.L1, Experiment.SEED, shares));
    }
}
