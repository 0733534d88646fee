package org.espalier.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.espalier.network.KindWords;
import org.espalier.network.NetworkGraph;
import org.espalier.network.UnitGroups;
import org.espalier.pruning.Granularity;
import org.espalier.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CardModelTest {

    private final Asked asked = new Asked();
    private final GraphViewModel chain = model(DrawnNetworks.chain());
    private final CardModel conv1 = chain.card("conv1");

    @BeforeEach
    void speakEnglish() {
        Text.use(Locale.ENGLISH);
    }

    @Test
    void aDragPreviewsEachWholePercentAndTheReleaseMakesOneStep() {
        conv1.drag(0.101);
        conv1.drag(0.104);
        conv1.drag(0.117);
        assertEquals(List.of("conv1 10.0", "conv1 12.0"), asked.previews);
        assertEquals(0, asked.commits);
        conv1.release();
        conv1.release();
        assertEquals(1, asked.commits);
    }

    @Test
    void aReleaseWithoutAChangeMakesNoStep() {
        conv1.drag(0);
        conv1.release();
        assertEquals(List.of(), asked.previews);
        assertEquals(0, asked.commits);
    }

    @Test
    void aShareFromOutsideAsksForNothing() {
        conv1.show(new CardState(0.5, false, 160, new BitSet()));
        assertEquals(0.5, conv1.share().get());
        assertEquals(List.of(), asked.previews);
        assertEquals(0, asked.commits);
    }

    @Test
    void aLateAnswerDoesNotPullTheSliderFromTheHand() {
        conv1.drag(0.4);
        conv1.show(new CardState(0.3, false, 224, new BitSet()));
        assertEquals(0.4, conv1.share().get());
        assertEquals(224, conv1.keptParameters().get());
        conv1.release();
        conv1.show(new CardState(0, false, 320, new BitSet()));
        assertEquals(0, conv1.share().get());
    }

    @Test
    void aSliderNeverTakesAllUnits() {
        conv1.enter(2);
        assertEquals(List.of("conv1 95.0"), asked.previews);
    }

    @Test
    void anEnteredShareMayBeFinerThanAPercent() {
        conv1.enter(0.335);
        assertEquals(List.of("conv1 33.5"), asked.previews);
        assertEquals(1, asked.commits);
    }

    @Test
    void aLockedLayerStaysAsItIs() {
        conv1.lock(true);
        conv1.enter(0.5);
        assertEquals(0, conv1.share().get());
        assertEquals(List.of("conv1 true"), asked.locks);
        assertEquals(List.of(), asked.previews);
    }

    @Test
    void theOutputLayerHasNoSliderAndSaysWhy() {
        CardModel softmax = chain.card("softmax");
        assertFalse(softmax.isAdjustable());
        assertEquals("Output classes are fixed", softmax.reason());
        softmax.enter(0.5);
        assertEquals(List.of(), asked.previews);
    }

    @Test
    void aLayerWithoutUnitsHasNeitherSliderNorReason() {
        CardModel pool = chain.card("pool1");
        assertFalse(pool.isAdjustable());
        assertEquals("", pool.reason());
    }

    @Test
    void tiedLayersAreNamed() {
        CardModel stem = model(DrawnNetworks.residual(2)).card("stem");
        assertTrue(stem.isAdjustable());
        assertEquals("Goes with res1b, res2b", stem.note());
    }

    @Test
    void singleWeightsAreTiedToNoOtherLayerAndTheOutputHasSomeToo() {
        NetworkGraph network = DrawnNetworks.residual(2);
        GraphViewModel weights = new GraphViewModel(network, UnitGroups.of(network), Granularity.WEIGHTS, asked);
        assertEquals("", weights.card("stem").note());
        assertEquals(List.of(), weights.card("stem").partners());
        assertTrue(weights.cards().stream().filter(CardModel::hasUnits).allMatch(CardModel::isAdjustable));
    }

    @Test
    void parametersAreCountedFromTheLayerInFront() {
        assertEquals(3 * 3 * 32 * 64 + 64, chain.card("conv2").allParameters());
        assertEquals(5 * 5 * 64 * 64 + 64, chain.card("dense1").allParameters());
    }

    @Test
    void everyKindOfLayerHasItsWords() {
        assertEquals("3×3 convolution", KindWords.of(conv1.layer()));
        assertEquals("2×2 max pooling", KindWords.of(chain.card("pool1").layer()));
        assertEquals("20 % dropout", KindWords.of(chain.card("dropout1").layer()));
        assertEquals("softmax output", KindWords.of(chain.card("softmax").layer()));
        GraphViewModel residual = model(DrawnNetworks.residual(1));
        assertEquals("batch norm", KindWords.of(residual.card("bn1").layer()));
        assertEquals("add", KindWords.of(residual.card("add1").layer()));
        assertEquals(
                "global average pooling", KindWords.of(residual.card("mean").layer()));
    }

    private GraphViewModel model(NetworkGraph network) {
        return new GraphViewModel(network, UnitGroups.of(network), Granularity.UNITS, asked);
    }
}
