package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** In which order DL4J itself counts channels: seen by what one input channel reaches. */
class ChannelOrderTest {

    private static final int SIZE = 4;
    private static final int CHANNELS = 3;

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aDepthwiseConvolutionMakesNeighboursOfAChannel(CNN2DFormat format) {
        Layer layer = new DepthwiseConvolution2D.Builder(3, 3)
                .depthMultiplier(2)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Same)
                .build();
        ComputationGraph graph = graph(format, layer);
        graph.getParam("kind_W").assign(1);
        graph.getParam("kind_b").assign(0);
        for (int channel = 0; channel < CHANNELS; channel++) {
            assertEquals(List.of(2 * channel, 2 * channel + 1), reached(graph, format, channel));
        }
    }

    /** The weights {@code W[kernelHeight, kernelWidth, channels, multiplier]} of an output channel. */
    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aDepthwiseKernelStandsAtItsChannelAndMultiplier(CNN2DFormat format) {
        Layer layer = new DepthwiseConvolution2D.Builder(1, 1)
                .depthMultiplier(2)
                .activation(Activation.IDENTITY)
                .build();
        ComputationGraph graph = graph(format, layer);
        graph.getParam("kind_b").assign(0);
        graph.getParam("kind_W").assign(0).putScalar(new long[] {0, 0, 1, 1}, 1);
        assertEquals(List.of(3), reached(graph, format, 1));
        assertEquals(List.of(), reached(graph, format, 0));
    }

    /** The second step reads {@code channel · multiplier + m}; the first one's weights count multipliers first. */
    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aSeparableConvolutionCountsMultipliersFastestInItsSecondStep(CNN2DFormat format) {
        Layer layer = new SeparableConvolution2D.Builder(3, 3)
                .depthMultiplier(2)
                .nOut(6)
                .activation(Activation.IDENTITY)
                .convolutionMode(ConvolutionMode.Same)
                .build();
        ComputationGraph graph = graph(format, layer);
        graph.getParam("kind_b").assign(0);
        INDArray points = graph.getParam("kind_pW").assign(0);
        IntStream.range(0, 6).forEach(i -> points.putScalar(new long[] {i, i, 0, 0}, 1));
        INDArray kernels = graph.getParam("kind_W").assign(1);
        assertEquals(List.of(4, 5), reached(graph, format, 2));
        kernels.assign(0).putScalar(new long[] {1, 2, 1, 1}, 1);
        assertEquals(List.of(5), reached(graph, format, 2));
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aDeconvolutionsWeightsCountInputsFirst(CNN2DFormat format) {
        Layer layer = new Deconvolution2D.Builder(2, 2)
                .nOut(4)
                .activation(Activation.IDENTITY)
                .build();
        ComputationGraph graph = graph(format, layer);
        graph.getParam("kind_b").assign(0);
        graph.getParam("kind_W").assign(0).putScalar(new long[] {1, 3, 0, 0}, 1);
        assertEquals(List.of(3), reached(graph, format, 1));
        assertEquals(List.of(), reached(graph, format, 3 - 1));
    }

    private static ComputationGraph graph(CNN2DFormat format, Layer layer) {
        GraphBuilder net = TinyNetworks.start(format, SIZE, SIZE, CHANNELS)
                .addLayer("kind", layer, "input")
                .setOutputs("kind")
                .validateOutputLayerConfig(false);
        ComputationGraph graph = new ComputationGraph(net.build());
        graph.init();
        return graph;
    }

    /** The output channels that are not zero where only one input channel is not. */
    private static List<Integer> reached(ComputationGraph graph, CNN2DFormat format, int channel) {
        INDArray images = Nd4j.create(1, CHANNELS, SIZE, SIZE);
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            images.putScalar(new long[] {0, channel, pixel / SIZE, pixel % SIZE}, 1 + pixel);
        }
        boolean first = format == CNN2DFormat.NCHW;
        INDArray answer =
                graph.outputSingle(first ? images : images.permute(0, 2, 3, 1).dup('c'));
        INDArray channels = first ? answer : answer.permute(0, 3, 1, 2);
        TreeSet<Integer> reached = new TreeSet<>();
        for (int c = 0; c < channels.size(1); c++) {
            for (int y = 0; y < channels.size(2); y++) {
                for (int x = 0; x < channels.size(3); x++) {
                    if (channels.getDouble(0, c, y, x) != 0) {
                        reached.add(c);
                    }
                }
            }
        }
        return List.copyOf(reached);
    }
}
