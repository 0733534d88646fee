package org.espalier.network;

import java.util.List;

/**
 * Where a vertex stands in a network.
 *
 * @param layout how DL4J lays out what its first input brings
 */
record Place(String name, List<String> inputs, List<Shape> inputShapes, Layout layout, Shape output) {

    String input() {
        return inputs.get(0);
    }

    Shape inputShape() {
        return inputShapes.get(0);
    }

    /** Whether its last dimension in DL4J is a row of pixels, where one would expect channels. */
    boolean endsInPixels() {
        return layout == Layout.CHANNELS_FIRST && inputShape().positions() > 1;
    }

    /** Whether images come in flattened, as rows. */
    boolean readsFlatImages() {
        return layout == Layout.ROWS && inputShape().positions() > 1;
    }
}
