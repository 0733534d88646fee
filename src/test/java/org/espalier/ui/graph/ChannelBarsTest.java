package org.espalier.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import org.espalier.ui.graph.ChannelBars.Bar;
import org.junit.jupiter.api.Test;

class ChannelBarsTest {

    @Test
    void neighboursAreOneBar() {
        assertEquals(List.of(new Bar(20, 40), new Bar(70, 80)), bars(10, 100, 2, 3, 7));
    }

    @Test
    void aThinChannelIsWidenedAroundItsPlaceAndStaysInside() {
        // 1,000 channels on 100 pixels: each a tenth of a pixel wide, shown as three.
        assertEquals(List.of(new Bar(0, 3), new Bar(48.55, 51.55), new Bar(97, 100)), bars(1_000, 100, 0, 500, 999));
    }

    @Test
    void widenedBarsThatMeetAreOne() {
        assertEquals(List.of(new Bar(48.55, 51.75)), bars(1_000, 100, 500, 502));
    }

    private static List<Bar> bars(int all, double width, int... channels) {
        BitSet set = new BitSet();
        for (int channel : channels) {
            set.set(channel);
        }
        return ChannelBars.of(new Glow.Some(set, all), width).stream()
                .map(bar -> new Bar(rounded(bar.left()), rounded(bar.right())))
                .toList();
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
