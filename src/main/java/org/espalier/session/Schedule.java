package org.espalier.session;

import java.util.ArrayList;
import java.util.List;

/**
 * How pruning and training take turns until a {@link Goal} is reached. All shares are of the original size, so rounds
 * never compound.
 */
public sealed interface Schedule {

    int MOST_ROUNDS = 1_000;

    /**
     * A moment at which something is removed.
     *
     * @param round in which it is, from 1
     * @param epochs how many epochs of training lie before it, with parts of one
     * @param way how much of the way to the goal is gone then, above 0 to 1
     */
    record Stop(int round, double epochs, double way) {}

    /** Everything at once, then training. */
    record OneShot() implements Schedule {
        @Override
        public int rounds(int epochs) {
            return 1;
        }

        @Override
        public int epochs(int ofRound) {
            return ofRound;
        }

        @Override
        public List<Stop> stops(int epochs) {
            return roundAfterRound(1, 0, epochs);
        }

        @Override
        public double shareAt(double first, double last, double way) {
            return sameOfWhatIsLeft(first, last, way);
        }
    }

    /** In rounds, each of which takes the same part of what is left, and trains (Han et al., arXiv 1506.02626). */
    record Iterative(int rounds) implements Schedule {
        public Iterative {
            checkRounds(rounds);
        }

        @Override
        public int rounds(int epochs) {
            return rounds;
        }

        @Override
        public int epochs(int ofRound) {
            return rounds * ofRound;
        }

        @Override
        public List<Stop> stops(int epochs) {
            return roundAfterRound(rounds, 0, epochs);
        }

        @Override
        public double shareAt(double first, double last, double way) {
            return sameOfWhatIsLeft(first, last, way);
        }
    }

    /**
     * In one training, a little every so many steps, first fast and then ever slower: {@code s = s_f + (s_i − s_f)(1 −
     * t/T)³} (Zhu and Gupta, arXiv 1710.01878). Epochs that end while it prunes are a round each, all others are the last.
     *
     * @param updates how often something is removed, evenly over the steps
     * @param ramp the part of the training in which that is; in the rest of it the network heals
     */
    record Gradual(int updates, double ramp) implements Schedule {

        /** Two thirds prune, the last third heals. */
        public static final double USUAL_RAMP = 2.0 / 3;

        private static final double ROUNDING = 1e-9;

        public Gradual {
            checkRounds(updates);
            if (!(ramp > 0 && ramp < 1)) {
                throw new IllegalArgumentException("the ramp must be in (0, 1), was " + ramp);
            }
        }

        @Override
        public int rounds(int epochs) {
            return roundAt(ramp * epochs);
        }

        private static int roundAt(double epochs) {
            return (int) Math.floor(epochs + ROUNDING) + 1;
        }

        @Override
        public int epochs(int ofRound) {
            return ofRound;
        }

        @Override
        public List<Stop> stops(int epochs) {
            List<Stop> stops = new ArrayList<>();
            for (int i = 1; i <= updates; i++) {
                double at = ramp * epochs * i / updates;
                stops.add(new Stop(roundAt(at), at, (double) i / updates));
            }
            return stops;
        }

        @Override
        public double shareAt(double first, double last, double way) {
            double open = 1 - way;
            return Math.max(first, last + (first - last) * open * open * open);
        }
    }

    /**
     * The network is trained from fresh weights; then, round after round, the same part of what is left is removed, all
     * others go back to what they were, and it is trained again (Frankle and Carbin, arXiv 1803.03635).
     *
     * @param rounds behind the first training, which removes nothing
     * @param rewind weights go back to what they were after so many epochs of the first training (arXiv 1903.01611); 0
     *     for the fresh ones
     * @param seed that the fresh weights are drawn from
     */
    record LotteryTicket(int rounds, int rewind, long seed) implements Schedule {
        public LotteryTicket {
            checkRounds(rounds);
            if (rewind < 0) {
                throw new IllegalArgumentException("cannot go back to epoch " + rewind);
            }
        }

        @Override
        public int rounds(int epochs) {
            return rounds;
        }

        @Override
        public int epochs(int ofRound) {
            return (rounds + 1) * ofRound;
        }

        @Override
        public List<Stop> stops(int epochs) {
            return roundAfterRound(rounds, epochs, epochs);
        }

        @Override
        public double shareAt(double first, double last, double way) {
            return sameOfWhatIsLeft(first, last, way);
        }
    }

    /**
     * How many rounds there are; what each of them leaves is a state.
     *
     * @param epochs of a round, or of a gradual training
     */
    int rounds(int epochs);

    /** How many epochs there are in all. */
    int epochs(int ofRound);

    /** When something is removed. */
    List<Stop> stops(int epochs);

    /**
     * The share that is to be gone after a part of the way.
     *
     * @param first gone before the schedule begins
     * @param last the goal; where it is smaller nothing more goes
     */
    double shareAt(double first, double last, double way);

    private static List<Stop> roundAfterRound(int rounds, int before, int epochs) {
        List<Stop> stops = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            stops.add(new Stop(round, before + (round - 1.0) * epochs, (double) round / rounds));
        }
        return stops;
    }

    private static double sameOfWhatIsLeft(double first, double last, double way) {
        if (last <= first) {
            return first;
        }
        // Exactly, not but for rounding.
        return way == 1 ? last : 1 - (1 - first) * Math.pow((1 - last) / (1 - first), way);
    }

    private static void checkRounds(int rounds) {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("rounds must be in [1, " + MOST_ROUNDS + "], were " + rounds);
        }
    }
}
