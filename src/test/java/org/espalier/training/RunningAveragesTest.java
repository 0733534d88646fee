package org.espalier.training;

import static org.espalier.training.TinyTraining.BATCH;
import static org.espalier.training.TinyTraining.images;
import static org.espalier.training.TinyTraining.labels;
import static org.espalier.training.TinyTraining.someUnits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.espalier.job.Workers;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mean and variance of batch normalisation while a network is trained. */
class RunningAveragesTest {

    private final Workers workers = new Workers(2);

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void runningAveragesMoveLikeDeeplearning4js() throws Refused {
        Network network = Network.of("resnet", DemoNetwork.FASHION_RESNET.untrained(), new Shape(28, 28, 1));
        float[] images = images(network, 1);
        Map<String, float[]> moved = new Dl4jGradients(network).afterOneStep(images, labels(network), 10);
        try (TrainingPlan plan = plan(network, PruningMask.NONE, new Optimiser.Sgd(0))) {
            plan.step(images, labels(network), BATCH, 0.1);
            Network trained = plan.trained();
            for (Layer layer : network.graph().layers()) {
                if (layer instanceof Layer.BatchNorm) {
                    for (String name : List.of("mean", "log10stdev")) {
                        assertArrayEquals(
                                moved.get(layer.name() + "_" + name), trained.values(layer.name(), name), 1e-3f);
                    }
                }
            }
        }
    }

    /** The same batch again and again at a rate of nothing: the averages must come to that batch's own. */
    @Test
    void runningAveragesComeToWhatReallyEntersTheNormalisation() throws Refused {
        Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
        PruningMask mask = someUnits(network);
        float[] images = images(network, 1);
        try (TrainingPlan plan = plan(network, mask, new Optimiser.Sgd(0))) {
            for (int step = 0; step < 150; step++) {
                plan.step(images, labels(network), BATCH, 0);
            }
            float[][] channels = conv1Outputs(network, images);
            int[] units = network.units().behind("bn1");
            float[] means = plan.trained().values("bn1", "mean");
            float[] deviations = plan.trained().values("bn1", "log10stdev");
            for (int c = 0; c < units.length; c++) {
                if (!mask.removesUnit(units[c])) {
                    double mean = mean(channels[c]);
                    assertEquals(mean, means[c], 1e-5);
                    double deviation = Math.sqrt(mean(squares(channels[c], mean)));
                    assertEquals(Math.log10(deviation), deviations[c], 1e-5);
                }
            }
        }
    }

    /** By channel, value by value from the definition: 3×3, one channel of 8×8 in, zeros around it, no activation. */
    private static float[][] conv1Outputs(Network network, float[] images) {
        float[] kernel = network.weights("conv1");
        float[] bias = network.values("conv1", "b");
        float[][] out = new float[bias.length][BATCH * 64];
        for (int c = 0; c < out.length; c++) {
            for (int i = 0; i < out[c].length; i++) {
                double sum = bias[c];
                for (int k = 0; k < 9; k++) {
                    int y = i % 64 / 8 + k / 3 - 1;
                    int x = i % 8 + k % 3 - 1;
                    boolean inside = y >= 0 && y < 8 && x >= 0 && x < 8;
                    sum += inside ? kernel[c * 9 + k] * images[i / 64 * 64 + y * 8 + x] : 0;
                }
                out[c][i] = (float) sum;
            }
        }
        return out;
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static float[] squares(float[] values, double mean) {
        float[] squares = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            squares[i] = (float) ((values[i] - mean) * (values[i] - mean));
        }
        return squares;
    }

    private TrainingPlan plan(Network network, PruningMask mask, Optimiser optimiser) throws Refused {
        return TinyTraining.plan(network, mask, optimiser, workers);
    }
}
