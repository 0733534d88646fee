package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;
import org.junit.jupiter.api.Test;

class ZeroedWeightsTest {

    /** Weights 0, 3 and 9 of 12: bits 1 + 8 of the first byte, bit 2 of the second. */
    @Test
    void aBitForEachWeightTheLowestFirst() {
        int[] order = {9, 0, 3, 1, 2, 4, 5, 6, 7, 8, 10, 11};
        Map<String, Object> facts =
                ZeroedWeights.of(PruningMask.ofWeights(Map.of("dense", new RemovedWeights(order, 3))));
        assertEquals(
                Map.of("of", 12, "zeroed", 3, "places", Base64.getEncoder().encodeToString(new byte[] {9, 2})),
                facts.get("dense"));
    }

    /** Only the first of 20 is gone; the bytes of the others are there as well, so that the length tells the layer's. */
    @Test
    void bytesWithoutAZeroedWeightAreWritten() {
        int[] order = new int[20];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Map<?, ?> told =
                (Map<?, ?>) ZeroedWeights.of(PruningMask.ofWeights(Map.of("conv", new RemovedWeights(order, 1))))
                        .get("conv");
        assertEquals("AQAA", told.get("places"));
    }

    @Test
    void layersStandInTheirNamesOrderAndNothingIsToldOfOthers() {
        RemovedWeights one = new RemovedWeights(new int[] {0, 1}, 1);
        PruningMask mask = PruningMask.ofWeights(Map.of("b", one, "a", one, "c", new RemovedWeights(new int[] {0}, 0)));
        assertEquals(List.of("a", "b"), List.copyOf(ZeroedWeights.of(mask).keySet()));
        assertTrue(ZeroedWeights.of(PruningMask.NONE).isEmpty());
    }

    /** An order that is never written out: 60 million in each of two layers are more than are told one by one. */
    @Test
    void ofManyWeightsOnlyTheCountIsTold() {
        RemovedWeights large = new RemovedWeights(new Unwritten(60_000_000), 5);
        Map<String, Object> alone = ZeroedWeights.of(PruningMask.ofWeights(Map.of("a", large)));
        assertEquals(
                10_000_000,
                String.valueOf(((Map<?, ?>) alone.get("a")).get("places")).length());
        Map<String, Object> both = ZeroedWeights.of(PruningMask.ofWeights(Map.of("a", large, "b", large)));
        assertFalse(((Map<?, ?>) both.get("a")).containsKey("places"));
        assertEquals(Map.of("of", 60_000_000, "zeroed", 5), both.get("b"));
    }

    private record Unwritten(int size) implements RemovedWeights.Order {
        @Override
        public void zero(int count, float[] weights) {
            throw new AssertionError("weights are not asked for");
        }

        @Override
        public BitSet places(int count) {
            BitSet places = new BitSet();
            places.set(0, count);
            return places;
        }
    }
}
