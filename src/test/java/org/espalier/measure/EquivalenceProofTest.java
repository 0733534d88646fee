package org.espalier.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.data.DrawnExamples;
import org.espalier.data.Examples;
import org.espalier.data.ImageShape;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.TinyNetworks;
import org.espalier.pruning.LayerRemoval;
import org.espalier.pruning.LayerRemovals;
import org.espalier.pruning.LayerRemover;
import org.espalier.pruning.Surgeon;
import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class EquivalenceProofTest {

    private static final Examples EXAMPLES = DrawnExamples.of(new ImageShape(8, 8, 1), 3, 230, 4);

    private final Network network = TinyNetworks.residual(CNN2DFormat.NHWC);
    private final PruningMask mask = firstUnit(network, "conv1");

    @Test
    void holdsForWhatWasCut() throws Refused, JobCancelled {
        EquivalenceProof proof = prove(Surgeon.cut(network, mask), 120);
        assertTrue(proof.holds(), proof::toString);
        assertEquals(120, proof.images());
        assertTrue(proof.largest().absolute() < 1e-5, proof::toString);
        assertTrue(proof.largest().absolute() > 0, "two engines do not round alike");
        assertTrue(proof.inDl4j());
        assertEquals("", proof.firstDifferent());
    }

    @Test
    void runsAllImagesWhereThereAreFewerThanAskedFor() throws Refused, JobCancelled {
        assertEquals(230, prove(Surgeon.cut(network, mask), 1_000).images());
    }

    @Test
    void namesTheFirstLayerThatDiffers() throws Refused, JobCancelled {
        Network cut = Surgeon.cut(network, mask);
        INDArray weights = cut.engine().getLayer("conv3").getParam("W");
        weights.putScalar(5, weights.getFloat(5) + 0.5f);
        EquivalenceProof proof = prove(cut, 50);
        assertFalse(proof.holds());
        assertEquals("conv3", proof.firstDifferent());
    }

    @Test
    void doesNotHoldForAMaskThatWasNotCut() throws Refused, JobCancelled {
        EquivalenceProof proof = prove(Surgeon.cut(network, firstUnit(network, "conv4")), 50);
        assertFalse(proof.holds());
        assertEquals("conv1", proof.firstDifferent(), "four channels where three were expected");
    }

    @Test
    void answersThatAreNoNumbersProveNothing() throws Refused, JobCancelled {
        Network cut = Surgeon.cut(network, mask);
        cut.engine().getLayer("output").getParam("b").putScalar(0, Float.NaN);
        EquivalenceProof proof = prove(cut, 10);
        assertFalse(proof.holds());
        assertEquals(Double.POSITIVE_INFINITY, proof.largest().relative());
        assertEquals("output", proof.firstDifferent());
    }

    /** bn2 goes; a network that has lost another layer, or has another weight, is none without bn2. */
    @Test
    void aLayerThatIsPassedOverIsNotProvenByAnotherNetwork() throws Refused, JobCancelled {
        Network without = without("bn2");
        EquivalenceProof proven = passedOver(without);
        assertTrue(proven.holds() && proven.inDl4j(), proven::toString);
        assertTrue(proven.largest().relative() < 1e-5, proven::toString);
        assertTrue(proven.largest().relative() > 0, "two engines do not round alike");
        assertEquals("", proven.firstDifferent());
        EquivalenceProof proof = passedOver(without("relu3"));
        assertFalse(proof.holds());
        assertEquals("output", proof.firstDifferent());
        assertFalse(passedOver(network).holds());
        INDArray bias = without.engine().getLayer("conv4").getParam("b");
        bias.putScalar(0, bias.getFloat(0) + 1);
        assertFalse(passedOver(without).holds());
    }

    /** The second output alone reads what was changed. */
    @Test
    void everyOutputIsComparedWhereALayerIsPassedOver() throws Refused, JobCancelled {
        Network heads = twoHeads();
        Examples examples = DrawnExamples.of(new ImageShape(4, 3, 1), 3, 40, 4);
        int[] order = EquivalenceProof.sample(examples, 20, 1);
        Network without = without(heads, "between");
        EquivalenceProof.Claim claim = new EquivalenceProof.PassedOver(heads, "between", "trunk", without);
        EquivalenceProof whole = EquivalenceProof.of(claim, examples, order, Progress.NONE);
        assertTrue(whole.holds() && whole.inDl4j(), whole::toString);
        assertTrue(whole.largest().relative() < 1e-5, whole::toString);

        INDArray bias = without.engine().getLayer("second").getParam("b");
        bias.putScalar(1, bias.getFloat(1) + 1);
        EquivalenceProof proof = EquivalenceProof.of(claim, examples, order, Progress.NONE);
        assertFalse(proof.holds());
        assertEquals("second", proof.firstDifferent());
    }

    /** Our engine's part counts 30 %, DL4J's 70 %. */
    @Test
    void aLayersProofTellsHowFarItIs() throws Refused, JobCancelled {
        List<Double> reports = new ArrayList<>();
        EquivalenceProof.of(
                new EquivalenceProof.PassedOver(network, "bn2", "conv2", without("bn2")),
                EXAMPLES,
                EquivalenceProof.sample(EXAMPLES, 200, 1),
                (done, total) -> reports.add((double) done / total));
        assertEquals(List.of(0.0, 0.15, 0.3, 0.3, 0.65, 1.0), reports, "two batches in each engine");
    }

    private Network without(String layer) throws Refused {
        return without(network, layer);
    }

    private static Network without(Network network, String layer) throws Refused {
        LayerRemoval removal = LayerRemovals.of(network).all().stream()
                .filter(each -> each.kind() == LayerRemoval.Kind.SKIPPED
                        && each.layers().equals(List.of(layer)))
                .findFirst()
                .orElseThrow();
        return LayerRemover.remove(network, removal);
    }

    private EquivalenceProof passedOver(Network without) throws JobCancelled {
        return EquivalenceProof.of(
                new EquivalenceProof.PassedOver(network, "bn2", "conv2", without),
                EXAMPLES,
                EquivalenceProof.sample(EXAMPLES, 50, 1),
                Progress.NONE);
    }

    @Test
    void looksAtEveryOutput() throws Refused, JobCancelled {
        Network heads = twoHeads();
        PruningMask one = firstUnit(heads, "trunk");
        Examples examples = DrawnExamples.of(new ImageShape(4, 3, 1), 3, 40, 4);
        int[] order = EquivalenceProof.sample(examples, 20, 1);
        Network cut = Surgeon.cut(heads, one);
        EquivalenceProof whole =
                EquivalenceProof.of(new EquivalenceProof.Cut(heads, one, cut), examples, order, Progress.NONE);
        assertTrue(whole.holds() && whole.inDl4j(), whole::toString);
        assertTrue(whole.largest().relative() < 1e-5, whole::toString);

        INDArray bias = cut.engine().getLayer("second").getParam("b");
        bias.putScalar(1, bias.getFloat(1) + 1);
        EquivalenceProof proof =
                EquivalenceProof.of(new EquivalenceProof.Cut(heads, one, cut), examples, order, Progress.NONE);
        assertFalse(proof.holds());
        assertEquals("second", proof.firstDifferent());
    }

    /** DL4J 1.0.0-M2.1 cannot run a separable convolution of one channel with several multipliers. */
    @Test
    void whereDl4jFailsAlreadyForTheWholeNetworkOurEngineIsEnough() throws Refused, JobCancelled {
        Network one = separable(1);
        EquivalenceProof proof = proveSeparable(one, PruningMask.NONE, one);
        assertTrue(proof.holds(), proof::toString);
        assertFalse(proof.inDl4j());
    }

    @Test
    void whatDl4jCannotRunOnceItIsCutIsNotProven() throws Refused, JobCancelled {
        Network two = separable(2);
        Network one = separable(1);
        keepFirstChannel(two, one, "conv1", "W", 0);
        keepFirstChannel(two, one, "conv1", "b", 0);
        keepFirstChannel(two, one, "separable", "W", 1);
        one.engine()
                .getLayer("separable")
                .getParam("pW")
                .assign(two.engine()
                        .getLayer("separable")
                        .getParam("pW")
                        .get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2), NDArrayIndex.all(), NDArrayIndex.all()));
        for (String parameter : List.of("W", "b")) {
            one.engine()
                    .getLayer("output")
                    .getParam(parameter)
                    .assign(two.engine().getLayer("output").getParam(parameter));
        }
        BitSet second = new BitSet();
        second.set(two.units().behind("conv1")[1]);
        EquivalenceProof proof = proveSeparable(two, PruningMask.ofUnits(second), one);
        assertFalse(proof.holds());
        assertTrue(proof.inDl4j());
        assertEquals(Double.POSITIVE_INFINITY, proof.largest().relative());
    }

    private static void keepFirstChannel(Network from, Network to, String layer, String parameter, int dimension) {
        INDArray all = from.engine().getLayer(layer).getParam(parameter);
        INDArrayIndex[] kept = new INDArrayIndex[all.rank()];
        Arrays.fill(kept, NDArrayIndex.all());
        kept[dimension] = NDArrayIndex.interval(0, 1);
        to.engine().getLayer(layer).getParam(parameter).assign(all.get(kept));
    }

    private static EquivalenceProof proveSeparable(Network network, PruningMask mask, Network cut) throws JobCancelled {
        return EquivalenceProof.of(
                new EquivalenceProof.Cut(network, mask, cut),
                EXAMPLES,
                EquivalenceProof.sample(EXAMPLES, 10, 1),
                Progress.NONE);
    }

    private static Network separable(int channels) throws Refused {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .addLayer(
                        "conv1",
                        new ConvolutionLayer.Builder(1, 1).nOut(channels).build(),
                        "input")
                .addLayer(
                        "separable",
                        new SeparableConvolution2D.Builder(3, 2)
                                .depthMultiplier(2)
                                .nOut(3)
                                .build(),
                        "conv1")
                .addLayer("output", head(3), "separable")
                .setOutputs("output")
                .build());
        graph.init();
        return Network.of("separable", graph, new Shape(8, 8, 1));
    }

    /** 3 of 4, and −1 of −1: 1 apart beside 4. */
    @Test
    void differencesAreRelativeToTheLargestAnswerOfAnImage() {
        float[] expected = {9, 9, 4, -1};
        float[] found = {0, 0, 3, -1};
        assertEquals(new Difference(1, 0.25), Difference.of(expected, found, 2, 2));
        assertEquals(Difference.NONE, Difference.of(expected, found, 3, 1));
        assertEquals(Difference.NONE, Difference.of(new float[1], new float[1], 0, 1));
        float[] infinite = {Float.POSITIVE_INFINITY};
        assertEquals(
                Double.POSITIVE_INFINITY,
                Difference.of(infinite, infinite, 0, 1).relative());
    }

    @Test
    void stopsOnceNobodyWantsIt() throws Refused {
        Network cut = Surgeon.cut(network, mask);
        List<Double> reports = new ArrayList<>();
        assertThrows(
                JobCancelled.class,
                () -> EquivalenceProof.of(
                        new EquivalenceProof.Cut(network, mask, cut),
                        EXAMPLES,
                        EquivalenceProof.sample(EXAMPLES, 230, 1),
                        (done, total) -> {
                            reports.add((double) done / total);
                            if (done > 0) {
                                throw new JobCancelled();
                            }
                        }));
        assertEquals(List.of(0.0, 0.1304), reports, "30 % of 100 of 230");
    }

    private EquivalenceProof prove(Network cut, int images) throws JobCancelled {
        return EquivalenceProof.of(
                new EquivalenceProof.Cut(network, mask, cut),
                EXAMPLES,
                EquivalenceProof.sample(EXAMPLES, images, 1),
                Progress.NONE);
    }

    static PruningMask firstUnit(Network network, String layer) {
        BitSet removed = new BitSet();
        removed.set(network.units().behind(layer)[0]);
        return PruningMask.ofUnits(removed);
    }

    private static Network twoHeads() throws Refused {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.feedForward(12))
                .addLayer(
                        "trunk",
                        new DenseLayer.Builder()
                                .nOut(6)
                                .activation(Activation.SIGMOID)
                                .build(),
                        "input")
                .addLayer(
                        "between",
                        new DenseLayer.Builder()
                                .nOut(6)
                                .activation(Activation.TANH)
                                .build(),
                        "trunk")
                .addLayer("first", head(3), "trunk")
                .addLayer("second", head(2), "between")
                .setOutputs("first", "second")
                .build());
        graph.init();
        return Network.of("heads", graph, new Shape(4, 3, 1));
    }

    private static OutputLayer head(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
