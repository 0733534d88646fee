package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.UnitGroup;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that read an image as a sequence of its rows: DL4J runs them, and what stands behind may be pruned. */
class SequenceNetworksTest {

    private static final int BATCH = 3;
    private static final Shape IMAGES = new Shape(6, 5, 1);

    private static GraphBuilder start() {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.recurrent(5, 6));
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Network recurrent() throws Refused {
        return network(start().addLayer(
                        "lstm1",
                        new LastTimeStep(new LSTM.Builder()
                                .nOut(7)
                                .activation(Activation.TANH)
                                .build()),
                        "input")
                .addLayer(
                        "dense1",
                        new DenseLayer.Builder()
                                .nOut(8)
                                .activation(Activation.RELU)
                                .build(),
                        "lstm1")
                .addLayer("output", output(), "dense1"));
    }

    private static Network oneDimensional() throws Refused {
        return network(start().addLayer(
                        "lstm1",
                        new LSTM.Builder().nOut(5).activation(Activation.TANH).build(),
                        "input")
                .addLayer(
                        "conv1",
                        new Convolution1DLayer.Builder(3)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .build(),
                        "lstm1")
                .addLayer("pool1", new GlobalPoolingLayer(), "conv1")
                .addLayer("output", output(), "pool1"));
    }

    private static Network network(GraphBuilder builder) throws Refused {
        ComputationGraph engine =
                new ComputationGraph(builder.setOutputs("output").build());
        engine.init();
        return Network.of("sequence", engine, IMAGES);
    }

    @Test
    void theyAnswerLikeDeeplearning4j() throws Refused {
        for (Network network : new Network[] {recurrent(), oneDimensional()}) {
            assertFalse(ForwardPlan.canRun(network));
            float[] images = images();
            float[] scores = new float[BATCH * 3];
            try (ForwardPass pass = ForwardPass.of(network, BATCH)) {
                pass.silence(PruningMask.NONE);
                pass.run(images, BATCH, scores);
            }
            INDArray steps = Nd4j.create(BATCH, 5, 6);
            for (int i = 0; i < images.length; i++) {
                steps.putScalar(new int[] {i / 30, i % 5, i % 30 / 5}, images[i]);
            }
            float[] wanted =
                    network.copyOfEngine().output(steps)[0].dup('c').data().asFloat();
            assertArrayEquals(wanted, scores, 1e-6f);
            assertTrue(Math.abs(scores[0] - scores[3]) > 1e-4, "images are told apart");
        }
    }

    @Test
    void whatMakesOrReadsSequencesStaysAndTheRestCanGo() throws Refused {
        Network network = recurrent();
        UnitGroup dense = network.units().groupOf("dense1");
        assertTrue(dense.isPrunable());
        assertEquals(network.engine().numParams(), network.parameters());
        BitSet one = new BitSet();
        one.set(dense.units().get(0));
        float[] scores = new float[BATCH * 3];
        float[] masked = new float[BATCH * 3];
        try (ForwardPass pass = ForwardPass.of(network, BATCH)) {
            pass.silence(PruningMask.NONE);
            pass.run(images(), BATCH, scores);
            pass.silence(PruningMask.ofUnits(one));
            pass.run(images(), BATCH, masked);
        }
        assertFalse(java.util.Arrays.equals(scores, masked));
    }

    /** As DL4J's users train it: with a label for the last step alone. */
    @Test
    void ofAnAnswerForEveryStepTheLastOneCounts() throws Refused {
        for (RNNFormat format : RNNFormat.values()) {
            LSTM lstm = new LSTM.Builder()
                    .nIn(5)
                    .nOut(4)
                    .dataFormat(format)
                    .activation(Activation.TANH)
                    .build();
            RnnOutputLayer answers = new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(4)
                    .nOut(3)
                    .dataFormat(format)
                    .activation(Activation.SOFTMAX)
                    .build();
            Network network = network(new NeuralNetConfiguration.Builder()
                    .seed(5)
                    .graphBuilder()
                    .addInputs("input")
                    .addLayer("lstm1", lstm, "input")
                    .addLayer("output", answers, "lstm1"));
            assertEquals(3, network.graph().classes());
            float[] images = images();
            float[] scores = new float[BATCH * 3];
            try (ForwardPass pass = ForwardPass.of(network, BATCH)) {
                pass.silence(PruningMask.NONE);
                pass.run(images, BATCH, scores);
            }
            INDArray rows = Nd4j.create(images, new long[] {BATCH, 6, 5}, 'c');
            boolean stepsLast = format == RNNFormat.NCW;
            INDArray all = network.copyOfEngine().output(stepsLast ? rows.permute(0, 2, 1) : rows)[0];
            for (int image = 0; image < BATCH; image++) {
                for (int c = 0; c < 3; c++) {
                    double wanted = stepsLast ? all.getDouble(image, c, 5) : all.getDouble(image, 5, c);
                    assertEquals(wanted, scores[image * 3 + c], 1e-6, format.name());
                }
            }
        }
    }

    /** The three channels of an image are three slices of a volume. */
    @Test
    void volumesAreTheChannelsOfAnImage() throws Refused {
        ComputationGraph engine = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 3, 6, 5, 1))
                .addLayer(
                        "conv1",
                        new Convolution3D.Builder(2, 3, 3)
                                .dataFormat(Convolution3D.DataFormat.NCDHW)
                                .nIn(1)
                                .nOut(2)
                                .activation(Activation.RELU)
                                .build(),
                        "input")
                .addLayer("pool1", new GlobalPoolingLayer(), "conv1")
                .addLayer("output", output(), "pool1")
                .setOutputs("output")
                .build());
        engine.init();
        Network network = Network.of("volume", engine, new Shape(6, 5, 3));
        SplittableRandom random = new SplittableRandom(3);
        float[] images = new float[BATCH * 90];
        INDArray volumes = Nd4j.create(BATCH, 1, 3, 6, 5);
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
            volumes.putScalar(new int[] {i / 90, 0, i % 3, i % 90 / 15, i % 15 / 3}, images[i]);
        }
        float[] scores = new float[BATCH * 3];
        try (ForwardPass pass = ForwardPass.of(network, BATCH)) {
            pass.silence(PruningMask.NONE);
            pass.run(images, BATCH, scores);
        }
        assertArrayEquals(
                network.copyOfEngine().output(volumes)[0].dup('c').data().asFloat(), scores, 1e-6f);
    }

    private static float[] images() {
        SplittableRandom random = new SplittableRandom(2);
        float[] images = new float[BATCH * IMAGES.values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble(-1, 1);
        }
        return images;
    }
}
