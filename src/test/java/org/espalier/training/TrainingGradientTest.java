package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PooledNetworks;
import org.espalier.network.PooledNetworks.First;
import org.espalier.network.PruningMask;
import org.espalier.network.SeveralInputs;
import org.espalier.network.Shape;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Our way back and DL4J's are two independent ways to a gradient; they must agree. */
class TrainingGradientTest {

    private static final int BATCH = 20;

    static Stream<Arguments> networks() throws Refused {
        Shape digit = new Shape(28, 28, 1);
        return Stream.of(
                Arguments.of("article first", TinyNetworks.articleCnn()),
                Arguments.of("article last", Network.of("a", DemoNetwork.ARTICLE_CNN.untrained(), digit)),
                Arguments.of("lenet-5", Network.of("a", DemoNetwork.LENET_5.untrained(), digit)),
                Arguments.of("lenet-300-100", Network.of("a", DemoNetwork.LENET_300_100.untrained(), digit)),
                Arguments.of("fashion-resnet", Network.of("a", DemoNetwork.FASHION_RESNET.untrained(), digit)),
                Arguments.of("residual first", TinyNetworks.residual(CNN2DFormat.NCHW)),
                Arguments.of("chain relu", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.RELU)),
                Arguments.of("chain tanh", TinyNetworks.chain(CNN2DFormat.NHWC, Activation.TANH)),
                Arguments.of("chain sigmoid", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.SIGMOID)),
                Arguments.of("chain leaky", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.LEAKYRELU)),
                Arguments.of("chain elu", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.ELU)),
                Arguments.of("chain softplus", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.SOFTPLUS)),
                Arguments.of("chain swish", TinyNetworks.chain(CNN2DFormat.NCHW, Activation.SWISH)),
                Arguments.of("concatenation", TinyNetworks.concatenation()),
                Arguments.of("concatenated shortcut", TinyNetworks.concatenatedShortcut()),
                Arguments.of("two inputs, whole", SeveralInputs.wholeImages()),
                Arguments.of("two inputs, channels", SeveralInputs.channels()),
                Arguments.of("two inputs, values", SeveralInputs.values()),
                Arguments.of("weighted classes", TinyNetworks.weighted()),
                Arguments.of("dense", TinyNetworks.dense()));
    }

    static Stream<Arguments> pooled() throws Refused {
        First usual = First.usual();
        int[] two = {2, 2};
        int[] three = {3, 3};
        return Stream.of(
                Arguments.of("2×2", PooledNetworks.of(usual, 2, 2)),
                Arguments.of("2×3", PooledNetworks.of(usual, 2, 3)),
                Arguments.of("3×1", PooledNetworks.of(usual, 3, 1)),
                Arguments.of("gaps", PooledNetworks.of(usual, two, three, 0)),
                Arguments.of("overlapping", PooledNetworks.of(usual, three, two, 0)),
                Arguments.of("padded pooling", PooledNetworks.of(usual, two, two, 1)),
                Arguments.of("padded convolution", PooledNetworks.of(usual.padded(), 2, 2)),
                Arguments.of("strides", PooledNetworks.of(usual.withStride(2), 2, 2)),
                Arguments.of("colour", PooledNetworks.of(usual.ofChannels(3), 2, 2)),
                Arguments.of(
                        "padded colour", PooledNetworks.of(usual.ofChannels(3).padded(), 3, 2)),
                Arguments.of("many channels", PooledNetworks.of(usual.ofChannels(5), 2, 2)),
                Arguments.of("no bias", PooledNetworks.of(usual.withoutBias(), 2, 2)),
                Arguments.of("identity", PooledNetworks.of(usual.with(Activation.IDENTITY), 2, 2)),
                Arguments.of("tanh", PooledNetworks.of(usual.with(Activation.TANH), 2, 2)));
    }

    static Stream<Arguments> behind() throws Refused {
        ConvolutionLayer strided =
                new ConvolutionLayer.Builder(3, 2).nOut(6).stride(1, 2).build();
        ConvolutionLayer sees =
                new ConvolutionLayer.Builder(2, 2).nOut(6).dilation(2, 2).build();
        return Stream.of(
                Arguments.of("norm", PooledNetworks.behind(new BatchNormalization.Builder().build())),
                Arguments.of("padding", PooledNetworks.behind(new ZeroPaddingLayer.Builder(1, 1, 1, 1).build())),
                Arguments.of("upsampling", PooledNetworks.behind(new Upsampling2D.Builder(2).build())),
                Arguments.of(
                        "depthwise",
                        PooledNetworks.behind(new DepthwiseConvolution2D.Builder(3, 2)
                                .depthMultiplier(1)
                                .nOut(6)
                                .build())),
                Arguments.of("dilated", PooledNetworks.behind(sees)),
                Arguments.of("strided", PooledNetworks.behind(strided)),
                Arguments.of("padded, then not, odd", PooledNetworks.paddedThenNot(27)),
                Arguments.of("padded, then not, even", PooledNetworks.paddedThenNot(28)),
                Arguments.of("one channel", PooledNetworks.behindOneChannel(2, 1)),
                Arguments.of("one channel, strides", PooledNetworks.behindOneChannel(1, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"networks", "pooled", "behind"})
    void theGradientIsThatOfDeeplearning4j(String name, Network dense) throws Refused {
        Network network = Dl4jGradients.withoutDropout(dense);
        Dl4jGradients dl4j = new Dl4jGradients(network);
        float[] images = images(network);
        int[] labels = labels(network);
        for (int threads = 1; threads <= 2; threads++) {
            try (Workers workers = new Workers(threads);
                    TrainingPlan plan = plan(network, workers)) {
                float[] gradient = plan.gradient(source(network, images), labels, BATCH);
                Map<String, float[]> expected = dl4j.of(
                        images,
                        labels,
                        network.graph().classes(),
                        Set.copyOf(plan.learned().names()));
                for (Weight weight : plan.learned().weights()) {
                    float[] wanted = expected.get(weight.layer() + "_" + weight.name());
                    assertEquals(List.of(), Dl4jGradients.differences(weight, wanted, gradient), threads + " threads");
                }
                float loss = plan.step(images, labels, BATCH, 1e-3);
                assertEquals(dl4j.score(), loss, 1e-4 * Math.max(1, dl4j.score()));
            }
        }
    }

    @Test
    void theGradientIsThatOfSmallDifferences() throws Refused {
        Network network = TinyNetworks.chain(CNN2DFormat.NHWC, Activation.TANH);
        float[] images = images(network);
        int[] labels = labels(network);
        try (Workers workers = new Workers(2);
                TrainingPlan plan = plan(network, workers)) {
            float[] gradient = plan.gradient(source(network, images), labels, BATCH);
            float[] values = plan.learned().copy();
            SplittableRandom random = new SplittableRandom(1);
            for (int trial = 0; trial < 60; trial++) {
                int i = random.nextInt(values.length);
                float step = 5e-3f;
                double up = lossWith(plan, values, i, step, images, labels);
                double down = lossWith(plan, values, i, -step, images, labels);
                assertEquals((up - down) / (2 * step), gradient[i], 2e-3, "parameter " + i);
            }
        }
    }

    private static double lossWith(
            TrainingPlan plan, float[] values, int place, float change, float[] images, int[] labels) {
        float[] moved = values.clone();
        moved[place] += change;
        plan.learned().set(moved);
        return plan.step(images, labels, BATCH, 0);
    }

    private static TrainingPlan plan(Network network, Workers workers) throws Refused {
        return TrainingPlan.of(
                network, PruningMask.NONE, new TrainingPlan.Setup(BATCH, new Optimiser.Sgd(0), 1), workers);
    }

    private static BatchSource source(Network network, float[] images) {
        int each = network.graph().inputShape().values();
        return (from, to, target) -> System.arraycopy(images, from * each, target, 0, (to - from) * each);
    }

    private static float[] images(Network network) {
        SplittableRandom random = new SplittableRandom(5);
        float[] images = new float[BATCH * network.graph().inputShape().values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        return images;
    }

    private static int[] labels(Network network) {
        int[] labels = new int[BATCH];
        Arrays.setAll(labels, i -> i * 7 % network.graph().classes());
        return labels;
    }
}
