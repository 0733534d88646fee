package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaneShareTest {

    @Test
    void aBatchIsSharedOutOverThreadsAndEachShareIntoPartsOfAboutOneSize() {
        assertEquals(List.of(new LaneShare(0, 64, 16), new LaneShare(64, 128, 16)), LaneShare.of(128, 2, 18));
        // 25 images, 18 at most at once: 13 and 12, not 18 and 7.
        assertEquals(List.of(new LaneShare(0, 25, 13), new LaneShare(25, 50, 13)), LaneShare.of(50, 2, 18));
        assertEquals(2, LaneShare.of(50, 2, 18).get(1).parts());
        assertEquals(List.of(new LaneShare(0, 70, 24)), LaneShare.of(70, 1, 34));
        assertEquals(3, LaneShare.of(70, 1, 34).get(0).parts());
    }

    @Test
    void aThreadHasAtLeastEightImages() {
        assertEquals(List.of(new LaneShare(0, 15, 15)), LaneShare.of(15, 4, 100));
        assertEquals(3, LaneShare.of(24, 4, 100).size());
        assertEquals(List.of(new LaneShare(0, 3, 1)), LaneShare.of(3, 2, 1));
    }
}
