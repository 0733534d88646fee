package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.espalier.network.Frozen.Reason;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** What may not be removed, and which layer is the reason. */
class FrozenTest {

    private static final Shape IMAGE = new Shape(6, 6, 4);

    private final GraphBuilder net = TinyNetworks.start(CNN2DFormat.NCHW, 6, 6, 4)
            .addLayer("conv1", TinyNetworks.same(4, Activation.RELU), "input");
    private Locale before = Locale.ENGLISH;

    @BeforeEach
    void speakEnglish() {
        before = Text.language();
        Text.use(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Text.use(before);
    }

    @Test
    void whatIsAddedToTheInputStays() {
        net.addVertex("add1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv1", "input");
        UnitGroups units = endedAt("add1").units();
        assertEquals(
                new Frozen(Reason.TIED_TO_INPUT, "add1", ""),
                units.groupOf("conv1").frozen());
        assertEquals("Tied to the network's input by add1", sentence(units, "conv1"));
    }

    @Test
    void aPathOfShortcutsToTheInputStaysToItsEnd() {
        net.addVertex("add1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv1", "input")
                .addLayer("conv2", TinyNetworks.same(4, Activation.RELU), "add1")
                .addVertex("add2", new ElementWiseVertex(ElementWiseVertex.Op.Max), "add1", "conv2")
                .addLayer("conv3", TinyNetworks.same(4, Activation.RELU), "add2");
        UnitGroups units = endedAt("conv3").units();
        assertEquals(List.of("conv1", "conv2"), units.groupOf("conv2").layers());
        assertEquals(Reason.TIED_TO_INPUT, units.groupOf("conv2").frozen().reason());
        assertTrue(units.groupOf("conv3").isPrunable());
    }

    @Test
    void theAnswersStay() {
        UnitGroups units = endedAt("conv1").units();
        assertEquals("Output classes are fixed", sentence(units, "output"));
        assertTrue(units.groupOf("conv1").isPrunable());
    }

    @Test
    void whatIsNormalisedWithItsNeighboursStays() {
        net.addLayer("lrn1", new LocalResponseNormalization.Builder().build(), "conv1");
        assertEquals(
                "lrn1 (LocalResponseNormalization) mixes channels",
                sentence(endedAt("lrn1").units(), "conv1"));
    }

    @Test
    void whatIsDividedByItsLengthStays() {
        net.addVertex("length1", new L2NormalizeVertex(), "conv1");
        assertEquals(
                Reason.MIXES,
                endedAt("length1").units().groupOf("conv1").frozen().reason());
    }

    @Test
    void whatASoftmaxReadsStaysUnlessItEndsTheNetwork() {
        net.addLayer("dense1", TinyNetworks.dense(5, Activation.RELU), "conv1")
                .addLayer("soft1", new ActivationLayer(Activation.SOFTMAX), "dense1");
        UnitGroups units = endedAt("soft1").units();
        assertEquals(
                new Frozen(Reason.MIXES, "soft1", "ActivationLayer"),
                units.groupOf("dense1").frozen());
        assertTrue(units.groupOf("conv1").isPrunable());
    }

    @Test
    void aLayerThatNormalisesItsOwnUnitsKeepsThemAndLetsThoseInFrontGo() {
        DenseLayer normalised =
                new DenseLayer.Builder().nOut(5).hasLayerNorm(true).build();
        net.addLayer("dense1", normalised, "conv1")
                .addLayer("dense2", TinyNetworks.dense(5, Activation.SOFTMAX), "dense1");
        UnitGroups units = endedAt("dense2").units();
        assertEquals("dense1 normalises over its units", sentence(units, "dense1"));
        assertEquals(Reason.MIXES_ITS_UNITS, units.groupOf("dense2").frozen().reason());
        assertTrue(units.groupOf("conv1").isPrunable());
    }

    @Test
    void whatMeetsAnInputOfAnotherShapeStays() {
        net.addLayer("dense1", TinyNetworks.dense(5, Activation.RELU), "conv1")
                .addLayer("gate1", TinyNetworks.dense(1, Activation.SIGMOID), "conv1")
                .addVertex("product1", new ElementWiseVertex(ElementWiseVertex.Op.Product), "dense1", "gate1");
        UnitGroups units = endedAt("product1").units();
        assertEquals("product1 repeats values across channels", sentence(units, "dense1"));
        assertFalse(units.groupOf("gate1").isPrunable());
    }

    @Test
    void whatALayerOfUnknownChannelsReadsStays() {
        net.addLayer("blocks1", new SpaceToDepthLayer.Builder<>(2).build(), "conv1");
        assertEquals(
                "blocks1 (SpaceToDepthLayer) is not understood well enough",
                sentence(endedAt("blocks1").units(), "conv1"));
    }

    @ParameterizedTest
    @EnumSource
    void aLayerThatWasFrozenKeepsItsUnitsAndLetsThoseInFrontGo(Wrapper wrapper) {
        org.deeplearning4j.nn.conf.layers.Layer conv2 = TinyNetworks.same(3, Activation.RELU);
        net.addLayer(
                "conv2",
                wrapper == Wrapper.PLAIN ? new FrozenLayer(conv2) : new FrozenLayerWithBackprop(conv2),
                "conv1");
        Network network = endedAt("conv2");
        assertEquals("conv2 is a frozen layer", sentence(network.units(), "conv2"));
        assertTrue(network.units().groupOf("conv1").isPrunable());
    }

    enum Wrapper {
        PLAIN,
        WITH_BACKPROP
    }

    @Test
    void aFrozenNormKeepsTheUnitsThatItNormalises() {
        net.addLayer("norm1", new FrozenLayer(new BatchNormalization.Builder().build()), "conv1");
        assertEquals(
                new Frozen(Reason.LOCKED, "norm1", ""),
                endedAt("norm1").units().groupOf("conv1").frozen());
    }

    @Test
    void aFrozenLayerWithoutValuesHoldsNothing() {
        net.addLayer("relu1", new FrozenLayer(new ActivationLayer(Activation.RELU)), "conv1");
        assertTrue(endedAt("relu1").units().groupOf("conv1").isPrunable());
    }

    @Test
    void everyReasonHasASentenceInEveryLanguage() {
        for (Reason reason : Reason.values()) {
            Frozen frozen = new Frozen(reason, "layer1", "Kind");
            assertEquals(frozen.isFrozen(), !frozen.sentence().isEmpty());
            Text.use(Locale.SIMPLIFIED_CHINESE);
            String chinese = frozen.sentence();
            Text.use(Locale.ENGLISH);
            assertTrue(!frozen.isFrozen() || !chinese.equals(frozen.sentence()));
        }
        assertNotEquals(Frozen.NO, new Frozen(Reason.OUTPUT, "output", ""));
    }

    private Network endedAt(String last) {
        return TinyNetworks.network(net.addLayer("output", TinyNetworks.output(3), last), IMAGE);
    }

    private static String sentence(UnitGroups units, String layer) {
        return units.groupOf(layer).frozen().sentence();
    }
}
