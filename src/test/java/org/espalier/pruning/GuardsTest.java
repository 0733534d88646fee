package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardsTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 13, 13", // any number
        "8, 1, 35, 32", // 3 away, 40 is 5 away
        "8, 1, 37, 40",
        "8, 1, 36, 40", // as near: the larger one
        "8, 1, 3, 8", // 0 would be an empty layer
        "8, 1, 64, 64",
        "16, 1, 20, 16",
        "8, 20, 17, 24", // 16 is nearer, but less than 20
        "8, 24, 3, 24",
        "4, 64, 1, 64"
    })
    void theNearestMultipleStaysButNotFewerThanTheLeast(int multiple, int least, int wish, int kept) {
        assertEquals(kept, new Guards(multiple, least).kept(wish, 64, 0, 64));
    }

    @ParameterizedTest
    @CsvSource({"19, 20", "18, 20", "17, 16", "16, 16", "9, 8", "1, 8"})
    void allOfAWidthThatIsNoMultipleMayStay(int wish, int kept) {
        assertEquals(kept, new Guards(8, 1).kept(wish, 20, 0, 20));
    }

    @Test
    void aLayerNarrowerThanTheMultipleKeepsAll() {
        assertEquals(6, new Guards(8, 1).kept(2, 6, 0, 6));
        assertEquals(6, new Guards(1, 8).kept(6, 6, 0, 6));
    }

    /** The hand keeps 17 of 64, so 16 are too few; or it removes 3, so 64 are too many. */
    @Test
    void theHandNarrowsTheChoice() {
        assertEquals(24, new Guards(8, 1).kept(17, 64, 17, 64));
        assertEquals(56, new Guards(8, 1).kept(61, 64, 0, 61));
        assertEquals(5, new Guards(8, 1).kept(5, 10, 3, 7), "between 3 and 7 there is no multiple of 8");
        assertEquals(0, new Guards(8, 1).kept(0, 10, 0, 10), "the part's layers live on others");
    }

    @Test
    void whoWishesForMoreGetsNoLess() {
        for (int multiple : Guards.MULTIPLES) {
            for (int size = 1; size <= 40; size++) {
                for (int most = Math.max(1, size - 5); most <= size; most++) {
                    for (int least : new int[] {1, 6, 20}) {
                        int before = 0;
                        for (int wish = 0; wish <= most; wish++) {
                            int kept = new Guards(multiple, least).kept(wish, size, 0, most);
                            assertTrue(kept >= before && kept <= most, multiple + ", " + size + ", " + wish);
                            before = kept;
                        }
                    }
                }
            }
        }
    }

    @Test
    void nothingIsNoMultiple() {
        assertThrows(IllegalArgumentException.class, () -> new Guards(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Guards(1, 0));
    }
}
