package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.data.DataSets;
import org.espalier.data.Examples;
import org.espalier.data.Split;
import org.espalier.inference.ForwardPass;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.espalier.pruning.Scores;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;

/**
 * How often the interval of the first 500 images, in their stratified order, holds the accuracy on all 10,000: real
 * networks under masks from hardly to ruinously large, each seen through many orders.
 */
class IntervalCoverageTest {

    private static final Confusion NOTHING = Confusion.of(2, new int[0], new int[0], 0);

    private static final int SLICE = 500;
    private static final int ORDERS = 200;
    /** The accuracy from which a band goes down to the next. */
    private static final double[] BANDS = {0.985, 0.95, 0.8, 0.5, 0};

    private final Examples examples;
    private final List<int[]> slices;

    IntervalCoverageTest() throws Refused {
        examples = DataSets.embedded("mnist").examples(Split.VALIDATION);
        slices = LongStream.range(0, ORDERS)
                .mapToObj(seed -> Arrays.copyOf(examples.stratifiedOrder(seed), SLICE))
                .toList();
    }

    /** What a slice says of a mask, and the accuracy on all images. */
    private record Case(Evaluation slice, double accuracy) {

        boolean isHeld(Interval interval) {
            return interval.low() <= accuracy && accuracy <= interval.high();
        }

        int band() {
            return IntStream.range(0, BANDS.length)
                    .filter(band -> accuracy >= BANDS[band])
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theFirstSliceHoldsTheAccuracyOnAllImagesAsOftenAsItSays() throws Refused {
        List<Case> cases = new ArrayList<>();
        addCases("article-cnn", 15, cases);
        addCases("lenet-300-100", 135, cases);
        double held = percent(cases, each -> each.isHeld(each.slice().accuracyInterval()));
        double difference = percent(
                cases,
                each -> each.isHeld(
                        each.slice().differenceInterval().plus(each.slice().denseAccuracy())));
        double mixed = percent(cases, each -> each.isHeld(mixed(each.slice()).accuracyInterval()));
        System.out.printf(
                "The interval of %d images held the accuracy on all in %.2f %% of %,d cases (%.2f %% if classes were"
                        + " not told apart), at a mean radius of %.2f points.%n",
                SLICE,
                held,
                cases.size(),
                mixed,
                mean(cases, each -> 100 * each.slice().accuracyInterval().radius()));
        for (int band = 0; band < BANDS.length; band++) {
            assertBand(band, cases);
        }
        assertTrue(held >= 93 && held <= 97, () -> held + " %");
        assertTrue(difference >= 93 && difference <= 97, () -> difference + " %");
    }

    private static void assertBand(int band, List<Case> cases) {
        List<Case> own = cases.stream().filter(each -> each.band() == band).toList();
        double held = percent(own, each -> each.isHeld(each.slice().accuracyInterval()));
        System.out.printf("  from %.1f %% accuracy: %.2f %% of %,d cases%n", 100 * BANDS[band], held, own.size());
        assertTrue(own.size() >= 5 * ORDERS, () -> "only " + own.size() + " cases from " + BANDS[band]);
        assertTrue(held >= 92, () -> held + " % from " + BANDS[band]);
    }

    private void addCases(String name, int masks, List<Case> cases) throws Refused {
        Network network = ModelSource.named(name).read(new Shape(28, 28, 1));
        SplittableRandom random = new SplittableRandom(7);
        try (ForwardPass pass = ForwardPass.of(network, SLICE)) {
            BitSet dense = right(pass, PruningMask.NONE);
            for (int mask = 0; mask < masks; mask++) {
                BitSet pruned = right(pass, mask(network, mask, random));
                double accuracy = (double) pruned.cardinality() / examples.size();
                slices.forEach(slice -> cases.add(new Case(evaluation(slice, dense, pruned), accuracy)));
            }
        }
    }

    /** Units and weights, one layer or all of them, by chance or the smallest. */
    private static PruningMask mask(Network network, int number, SplittableRandom random) {
        Granularity granularity = number % 2 == 0 ? Granularity.WEIGHTS : Granularity.UNITS;
        Criterion criterion = number % 5 == 0 ? Criterion.L1 : Criterion.RANDOM;
        Scores scores = Scores.of(network, granularity, criterion, number);
        PruningPlan plan = PruningPlan.keepAll(granularity, criterion, number);
        List<String> targets = scores.targets();
        double most = random.nextDouble(PruningPlan.LARGEST_SHARE);
        if (number % 3 == 0) {
            for (String target : targets) {
                plan = plan.withShare(target, most * random.nextDouble());
            }
        } else {
            plan = plan.withShare(targets.get(random.nextInt(targets.size())), most);
        }
        return plan.select(network, scores);
    }

    /** Which images are answered right. */
    private BitSet right(ForwardPass pass, PruningMask mask) {
        pass.silence(mask);
        int[] order = IntStream.range(0, examples.size()).toArray();
        float[] images = new float[pass.batch() * pass.imageSize()];
        float[] scores = new float[pass.batch() * pass.classes()];
        BitSet right = new BitSet();
        for (int from = 0; from < order.length; from += pass.batch()) {
            int to = Math.min(order.length, from + pass.batch());
            examples.copyTo(order, from, to, images);
            pass.run(images, to - from, scores);
            for (int i = from; i < to; i++) {
                right.set(i, largest(scores, (i - from) * pass.classes(), pass.classes()) == examples.label(i));
            }
        }
        return right;
    }

    private static int largest(float[] scores, int from, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            best = scores[from + c] > scores[from + best] ? c : best;
        }
        return best;
    }

    private Evaluation evaluation(int[] slice, BitSet dense, BitSet pruned) {
        int[] gained = new int[examples.classes()];
        int[] images = new int[examples.classes()];
        int correct = 0;
        int lost = 0;
        int won = 0;
        for (int image : slice) {
            boolean before = dense.get(image);
            boolean now = pruned.get(image);
            int label = examples.label(image);
            images[label]++;
            gained[label] += (now ? 1 : 0) - (before ? 1 : 0);
            correct += now ? 1 : 0;
            lost += before && !now ? 1 : 0;
            won += now && !before ? 1 : 0;
        }
        double all = (double) dense.cardinality() / examples.size();
        double between = Interval.betweenClasses(gained, images);
        return new Evaluation(SLICE, examples.size(), correct, lost, won, all, NOTHING, between, 0, 0);
    }

    private static Evaluation mixed(Evaluation of) {
        return new Evaluation(
                of.examples(),
                of.total(),
                of.correct(),
                of.lost(),
                of.won(),
                of.denseAccuracy(),
                of.confusion(),
                of.reused(),
                of.seconds());
    }

    private static double percent(List<Case> cases, Predicate<Case> held) {
        return 100.0 * cases.stream().filter(held).count() / cases.size();
    }

    private static double mean(List<Case> cases, ToDoubleFunction<Case> value) {
        return cases.stream().mapToDouble(value).average().orElseThrow();
    }
}
