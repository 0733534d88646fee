package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.inference.Dl4jPass;
import org.espalier.inference.ForwardPass;
import org.espalier.inference.ForwardPlan;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerRemoverTest {

    private static final int BATCH = 5;
    private static final float TOLERANCE = 1e-5f;

    static Stream<Network> networks() {
        return Stream.of(
                TinyNetworks.residual(CNN2DFormat.NCHW),
                TinyNetworks.residual(CNN2DFormat.NHWC),
                TinyNetworks.linear(CNN2DFormat.NCHW),
                TinyNetworks.linear(CNN2DFormat.NHWC),
                TinyNetworks.concatenatedShortcut(),
                TinyNetworks.articleCnn());
    }

    @Test
    void aResidualNetworkLosesItsBlockItsNormsAndItsFunctions() {
        assertEquals(
                List.of(
                        "SKIPPED [bn1] conv1",
                        "MERGED [bn1] conv1",
                        "SKIPPED [relu1] bn1",
                        "SKIPPED [bn2] conv2",
                        "SKIPPED [bn3] conv3",
                        "MERGED [bn3] conv3",
                        "BRANCH [conv2, bn2, conv3, bn3, add1] relu1",
                        "SKIPPED [relu3] add1"),
                removals(TinyNetworks.residual(CNN2DFormat.NCHW)));
    }

    /** conv3 is as wide as what it reads, and so is dense3; conv1 and dense1 make more than is read of them. */
    @Test
    void aLayerGoesWithItsFollowersAndLinearNeighboursBecomeOne() {
        assertEquals(
                List.of(
                        "MERGED [conv2] conv1",
                        "SKIPPED [conv3, bn3, relu3] conv2",
                        "SKIPPED [bn3] conv3",
                        "MERGED [bn3] conv3",
                        "SKIPPED [relu3] bn3",
                        "MERGED [dense1] dense2",
                        "SKIPPED [dense3] dense2"),
                removals(TinyNetworks.linear(CNN2DFormat.NCHW)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theSmallerNetworkAnswersLikeTheOneThatPassesOver(Network network) throws Exception {
        float[] images = images(network);
        float[] dense = answers(ForwardPlan.of(network, BATCH), images);
        for (LayerRemoval removal : LayerRemovals.of(network).all()) {
            Network smaller = LayerRemover.remove(network, removal);
            float[] wanted = removal.isExact()
                    ? dense
                    : answers(ForwardPlan.passingOver(network, BATCH, removal.place(), removal.standIn()), images);
            String name = removal.sentence();
            assertArrayEquals(wanted, answers(ForwardPlan.of(smaller, BATCH), images), TOLERANCE, name);
            assertArrayEquals(wanted, answers(new Dl4jPass(smaller, BATCH), images), TOLERANCE, name);
            assertTrue(smaller.parameters() <= network.parameters(), name);
            assertEquals(removal.isExact(), isClose(dense, wanted), name + " is not tried by this network");
            removal.layers().forEach(gone -> assertFalse(smaller.graph().has(gone), name));
        }
        assertArrayEquals(dense, answers(ForwardPlan.of(network, BATCH), images), "the given network is as before");
    }

    private static List<String> removals(Network network) {
        return LayerRemovals.of(network).all().stream()
                .map(removal -> removal.kind() + " " + removal.layers() + " " + removal.standIn())
                .toList();
    }

    private static boolean isClose(float[] left, float[] right) {
        for (int i = 0; i < left.length; i++) {
            if (Math.abs(left[i] - right[i]) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    private static float[] images(Network network) {
        SplittableRandom random = new SplittableRandom(11);
        float[] images = new float[BATCH * network.graph().inputShape().values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        return images;
    }

    private static float[] answers(ForwardPass pass, float[] images) {
        try (pass) {
            float[] scores = new float[BATCH * pass.classes()];
            pass.silence(PruningMask.NONE);
            pass.run(images, BATCH, scores);
            return Arrays.copyOf(scores, scores.length);
        }
    }
}
