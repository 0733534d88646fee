package org.espalier.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.Stacked;
import org.espalier.text.Refused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers for sequences and volumes, capsules, attention, autoencoders: from a file, as DL4J itself runs them. */
class OtherKindsTest {

    private static final int BATCH = 4;
    private static final Shape IMAGES = new Shape(8, 7, 2);
    private static final InputType PIXELS = InputType.convolutional(8, 7, 2);
    private static final InputType ROWS = InputType.recurrent(14, 8);
    private static final InputType VALUES = InputType.feedForward(112);
    private static final InputType SLICES = InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 2, 8, 7, 1);

    private static final Map<String, ComputationGraph> ALL = new LinkedHashMap<>();

    private static Layer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Layer each() {
        return new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Layer volumes(int filters) {
        return new Convolution3D.Builder(2, 3, 3)
                .nOut(filters)
                .dataFormat(Convolution3D.DataFormat.NCDHW)
                .build();
    }

    private static LSTM lstm() {
        return new LSTM.Builder().nOut(5).activation(Activation.TANH).build();
    }

    private static Layer dense() {
        return new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build();
    }

    private static Layer pool() {
        return new GlobalPoolingLayer();
    }

    @BeforeAll
    static void make() {
        NativeSetup.apply();
        NativeSetup.threadsPerOperation(1);
        put("convolution of volumes", SLICES, volumes(3), pool(), output());
        put(
                "what else volumes have",
                SLICES,
                volumes(3),
                new ZeroPadding3DLayer.Builder(1).build(),
                new Cropping3D.Builder(1, 1, 1).build(),
                new Upsampling3D.Builder(2).build(),
                new Subsampling3DLayer.Builder(PoolingType.MAX)
                        .kernelSize(2, 2, 2)
                        .stride(2, 2, 2)
                        .build(),
                dense(),
                output());
        put(
                "padding in front of volumes",
                SLICES,
                new ZeroPadding3DLayer.Builder(1).build(),
                volumes(2),
                pool(),
                output());
        Layer wider = new Deconvolution3D.Builder()
                .kernelSize(2, 2, 2)
                .nOut(2)
                .dataFormat(Convolution3D.DataFormat.NCDHW)
                .build();
        put("transposed volumes", SLICES, volumes(3), wider, pool(), output());
        Layer centred = new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
        put("centre loss", VALUES, dense(), centred);
        Layer coder = new VariationalAutoencoder.Builder()
                .nOut(5)
                .encoderLayerSizes(8, 6)
                .decoderLayerSizes(6, 8)
                .reconstructionDistribution(new BernoulliReconstructionDistribution())
                .build();
        put("variational autoencoder", VALUES, coder, output());
        put("autoencoder", VALUES, new AutoEncoder.Builder().nOut(5).build(), output());
        put("attention", ROWS, attention(), pool(), output());
        put("attention behind", ROWS, lstm(), attention(), pool(), output());
        Layer recurrent = new RecurrentAttentionLayer.Builder()
                .nIn(14)
                .nOut(6)
                .nHeads(1)
                .headSize(6)
                .projectInput(true)
                .hasBias(true)
                .activation(Activation.TANH)
                .build();
        put("recurrent attention", ROWS, recurrent, pool(), output());
        put(
                "capsules",
                PIXELS,
                new PrimaryCapsules.Builder(4, 2).kernelSize(3, 3).stride(2, 2).build(),
                new CapsuleLayer.Builder(3, 4, 2).build(),
                new CapsuleStrengthLayer.Builder().build(),
                new LossLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build());
        put("both ways", ROWS, new Bidirectional(lstm()), pool(), output());
        put("step by step", ROWS, new TimeDistributed(dense()), lstm(), pool(), output());
        put("dense in front", ROWS, dense(), lstm(), pool(), output());
        Layer halved = new Subsampling1DLayer.Builder(SubsamplingLayer.PoolingType.MAX, 2, 2).build();
        put(
                "pooled rows",
                ROWS,
                halved,
                new Convolution1DLayer.Builder(3).nOut(4).build(),
                pool(),
                output());
    }

    private static Layer attention() {
        return new SelfAttentionLayer.Builder()
                .nOut(6)
                .nHeads(2)
                .headSize(3)
                .projectInput(true)
                .build();
    }

    private static void put(String name, InputType type, Layer... layers) {
        ALL.put(name, Stacked.layers(type, layers));
    }

    static Stream<String> names() {
        return ALL.keySet().stream();
    }

    private static INDArray entering(InputType type, float[] images) {
        INDArray last = Nd4j.create(images, new long[] {BATCH, 8, 7, 2}, 'c');
        INDArray first = last.permute(0, 3, 1, 2).dup('c');
        return switch (type.getType()) {
            case CNN -> first;
            case RNN -> last.reshape('c', BATCH, 8, 14).permute(0, 2, 1).dup('c');
            case CNN3D -> first.reshape('c', BATCH, 1, 2, 8, 7);
            default -> first.reshape('c', BATCH, 112);
        };
    }

    private static InputType typeOf(String name) {
        return Map.of(
                        "centre loss",
                        VALUES,
                        "variational autoencoder",
                        VALUES,
                        "autoencoder",
                        VALUES,
                        "capsules",
                        PIXELS)
                .getOrDefault(name, name.contains("volumes") ? SLICES : ROWS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void theyOpenAndAnswerLikeDeeplearning4j(String name, @TempDir Path folder) throws Refused {
        ComputationGraph engine = Objects.requireNonNull(ALL.get(name));
        Path file = folder.resolve("other.zip");
        ModelFile.write(engine, file);
        Network network = new ModelSource.File(file).read(IMAGES);
        assertEquals(engine.numParams(), network.parameters());
        SplittableRandom random = new SplittableRandom(1);
        float[] images = new float[BATCH * IMAGES.values()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        INDArray wanted = engine.output(entering(typeOf(name), images))[0];
        float[] scores = new float[BATCH * 3];
        try (ForwardPass pass = ForwardPass.of(network, BATCH)) {
            pass.silence(PruningMask.NONE);
            pass.run(images, BATCH, scores);
        }
        for (int i = 0; i < scores.length; i++) {
            assertEquals(wanted.getDouble(i / 3, i % 3), scores[i], 1e-6);
        }
        assertTrue(Math.abs(scores[0] - scores[3]) > 1e-7, "images are told apart");
    }

    @Test
    void aSequenceOfAnswersHasAsManyClassesAsOne() throws Refused {
        put("each", ROWS, lstm(), each());
        ComputationGraph engine = Objects.requireNonNull(ALL.remove("each"));
        assertEquals(3, Network.of("each", engine, IMAGES).graph().classes());
    }

    /** Their weights are as many as for any images; their shapes tell. */
    @Test
    void imagesOfOtherSizesAreRefused() {
        for (String name : List.of("capsules", "attention", "recurrent attention")) {
            ComputationGraph engine = Objects.requireNonNull(ALL.get(name));
            Refused refused = assertThrows(Refused.class, () -> Network.of(name, engine, new Shape(12, 9, 1)), name);
            assertEquals("network.does-not-fit", refused.key(), name);
        }
    }
}
