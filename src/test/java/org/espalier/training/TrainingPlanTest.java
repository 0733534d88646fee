package org.espalier.training;

import static org.espalier.training.TinyTraining.BATCH;
import static org.espalier.training.TinyTraining.images;
import static org.espalier.training.TinyTraining.labels;
import static org.espalier.training.TinyTraining.someUnits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DataSets;
import org.espalier.data.Examples;
import org.espalier.data.Split;
import org.espalier.inference.ForwardPass;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.espalier.network.Shape;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainingPlanTest {

    private final Workers workers = new Workers(2);

    @AfterEach
    void stop() {
        workers.close();
    }

    static Stream<Optimiser> optimisers() {
        return Stream.of(
                new Optimiser.Sgd(0.01),
                new Optimiser.Nesterov(0.9, 0.01),
                new Optimiser.Adam(0.9, 0.999, 1e-8, 0.01),
                new Optimiser.AdamW(0.9, 0.999, 1e-8, 0.01));
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void aRemovedWeightStaysZeroAndSoDoItsGradientAndTheMemoryOfIt(Optimiser optimiser) throws Refused {
        Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
        PruningMask mask = everyThirdWeight(network);
        try (TrainingPlan plan = plan(network, mask, optimiser)) {
            float[] before = plan.learned().copy();
            for (int step = 0; step < 50; step++) {
                plan.step(images(network, step), labels(network), BATCH, 0.01);
                assertHeld(plan, mask);
            }
            float[] after = plan.learned().copy();
            long moved = IntStream.range(0, after.length)
                    .filter(i -> before[i] != after[i])
                    .count();
            long removed = network.graph().layers().stream()
                    .mapToLong(layer -> mask.removedWeights(layer.name()))
                    .sum();
            // A bias in front of a normalisation may have a gradient of zero.
            assertTrue(moved > 0.9 * (after.length - removed), moved + " of " + after.length + " moved");
            for (Layer layer : network.graph().layers()) {
                RemovedWeights gone = mask.weightsOf(layer.name());
                if (gone != null) {
                    float[] trained = plan.trained().weights(layer.name());
                    gone.places().stream().forEach(place -> assertEquals(0f, trained[place]));
                }
            }
        }
    }

    private static void assertHeld(TrainingPlan plan, PruningMask mask) {
        float[] values = plan.learned().copy();
        float[] state = state(plan);
        float[] gradient = plan.followed();
        for (Weight weight : plan.learned().weights()) {
            RemovedWeights gone = weight.decays() ? mask.weightsOf(weight.layer()) : null;
            BitSet places = gone == null ? new BitSet() : gone.places();
            for (int i = 0; i < weight.length(); i++) {
                if (places.get(weight.places()[i])) {
                    int at = (int) weight.offset() + i;
                    assertEquals(0, Float.floatToRawIntBits(values[at]) & 0x7fffffff);
                    assertEquals(0f, Math.abs(gradient[at]));
                    for (int s = at; s < state.length; s += values.length) {
                        assertEquals(0f, state[s]);
                    }
                }
            }
        }
    }

    /** All of the optimiser's memory: as many lists of all parameters as it has. */
    private static float[] state(TrainingPlan plan) {
        List<UpdateSlice> slices = plan.slices();
        int kinds = slices.get(0).state().size();
        float[] all = new float[(int) (kinds * plan.parameters())];
        int at = 0;
        for (int kind = 0; kind < kinds; kind++) {
            for (UpdateSlice slice : slices) {
                INDArray part = slice.state().get(kind);
                float[] values = new float[(int) part.length()];
                NativeArrays.get(part, values);
                System.arraycopy(values, 0, all, at, values.length);
                at += values.length;
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void nothingOfASilencedUnitMoves(Optimiser optimiser) throws Refused {
        Network network = TinyNetworks.residual(CNN2DFormat.NCHW);
        PruningMask mask = someUnits(network);
        try (TrainingPlan plan = plan(network, mask, optimiser)) {
            for (int step = 0; step < 50; step++) {
                plan.step(images(network, step), labels(network), BATCH, 0.01);
            }
            Network trained = plan.trained();
            for (Layer layer : network.graph().layers()) {
                if (layer.hasUnits()) {
                    assertSlices(network, trained, layer, mask);
                } else if (layer instanceof Layer.BatchNorm norm) {
                    for (String name : norm.arrays() == 4
                            ? List.of("gamma", "beta", "mean", "log10stdev")
                            : List.of("mean", "log10stdev")) {
                        assertChannels(network, trained, layer.name(), name, mask);
                    }
                }
            }
        }
    }

    /** A silenced unit's own weights are as before; where it is read, there are zeros. */
    private static void assertSlices(Network before, Network after, Layer layer, PruningMask mask) {
        assertChannels(before, after, layer.name(), "b", mask);
        int[] out = before.units().behind(layer.name());
        int[] in = before.units().inFrontOf(layer.name());
        float[] old = before.weights(layer.name());
        float[] now = after.weights(layer.name());
        int area = layer instanceof Layer.Convolution convolution
                ? convolution.window().area()
                : 1;
        for (int i = 0; i < old.length; i++) {
            boolean dense = layer instanceof Layer.Dense;
            int unit = dense ? i % out.length : i / (in.length * area);
            int channel = dense ? i / out.length : i / area % in.length;
            if (mask.removesUnit(in[channel])) {
                assertEquals(0f, now[i]);
            } else if (mask.removesUnit(out[unit])) {
                assertEquals(old[i], now[i]);
            } else {
                assertNotEquals(old[i], now[i], layer.name() + " " + i);
            }
        }
    }

    private static void assertChannels(Network before, Network after, String layer, String name, PruningMask mask) {
        int[] units = before.units().behind(layer);
        float[] old = before.values(layer, name);
        float[] now = after.values(layer, name);
        boolean moved = false;
        for (int c = 0; c < units.length; c++) {
            if (mask.removesUnit(units[c])) {
                assertEquals(old[c], now[c], layer + " " + name);
            } else {
                moved |= old[c] != now[c];
            }
        }
        // A bias in front of a normalisation has a gradient of nothing but rounding.
        assertTrue(moved || name.equals("b"), layer + " " + name);
    }

    static Stream<Network> masked() {
        return Stream.of(
                TinyNetworks.chain(CNN2DFormat.NCHW, Activation.RELU),
                TinyNetworks.chain(CNN2DFormat.NHWC, Activation.ELU),
                TinyNetworks.concatenation(),
                TinyNetworks.concatenatedShortcut(),
                TinyNetworks.dense());
    }

    @ParameterizedTest
    @MethodSource("masked")
    void thePlanWithoutSilencedUnitsHasTheLossOfTheMaskedNetwork(Network network) throws Refused {
        for (PruningMask mask : List.of(someUnits(network), everyThirdWeight(network))) {
            float[] images = images(network, 1);
            float[] masked = scores(network, mask, images);
            try (TrainingPlan plan = plan(network, mask, new Optimiser.Sgd(0))) {
                assertArrayEquals(masked, scores(plan.trained(), PruningMask.NONE, images), 1e-6f);
                float loss = plan.step(images, labels(network), BATCH, 0);
                assertEquals(crossEntropy(masked, labels(network)), loss, 1e-4);
            }
        }
    }

    @Test
    void missingImagesOfABatchCountNothing() throws Refused {
        Network network = TinyNetworks.chain(CNN2DFormat.NCHW, Activation.RELU);
        float[] images = images(network, 1);
        try (TrainingPlan plan = plan(network, PruningMask.NONE, new Optimiser.Sgd(0))) {
            float[] some = Arrays.copyOf(scores(network, PruningMask.NONE, images), 5 * 3);
            float loss = plan.step(images, labels(network), 5, 0);
            assertEquals(crossEntropy(some, Arrays.copyOf(labels(network), 5)), loss, 1e-4);
            assertTrue(plan.right() <= 5);
        }
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void stepsAreThoseOfThePapers(Optimiser optimiser) throws Refused {
        Network network = TinyNetworks.dense();
        try (TrainingPlan plan = plan(network, PruningMask.NONE, optimiser)) {
            int decaying = (int) plan.learned().decaying();
            float[] start = plan.learned().copy();
            double[] values =
                    IntStream.range(0, start.length).mapToDouble(i -> start[i]).toArray();
            ReferenceOptimiser reference = new ReferenceOptimiser(optimiser, values, decaying);
            for (int step = 0; step < 4; step++) {
                float[] images = images(network, step);
                BatchSource source =
                        (from, to, target) -> System.arraycopy(images, from * 12, target, 0, (to - from) * 12);
                reference.step(plan.gradient(source, labels(network), BATCH), 0.02);
                plan.step(images, labels(network), BATCH, 0.02);
                float[] now = plan.learned().copy();
                for (int i = 0; i < now.length; i++) {
                    assertEquals(values[i], now[i], 2e-5, "value " + i + " after step " + step);
                }
            }
        }
    }

    @Test
    void digitsAreLearnedWithoutMoreMemory() throws Refused, JobCancelled {
        Examples digits = DataSets.named("mnist").examples(Split.TRAINING);
        Network network = Network.of("digits", DemoNetwork.ARTICLE_CNN.untrained(), new Shape(28, 28, 1));
        int[] order = digits.stratifiedOrder(1);
        int batch = 32;
        float first = 0;
        float last = 0;
        long bytes = 0;
        try (TrainingPlan plan = TrainingPlan.of(
                network, PruningMask.NONE, new TrainingPlan.Setup(batch, Optimiser.adam(), 1), workers)) {
            for (int step = 0; step < 250; step++) {
                int from = step * batch;
                Batch examples = new Batch(
                        (a, b, target) -> digits.copyTo(order, from + a, from + b, target),
                        digits.copyLabels(order, from, from + batch),
                        batch);
                float loss = plan.step(examples, 1e-3, Progress.NONE);
                first += step < 10 ? loss / 10 : 0;
                last += step >= 240 ? loss / 10 : 0;
                bytes = step == 49 ? Pointer.totalBytes() : bytes;
            }
        }
        assertTrue(first > 1 && last < 0.5, "from " + first + " to " + last);
        long more = Pointer.totalBytes() - bytes;
        // Arguments of operations wait for Java's collector; the smallest array in each step would be 256,000 bytes.
        assertTrue(more < 100_000, more + " bytes more after 200 steps");
    }

    /** One thread runs 70 images as 24, 24 and 22, two threads run 35 each as 18 and 17; the 70th image is missing. */
    @Test
    void theGradientOfImagesInPartsIsTheMeanOfTheirGradients() throws Refused {
        Network network = Network.of("lenet", DemoNetwork.LENET_5.untrained(), new Shape(28, 28, 1));
        Examples digits = DataSets.named("mnist").examples(Split.TRAINING);
        int[] order = digits.stratifiedOrder(1);
        float[] mean = new float[0];
        for (int first = 0; first < 69; first += 23) {
            float[] third = gradient(network, digits, Arrays.copyOfRange(order, first, first + 23), 23, workers);
            mean = mean.length == 0 ? new float[third.length] : mean;
            for (int i = 0; i < mean.length; i++) {
                mean[i] += third[i] / 3;
            }
        }
        assertTrue(norm(mean) > 0.1, "there is something to tell apart: " + norm(mean));
        try (Workers one = new Workers(1)) {
            for (Workers some : List.of(one, workers)) {
                assertArrayEquals(mean, gradient(network, digits, Arrays.copyOf(order, 69), 70, some), 1e-5f);
            }
        }
    }

    private static double norm(float[] values) {
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> (double) values[i] * values[i])
                .sum());
    }

    private static float[] gradient(Network network, Examples digits, int[] order, int batch, Workers workers)
            throws Refused {
        TrainingPlan.Setup setup = new TrainingPlan.Setup(batch, Optimiser.adam(), 1);
        try (TrainingPlan plan = TrainingPlan.of(network, PruningMask.NONE, setup, workers)) {
            int[] labels = digits.copyLabels(order, 0, order.length);
            return plan.gradient((from, to, into) -> digits.copyTo(order, from, to, into), labels, order.length);
        }
    }

    @Test
    void dropoutDoesNotDependOnTheNumberOfThreads() throws Refused {
        Network network = TinyNetworks.articleCnn();
        float[] images = images(network, 1);
        float[] losses = new float[2];
        for (int threads = 1; threads <= 2; threads++) {
            try (Workers some = new Workers(threads);
                    TrainingPlan plan = TrainingPlan.of(
                            network, PruningMask.NONE, new TrainingPlan.Setup(BATCH, Optimiser.adam(), 1), some)) {
                plan.step(images, labels(network), BATCH, 1e-3);
                losses[threads - 1] = plan.step(images, labels(network), BATCH, 1e-3);
            }
        }
        assertEquals(losses[0], losses[1], 1e-3 * losses[0]);
    }

    /** With batch normalisation all images of a batch run at once. */
    @Test
    void aBatchThatNoMachineHasMemoryForIsRefused() throws Refused {
        Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
        TrainingPlan.Setup huge = new TrainingPlan.Setup(1_000_000_000, Optimiser.adam(), 1);
        Refused refused = assertThrows(Refused.class, () -> TrainingPlan.of(network, PruningMask.NONE, huge, workers));
        assertEquals("training.memory", refused.key());
    }

    @Test
    void aLayerWithoutUnitsIsRefused() {
        Network network = TinyNetworks.dense();
        BitSet all = new BitSet();
        network.units().groups().get(0).units().forEach(all::set);
        Refused refused = assertThrows(Refused.class, () -> plan(network, PruningMask.ofUnits(all), Optimiser.adam()));
        assertEquals("training.nothingLeft", refused.key());
    }

    private static double crossEntropy(float[] scores, int[] labels) {
        int classes = scores.length / labels.length;
        return -IntStream.range(0, labels.length)
                .mapToDouble(i -> Math.log(scores[i * classes + labels[i]]))
                .average()
                .orElseThrow();
    }

    private static float[] scores(Network network, PruningMask mask, float[] images) {
        try (ForwardPass pass = ForwardPass.of(network, BATCH)) {
            pass.silence(mask);
            float[] scores = new float[BATCH * pass.classes()];
            pass.run(images, BATCH, scores);
            return scores;
        }
    }

    private static PruningMask everyThirdWeight(Network network) {
        Map<String, RemovedWeights> removed = new HashMap<>();
        for (Layer layer : network.graph().layers()) {
            if (layer.hasUnits()) {
                int[] order = IntStream.range(0, network.weights(layer.name()).length)
                        .filter(i -> i % 3 == 0)
                        .toArray();
                int[] all = IntStream.concat(
                                Arrays.stream(order),
                                IntStream.range(0, network.weights(layer.name()).length)
                                        .filter(i -> i % 3 != 0))
                        .toArray();
                removed.put(layer.name(), new RemovedWeights(all, order.length));
            }
        }
        return PruningMask.ofWeights(removed);
    }

    private TrainingPlan plan(Network network, PruningMask mask, Optimiser optimiser) throws Refused {
        return TinyTraining.plan(network, mask, optimiser, workers);
    }
}
