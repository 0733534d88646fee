package org.espalier.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.network.Layer;
import org.espalier.network.MaskedWeights;
import org.espalier.network.PruningMask;
import org.espalier.network.Structure;

/**
 * How big a network is under a mask, by layer and in total, counted as if it were cut already.
 *
 * @param layers by layer name, in the graph's order
 */
public record Cost(Map<String, LayerCost> layers) {

    /** Bytes of one stored parameter. */
    private static final int FLOAT = 4;

    /**
     * One layer's part.
     *
     * @param parameters values that are not zero: what stays when units are cut out, less single weights that
     *     are zeroed
     * @param storedParameters values that a file holds; zeros are stored as well
     * @param trainable of the stored ones, those that a gradient changes
     * @param multiplyAdds for one image; a zeroed single weight is still multiplied
     */
    public record LayerCost(
            long parameters, long storedParameters, long trainable, long multiplyAdds, int keptUnits, int units) {
        /** Size of the layer's values in a model file, before compression. */
        public long bytes() {
            return storedParameters * FLOAT;
        }
    }

    public Cost {
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }

    public static Cost of(Structure network, PruningMask mask) {
        Map<String, LayerCost> layers = new LinkedHashMap<>();
        for (Layer layer : network.graph().layers()) {
            int[] front = network.units().inFrontOf(layer.name());
            int[] behind = network.units().behind(layer.name());
            int keptInputs = mask.kept(front);
            int keptUnits = mask.kept(behind);
            long stored = layer.parameters(keptInputs, keptUnits);
            layers.put(
                    layer.name(),
                    new LayerCost(
                            stored - zeroed(network, layer, mask),
                            stored,
                            layer.trainable(keptInputs, keptUnits),
                            layer.multiplyAdds(keptInputs, keptUnits),
                            keptUnits,
                            behind.length));
        }
        return new Cost(layers);
    }

    private static int zeroed(Structure network, Layer layer, PruningMask mask) {
        return layer instanceof Layer.Weighted weighted ? MaskedWeights.zeroedInKeptSlices(network, weighted, mask) : 0;
    }

    public LayerCost of(String layer) {
        LayerCost cost = layers.get(layer);
        if (cost == null) {
            throw new IllegalArgumentException("no layer is named " + layer);
        }
        return cost;
    }

    public long parameters() {
        return layers.values().stream().mapToLong(LayerCost::parameters).sum();
    }

    /** Stored parameters that a gradient changes; Keras counts "trainable params" so. */
    public long trainable() {
        return layers.values().stream().mapToLong(LayerCost::trainable).sum();
    }

    /** Values that are stored though they are removed as single weights. */
    public long zeroed() {
        return layers.values().stream()
                .mapToLong(layer -> layer.storedParameters() - layer.parameters())
                .sum();
    }

    public long multiplyAdds() {
        return layers.values().stream().mapToLong(LayerCost::multiplyAdds).sum();
    }

    /** Size of all values in a model file, before compression. */
    public long bytes() {
        return layers.values().stream().mapToLong(LayerCost::bytes).sum();
    }
}
