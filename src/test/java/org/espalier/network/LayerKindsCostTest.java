package org.espalier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Costs of layers whose shapes are known: 4 channels of 7 × 6 pixels come in. */
class LayerKindsCostTest {

    private static Map<String, Network> all = Map.of();

    @BeforeAll
    static void build() {
        all = LayerKinds.all();
    }

    @Test
    void aDepthwiseConvolutionMultipliesEachOutputWithOneKernel() {
        // Stride 2 × 1, same: 4 × 6 pixels, 8 channels, a kernel of 3 × 2.
        Layer layer = kind("depthwise Same NCHW");
        assertEquals(4 * 6 * 8 * 6, layer.multiplyAdds(4, 8));
        assertEquals(8 * 6 + 8, layer.parameters(4, 8));
    }

    @Test
    void aSeparableConvolutionTakesTwoSteps() {
        // 4 × 6 pixels; 8 channels by kernels of 3 × 2, then 5 channels of all 8.
        Layer layer = kind("separable Same NHWC");
        assertEquals(4 * 6 * (8 * 6 + 8 * 5), layer.multiplyAdds(4, 5));
        assertEquals(8 * 6 + 8 * 5 + 5, layer.parameters(4, 5));
    }

    @Test
    void aDeconvolutionSpreadsEachInputOverAKernel() {
        Layer layer = kind("deconvolution Truncate NCHW");
        assertEquals(7 * 6 * 4 * 5 * 6, layer.multiplyAdds(4, 5));
        assertEquals(4 * 5 * 6 + 5, layer.parameters(4, 5));
    }

    @Test
    void slopesGoWithTheirChannels() {
        assertEquals(3 * 7 * 6, kind("PReLU per value NHWC").parameters(3, 3));
        assertEquals(3, kind("PReLU per channel NCHW").parameters(3, 3));
    }

    private static Layer kind(String name) {
        return all.get(name).graph().layer("kind");
    }
}
