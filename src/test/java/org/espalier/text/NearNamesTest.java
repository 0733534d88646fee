package org.espalier.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearNamesTest {

    @Test
    void theNearestNamesAreOffered() {
        List<String> names =
                List.of("block1_conv1", "block1_conv2", "block2_conv1", "block2_conv2", "dense", "fc1", "stem");
        assertEquals("block2_conv1", NearNames.nearest("block2conv1", names).get(0));
        assertEquals(5, NearNames.nearest("block2conv1", names).size());
        assertEquals("dense", NearNames.nearest("dens", names).get(0));
        assertEquals(List.of("b", "a"), NearNames.nearest("a", List.of("b", "a")), "all of a few");
    }

    /** lenet300: five letters of 13 are missing. resnet: eight of fashion-resnet, and three of six are not lenet-5's. */
    @Test
    void aMistypedNameIsGuessedAndAnotherWordIsNot() {
        List<String> names = List.of("lenet-5", "lenet-300-100", "fashion-resnet");
        assertEquals(Optional.of("lenet-5"), NearNames.meant("LeNet5", names));
        assertEquals(Optional.of("lenet-300-100"), NearNames.meant("lenet300", List.of("lenet-300-100")));
        assertEquals(Optional.of("lenet-300-100"), NearNames.meant("lenet-300", names), "the start of a name");
        assertEquals(Optional.empty(), NearNames.meant("resnet", names));
        assertEquals(Optional.empty(), NearNames.meant("lenet", List.of()));
    }
}
