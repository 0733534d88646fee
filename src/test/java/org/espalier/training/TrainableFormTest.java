package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.espalier.network.NativeSetup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class TrainableFormTest {

    private static final int IMAGES = 6;

    @BeforeAll
    static void repairDl4j() {
        NativeSetup.apply();
    }

    @Test
    void theFormAnswersLikeTheNetwork() {
        ComputationGraph network = network(CNN2DFormat.NHWC);
        INDArray images = Nd4j.rand(DataType.FLOAT, IMAGES, 9, 9, 1);
        assertEquals(network.outputSingle(images), TrainableForm.of(network).outputSingle(images));
    }

    @Test
    void channelsLastIsTrainedLikeChannelsFirst() {
        ComputationGraph last = network(CNN2DFormat.NHWC);
        ComputationGraph first = network(CNN2DFormat.NCHW);
        TrainableForm.copyWeights(last, first);
        // One place per channel is left in front of the output layer, so its rows are the channels in both.
        INDArray images = Nd4j.rand(DataType.FLOAT, IMAGES, 9, 9, 1);
        INDArray channelsFirst = images.permute(0, 3, 1, 2).dup('c');
        ComputationGraph form = TrainableForm.of(last);
        for (int step = 0; step < 10; step++) {
            form.fit(new INDArray[] {images}, new INDArray[] {labels()});
            first.fit(new INDArray[] {channelsFirst}, new INDArray[] {labels()});
            assertEquals(first.score(), form.score(), 1e-5);
        }
        TrainableForm.copyWeights(form, last);
        assertTrue(first.outputSingle(channelsFirst).equalsWithEps(last.outputSingle(images), 1e-5));
    }

    @Test
    void trainingTheFormLeavesTheNetworkAsItWas() {
        ComputationGraph network = network(CNN2DFormat.NHWC);
        String before = network.getConfiguration().toJson();
        INDArray weights = network.params().dup();
        ComputationGraph form = TrainableForm.of(network);
        form.setLearningRate(new Schooling(1, 0.3, 0, false).decayOver(9));
        form.fit(new INDArray[] {Nd4j.rand(DataType.FLOAT, IMAGES, 9, 9, 1)}, new INDArray[] {labels()});

        assertEquals(before, network.getConfiguration().toJson());
        assertEquals(weights, network.params());
        assertNotEquals(weights, form.params());
    }

    private static INDArray labels() {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, 3);
        for (int i = 0; i < IMAGES; i++) {
            labels.putScalar(i, i % 3, 1);
        }
        return labels;
    }

    /** 9×9 → conv 7×7 → pool 3×3 → conv 1×1 → output, all convolutions with ReLU. */
    private static ComputationGraph network(CNN2DFormat format) {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .weightInit(WeightInit.RELU)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(9, 9, 1, format))
                .addLayer("conv1", convolution(4, format), "input")
                .addLayer(
                        "pool1",
                        new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2})
                                .dataFormat(format)
                                .build(),
                        "conv1")
                .addLayer("conv2", convolution(5, format), "pool1")
                .addLayer(
                        "output",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "conv2")
                .setOutputs("output")
                .build();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    private static ConvolutionLayer convolution(int filters, CNN2DFormat format) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(filters)
                .activation(Activation.RELU)
                .dataFormat(format)
                .build();
    }
}
