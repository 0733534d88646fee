package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.job.JobCancelled;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.network.TinyNetworks;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jAgreementTest {

    private static final Examples EXAMPLES = DrawnExamples.of(new ImageShape(8, 8, 1), 3, 30, 4);

    @Test
    void bothRunAUsualNetworkAlike() throws JobCancelled {
        Difference apart = Dl4jAgreement.of(TinyNetworks.residual(CNN2DFormat.NCHW), EXAMPLES, sample());
        assertTrue(apart.absolute() < 1e-5, apart::toString);
    }

    /** DL4J 1.0.0-M2.1 cannot reshape the weights of a separable convolution of one channel with several multipliers. */
    @Test
    void whereDl4jFailsTheDifferenceIsInfinite() throws Refused, JobCancelled {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .addLayer(
                        "separable",
                        new SeparableConvolution2D.Builder(3, 2)
                                .depthMultiplier(2)
                                .nOut(3)
                                .build(),
                        "input")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "separable")
                .setOutputs("output")
                .build());
        graph.init();
        Network network = Network.of("separable", graph, new Shape(8, 8, 1));
        assertEquals(
                Double.POSITIVE_INFINITY,
                Dl4jAgreement.of(network, EXAMPLES, sample()).relative());
    }

    private static int[] sample() {
        return EquivalenceProof.sample(EXAMPLES, 10, 1);
    }
}
