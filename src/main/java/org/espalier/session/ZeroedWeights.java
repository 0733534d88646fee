package org.espalier.session;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.espalier.network.PruningMask;
import org.espalier.network.RemovedWeights;

/**
 * Which single weights were zeroed, as the file beside an export tells it: a bit for each weight of a layer, 1/24 of what the
 * weights themselves take.
 */
final class ZeroedWeights {

    /** How the places are to be read; stands in the file, for whoever has nothing else. */
    static final String FORM =
            "base64 of bits, the lowest of each byte first: bit i is set where weight i of W was zeroed,"
                    + " row by row, as W was before units were cut";

    /** Of more weights together only the counts are told, so that the file stays one that is read at once. */
    static final long MOST = 100_000_000;

    private ZeroedWeights() {}

    /** By layer. */
    static Map<String, Object> of(PruningMask mask) {
        long all = mask.layersWithRemovedWeights().stream()
                .mapToLong(layer -> weightsOf(mask, layer).layerSize())
                .sum();
        Map<String, Object> layers = new TreeMap<>();
        for (String layer : mask.layersWithRemovedWeights()) {
            layers.put(layer, facts(weightsOf(mask, layer), all <= MOST));
        }
        return layers;
    }

    private static RemovedWeights weightsOf(PruningMask mask, String layer) {
        return Objects.requireNonNull(mask.weightsOf(layer), layer);
    }

    private static Map<String, Object> facts(RemovedWeights removed, boolean withPlaces) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("of", removed.layerSize());
        facts.put("zeroed", removed.count());
        if (withPlaces) {
            byte[] bits = removed.places().toByteArray();
            byte[] whole = Arrays.copyOf(bits, (removed.layerSize() + 7) / 8);
            facts.put("places", Base64.getEncoder().encodeToString(whole));
        }
        return facts;
    }
}
