package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.TinyNetworks;
import org.espalier.network.UnitGroup;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.espalier.training.FineTuner;
import org.espalier.training.FineTuning;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.training.TuningRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Two ways to the same network: trained under the mask and then cut, or cut and then trained. */
class TunedAndCutTest {

    static Stream<Arguments> trainings() {
        List<Network> networks = List.of(
                TinyNetworks.dense(),
                TinyNetworks.residual(CNN2DFormat.NHWC),
                TinyNetworks.chain(CNN2DFormat.NCHW, Activation.RELU),
                TinyNetworks.concatenation());
        List<Optimiser> optimisers = List.of(
                new Optimiser.Sgd(0.01),
                new Optimiser.Nesterov(0.9, 0.01),
                new Optimiser.Adam(0.9, 0.999, 1e-8, 0.01),
                new Optimiser.AdamW(0.9, 0.999, 1e-8, 0.01));
        List<Arguments> all = new ArrayList<>();
        networks.forEach(network -> optimisers.forEach(optimiser -> all.add(Arguments.of(network, optimiser))));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void trainingTheMaskedNetworkIsTrainingTheCutOne(Network network, Optimiser optimiser)
            throws Refused, JobCancelled {
        PruningMask mask = firstUnits(network);
        Network cut = Surgeon.cut(network, mask);
        Network tunedThenCut = Surgeon.cut(afterOneEpoch(network, mask, optimiser), mask);
        Network cutThenTuned = afterOneEpoch(cut, PruningMask.NONE, optimiser);
        boolean moved = false;
        for (Layer layer : cut.graph().layers()) {
            if (layer.hasUnits()) {
                assertArrayEquals(
                        tunedThenCut.weights(layer.name()), cutThenTuned.weights(layer.name()), 1e-4f, layer.name());
                moved |= !Arrays.equals(cut.weights(layer.name()), cutThenTuned.weights(layer.name()));
            } else if (layer instanceof Layer.BatchNorm) {
                assertArrayEquals(
                        tunedThenCut.values(layer.name(), "mean"), cutThenTuned.values(layer.name(), "mean"), 1e-4f);
            }
        }
        assertTrue(moved);
    }

    /** What was learned, whether it is better or not. */
    private static Network afterOneEpoch(Network network, PruningMask mask, Optimiser optimiser)
            throws Refused, JobCancelled {
        Shape shape = network.graph().inputShape();
        ImageShape images = new ImageShape(shape.height(), shape.width(), shape.channels());
        Examples training = DrawnExamples.of(images, network.graph().classes(), 96, 1);
        FineTuning settings = new FineTuning(1, 16, new LearningRate.Constant(0.01), optimiser, 0, 1);
        try (Workers workers = new Workers(2);
                TuningRun run = new FineTuner(network, mask, workers).start(training, training, settings)) {
            while (run.next(Progress.NONE).isPresent()) {
                assertFalse(run.reports().size() > 1);
            }
            return run.latest();
        }
    }

    private static PruningMask firstUnits(Network network) {
        BitSet removed = new BitSet();
        for (UnitGroup group : network.units().groups()) {
            if (group.isPrunable()) {
                removed.set(group.units().get(0));
            }
        }
        return PruningMask.ofUnits(removed);
    }
}
