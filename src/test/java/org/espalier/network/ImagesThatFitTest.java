package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.text.Refused;
import org.junit.jupiter.api.Test;

class ImagesThatFitTest {

    @Test
    void imagesOfAnotherSizeAreRefused() {
        Network article = TinyNetworks.articleCnn();
        Refused refused =
                assertThrows(Refused.class, () -> Network.of("article", article.engine(), new Shape(32, 32, 1)));
        assertEquals("network.does-not-fit", refused.key());
    }
}
