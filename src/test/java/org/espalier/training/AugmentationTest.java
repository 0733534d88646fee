package org.espalier.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.espalier.data.ImageShape;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final ImageShape SHAPE = new ImageShape(3, 3, 1);

    @Test
    void aPixelInTheMiddleReachesEveryPlaceWithinTheShiftAndNoOther() {
        Augmentation augmentation = new Augmentation(SHAPE, new Schooling(1, 0.1, 1, false), new Random(1));
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            float[] image = {0, 0, 0, 0, 5, 0, 0, 0, 0};
            augmentation.applyTo(image);
            float[] sorted = image.clone();
            Arrays.sort(sorted);
            assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 5}, sorted);
            for (int place = 0; place < image.length; place++) {
                if (image[place] != 0) {
                    places.add(place);
                }
            }
        }
        assertEquals(9, places.size());
    }

    @Test
    void mirroringTurnsRowsRound() {
        Augmentation augmentation = new Augmentation(SHAPE, new Schooling(1, 0.1, 0, true), new Random(1));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
            augmentation.applyTo(image);
            seen.add(Arrays.toString(image));
        }
        assertEquals(
                Set.of(
                        "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]",
                        "[3.0, 2.0, 1.0, 6.0, 5.0, 4.0, 9.0, 8.0, 7.0]"),
                seen);
    }

    @Test
    void withoutShiftAndMirrorImagesStay() {
        Augmentation augmentation = new Augmentation(SHAPE, new Schooling(1, 0.1, 0, false), new Random(1));
        float[] images = {1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1};
        float[] before = images.clone();
        augmentation.applyTo(images);
        assertArrayEquals(before, images);
    }
}
