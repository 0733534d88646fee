package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.inference.ForwardPlan;
import org.espalier.job.Workers;
import org.espalier.network.LayerKinds;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.UnitGroup;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of layer is trained right, or refused: the loss is that of the answers of a {@link ForwardPlan}, which are
 * DL4J's, and the gradient that of small differences of the loss, and of DL4J where its own way back is right.
 */
class TrainedKindsTest {

    private static final int BATCH = 20;
    private static final double STEP = 5e-4;

    /** Such a step goes over kinks of rectifiers and maxima. */
    private static final double TOLERANCE = 0.12;

    /** Kinds whose way back DL4J 1.0.0-M2.1 gets wrong, or does not get at all. */
    private static final Pattern NOT_BY_DL4J =
            Pattern.compile("PReLU.*|frozen.*|.*element-wise weights.*|separable .*NHWC"
                    + "|deconvolution dilated.*|cropping NHWC|.*padding counts.*|batch norm, locked NHWC|vertex merge NHWC"
                    + "|colour images that enter as rows");

    /** What mixes channels, or what only DL4J can run. */
    static final List<String> REFUSED = List.of(
            "LRN NCHW",
            "LRN NHWC",
            "LRN wide NCHW",
            "LRN wide NHWC",
            "embedding",
            "features as images",
            "images reshaped to features",
            "loss layer per pixel",
            "space to depth NCHW",
            "space to depth NHWC",
            "vertex L2 NCHW",
            "vertex L2 NHWC",
            "vertex L2 of features",
            "vertex reshape to images");

    static Stream<String> kinds() {
        return LayerKinds.all().keySet().stream().filter(kind -> !REFUSED.contains(kind));
    }

    private static Network known(String kind) {
        return Objects.requireNonNull(LayerKinds.all().get(kind));
    }

    @Test
    void onlyRareKindsAreRefused() {
        try (Workers one = new Workers(1)) {
            for (String kind : REFUSED) {
                assertThrows(Refused.class, () -> plan(known(kind), one), kind);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void theGradientIsThatOfSmallDifferences(String kind) throws Refused {
        Network network = Dl4jGradients.withoutDropout(known(kind));
        int each = network.graph().inputShape().values();
        float[] images = new float[BATCH * each];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        int[] labels = new int[BATCH];
        Arrays.setAll(labels, i -> i * 7 % network.graph().classes());
        try (Workers workers = new Workers(2);
                TrainingPlan plan = plan(network, workers)) {
            float[] gradient = plan.gradient(
                    (from, to, target) -> System.arraycopy(images, from * each, target, 0, (to - from) * each),
                    labels,
                    BATCH);
            List<String> wrong = new ArrayList<>();
            float[] values = plan.learned().copy();
            for (Weight weight : plan.learned().weights()) {
                for (double part : new double[] {1, 0.5, 0.5}) {
                    double[] way = partOf(gradient, weight, part, random);
                    double expected = 0;
                    for (int i = 0; i < way.length; i++) {
                        expected += way[i] * gradient[(int) weight.offset() + i];
                    }
                    double up = loss(plan, values, weight, way, STEP, images, labels);
                    double down = loss(plan, values, weight, way, -STEP, images, labels);
                    double found = (up - down) / (2 * STEP);
                    if (!(Math.abs(found - expected) < TOLERANCE * (Math.abs(expected) + 0.01))) {
                        wrong.add(weight.layer() + "_" + weight.name() + ": " + expected + ", by differences " + found);
                    }
                }
            }
            plan.learned().set(values);
            assertEquals(List.of(), wrong, kind);
            if (!NOT_BY_DL4J.matcher(kind).matches()) {
                assertEquals(List.of(), differencesToDl4j(network, plan, gradient, images, labels), kind);
            }
            // With the statistics of the batch it answers otherwise.
            if (!kind.contains("batch norm")) {
                assertEquals(lossOfAnswers(network, images, labels), plan.step(images, labels, BATCH, 0), 1e-4, kind);
            }
        }
    }

    /** Two ways to a smaller network: to train it under a mask, and to train what is cut by it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void whatIsTrainedUnderAMaskIsWhatIsTrainedOnceItIsCut(String kind) throws Refused {
        Network network = Dl4jGradients.withoutDropout(known(kind));
        PruningMask mask = someUnits(network);
        float[] images = TinyTraining.images(network, 3);
        int[] labels = TinyTraining.labels(network);
        Network cut = Surgeon.cut(network, mask);
        try (Workers workers = new Workers(2);
                TrainingPlan masked = TinyTraining.plan(network, mask, new Optimiser.Sgd(0), workers);
                TrainingPlan smaller = TinyTraining.plan(cut, PruningMask.NONE, new Optimiser.Sgd(0), workers)) {
            for (int step = 0; step < 3; step++) {
                float loss = masked.step(images, labels, labels.length, 0.05);
                assertEquals(smaller.step(images, labels, labels.length, 0.05), loss, 1e-4, "step " + step);
            }
            float[] expected = answers(smaller.trained(), PruningMask.NONE, images, labels.length);
            assertArrayEquals(expected, answers(masked.trained(), mask, images, labels.length), 1e-4f);
        }
    }

    private static PruningMask someUnits(Network network) {
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable() && group.size() > 3) {
                removed.set(group.units().get(0));
                removed.set(group.units().get(group.size() / 2));
            }
        }
        return PruningMask.ofUnits(removed);
    }

    private static List<String> differencesToDl4j(
            Network network, TrainingPlan plan, float[] gradient, float[] images, int[] labels) {
        Map<String, float[]> all = new Dl4jGradients(network)
                .of(
                        images,
                        labels,
                        network.graph().classes(),
                        Set.copyOf(plan.learned().names()));
        return plan.learned().weights().stream()
                .flatMap(weight -> Dl4jGradients.differences(
                        weight, Objects.requireNonNull(all.get(weight.layer() + "_" + weight.name())), gradient)
                        .stream())
                .toList();
    }

    /** In the direction of the gradient of some of the values, of length 1. */
    private static double[] partOf(float[] gradient, Weight weight, double part, SplittableRandom random) {
        double[] way = new double[weight.length()];
        double length = 0;
        for (int i = 0; i < way.length; i++) {
            way[i] = random.nextDouble() < part ? gradient[(int) weight.offset() + i] : 0;
            length += way[i] * way[i];
        }
        for (int i = 0; i < way.length; i++) {
            way[i] /= Math.max(1e-9, Math.sqrt(length));
        }
        return way;
    }

    private static double loss(
            TrainingPlan plan, float[] values, Weight weight, double[] way, double step, float[] images, int[] labels) {
        float[] moved = values.clone();
        for (int i = 0; i < way.length; i++) {
            moved[(int) weight.offset() + i] += (float) (step * way[i]);
        }
        plan.learned().set(moved);
        return plan.step(images, labels, BATCH, 0);
    }

    private static double lossOfAnswers(Network network, float[] images, int[] labels) {
        float[] answers = answers(network, PruningMask.NONE, images, labels.length);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum -= Math.log(answers[i * network.graph().classes() + labels[i]]);
        }
        return sum / labels.length;
    }

    private static float[] answers(Network network, PruningMask mask, float[] images, int count) {
        try (ForwardPlan plan = ForwardPlan.of(network, count)) {
            float[] answers = new float[count * network.graph().classes()];
            plan.silence(mask);
            plan.run(images, count, answers);
            return answers;
        }
    }

    private static TrainingPlan plan(Network network, Workers workers) throws Refused {
        return TrainingPlan.of(
                network, PruningMask.NONE, new TrainingPlan.Setup(BATCH, new Optimiser.Sgd(0), 1), workers);
    }
}
