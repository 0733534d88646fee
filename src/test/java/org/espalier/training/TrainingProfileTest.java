package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.data.ImageShape;
import org.espalier.data.Stripes;
import org.espalier.job.JobCancelled;
import org.espalier.network.Network;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;

class TrainingProfileTest {

    @Test
    void everyLayerThatWorksHasItsTimeAndTheNetworkStaysAsItWas() throws Refused, JobCancelled {
        Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
        long before = network.checksum();
        TrainingProfile profile = TrainingProfile.measure(network, Stripes.shades(64, new ImageShape(8, 8, 1)), 16);
        List<String> layers = List.copyOf(profile.micros().keySet());
        assertTrue(layers.containsAll(List.of("conv1", "bn1", "conv2", "output")), layers.toString());
        assertTrue(layers.indexOf("conv1") < layers.indexOf("conv2"), "in the graph's order");
        assertTrue(profile.micros().values().stream().allMatch(micros -> micros > 0));
        double parts = layers.stream().mapToDouble(profile::part).sum();
        double inLayers =
                profile.micros().values().stream().mapToDouble(each -> each).sum();
        assertEquals(inLayers / (inLayers + profile.restMicros()), parts, 1e-9);
        assertEquals(before, network.checksum());
    }
}
