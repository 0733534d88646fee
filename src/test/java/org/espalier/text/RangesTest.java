package org.espalier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangesTest {

    @Test
    void runsAreWrittenByTheirEnds() {
        assertEquals("3", Ranges.of(List.of(3), 4));
        assertEquals("3, 7–9", Ranges.of(List.of(3, 7, 8, 9), 4));
        assertEquals("1, 2, 5", Ranges.of(List.of(1, 2, 5), 4));
        assertEquals("", Ranges.of(List.of(), 4));
    }

    @Test
    void aLongListIsWrittenByItsStart() {
        assertEquals("0, 2, …", Ranges.of(List.of(0, 2, 4, 6), 2));
        assertEquals("0–1000", Ranges.of(IntStream.rangeClosed(0, 1000).boxed().toList(), 2));
    }
}
