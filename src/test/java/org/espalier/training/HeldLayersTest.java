package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.espalier.job.Workers;
import org.espalier.network.LayerKinds;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers that were frozen when the network was made. */
class HeldLayersTest {

    private static final List<Optimiser> OPTIMISERS =
            List.of(new Optimiser.Sgd(0.01), new Optimiser.Nesterov(0.9, 0.01), Optimiser.adam(), adamW());

    private static Optimiser adamW() {
        return new Optimiser.AdamW(0.9, 0.999, 1e-8, 0.01);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void theyStayAsTheyAre(CNN2DFormat format) throws Refused {
        Network frozen = Objects.requireNonNull(LayerKinds.all().get("frozen " + format));
        Network norm = LayerKinds.around(new FrozenLayer(new BatchNormalization.Builder().build()), format);
        try (Workers one = new Workers(1)) {
            for (Optimiser optimiser : OPTIMISERS) {
                assertHeld(trained(frozen, optimiser, one), frozen, "W", "b");
                assertHeld(trained(norm, optimiser, one), norm, "gamma", "beta", "mean", "log10stdev");
            }
        }
    }

    private static Network trained(Network network, Optimiser optimiser, Workers workers) throws Refused {
        try (TrainingPlan plan = TinyTraining.plan(network, PruningMask.NONE, optimiser, workers)) {
            for (int step = 0; step < 5; step++) {
                plan.step(TinyTraining.images(network, step), TinyTraining.labels(network), TinyTraining.BATCH, 0.01);
            }
            return plan.trained();
        }
    }

    private static void assertHeld(Network after, Network before, String... arrays) {
        for (String array : arrays) {
            assertArrayEquals(before.values("kind", array), after.values("kind", array), array);
        }
        for (String layer : List.of("conv1", "conv2", "dense1")) {
            assertFalse(Arrays.equals(before.values(layer, "W"), after.values(layer, "W")), layer + " learns");
        }
    }
}
