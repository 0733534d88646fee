package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.inference.ForwardPass;
import org.espalier.job.Progress;
import org.espalier.network.Disk;
import org.espalier.network.ModelFile;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.StagedFiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/** A chain of layers, cut and written, is one in plain DL4J. */
class ChainCutTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void plainDl4jRestoresTheCutChain(CNN2DFormat format) throws Exception {
        MultiLayerNetwork chain = chain(format);
        Path file = folder.resolve("chain.zip");
        ModelSerializer.writeModel(chain, file.toFile(), true);
        Network network = new ModelSource.File(file).read(new Shape(8, 8, 1));
        BitSet removed = new BitSet();
        removed.set(network.units().behind("layer0")[1]);
        removed.set(network.units().behind("dense")[0], network.units().behind("dense")[3]);
        PruningMask mask = PruningMask.ofUnits(removed);

        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(
                write(Surgeon.cut(network, mask)).toFile());

        // conv 3 · 9 + 3, norm 4 · 3, dense 3 · 3 · 3 · 2 + 2, output 2 · 3 + 3
        assertEquals(30 + 12 + 56 + 9, restored.numParams());
        float[] images = MaskedAndCut.images(network, 3);
        try (ForwardPass masked = ForwardPass.of(network, 4)) {
            INDArray input = Nd4j.create(images, new long[] {4, 8, 8, 1}, 'c');
            INDArray answer = restored.output(format == CNN2DFormat.NHWC ? input : input.permute(0, 3, 1, 2));
            assertArrayEquals(
                    MaskedAndCut.answers(masked, mask, images),
                    answer.dup('c').data().asFloat(),
                    1e-5f);
        }
        assertEquals(
                withoutSizes(chain.getLayerWiseConfigurations().toJson()),
                withoutSizes(restored.getLayerWiseConfigurations().toJson()));
    }

    private Path write(Network network) throws Exception {
        Path file = folder.resolve("small.zip");
        try (StagedFiles files = new StagedFiles(Disk.SYSTEM)) {
            ModelFile.stage(network, file, files, Progress.NONE);
            files.commit();
        }
        return file;
    }

    /** The configuration with everything in it but the numbers that a cut changes. */
    private static Object withoutSizes(String json) throws IOException {
        return withoutSizes(JSON.std.anyFrom(json));
    }

    private static Object withoutSizes(Object json) {
        if (json instanceof Map<?, ?> map) {
            Map<String, Object> rest = new TreeMap<>();
            map.forEach((name, value) -> {
                if (!List.of("nin", "nout", "nIn", "nOut", "numChannels").contains(String.valueOf(name))) {
                    rest.put(String.valueOf(name), value == null ? "null" : withoutSizes(value));
                }
            });
            return rest;
        }
        return json instanceof List<?> list
                ? list.stream()
                        .map(item -> item == null ? "null" : withoutSizes(item))
                        .toList()
                : json;
    }

    /** Some layers have names and some have none. */
    private static MultiLayerNetwork chain(CNN2DFormat format) {
        MultiLayerNetwork chain = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .l2(1e-4)
                .updater(new Nesterovs(0.02, 0.8))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.SIGMOID)
                        .dataFormat(format)
                        .build())
                .layer(new BatchNormalization.Builder().dataFormat(format).build())
                .layer(new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2})
                        .dataFormat(format)
                        .build())
                .layer(new DropoutLayer(0.7))
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .activation(Activation.TANH)
                        .name("dense")
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1, format))
                .build());
        chain.init();
        chain.setIterationCount(12);
        return chain;
    }
}
