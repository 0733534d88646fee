package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PooledNetworks;
import org.espalier.network.PooledNetworks.First;
import org.espalier.network.PruningMask;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** Which networks are trained with it; that it is right, {@link TrainingGradientTest} says. */
class PooledConvolutionTest {

    private static final List<String> TOGETHER = List.of("conv1", "conv2", "pool2", "output");

    @Test
    void poolingBesideEachOtherIsDoneWithAConvolutionOfFewChannels() throws Refused {
        assertEquals(TOGETHER, layers(PooledNetworks.of(First.usual(), 2, 2)));
        assertEquals(TOGETHER, layers(PooledNetworks.of(First.usual().ofChannels(3), 2, 3)));
        First plain = First.usual().with(Activation.IDENTITY);
        assertEquals(TOGETHER, layers(PooledNetworks.of(plain, 2, 2)));
    }

    @Test
    void anyOtherPoolingIsDoneBehindIt() throws Refused {
        List<String> apart = List.of("conv1", "pool1", "conv2", "pool2", "output");
        int[] three = {3, 3};
        int[] two = {2, 2};
        assertEquals(apart, layers(PooledNetworks.of(First.usual().ofChannels(5), 2, 2)), "many channels");
        assertEquals(apart, layers(PooledNetworks.of(First.usual().withoutBias(), 2, 2)), "no bias");
        assertEquals(apart, layers(PooledNetworks.of(First.usual(), two, three, 0)), "gaps");
        // A ReLU is then a stage of its own behind the pooling.
        List<String> rectified = List.of("conv1", "pool1", "pool1", "conv2", "pool2", "pool2", "output");
        assertEquals(rectified, layers(PooledNetworks.of(First.usual(), three, two, 0)), "overlapping");
        List<String> padded = List.of("conv1", "pool1", "pool1", "conv2", "pool2", "output");
        assertEquals(padded, layers(PooledNetworks.of(First.usual(), two, two, 1)), "padded");
    }

    private static List<String> layers(Network network) throws Refused {
        try (Workers one = new Workers(1);
                TrainingPlan plan = TrainingPlan.of(
                        network, PruningMask.NONE, new TrainingPlan.Setup(8, Optimiser.adam(), 1), one)) {
            return plan.layerOfStage();
        }
    }
}
