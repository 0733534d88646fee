package org.espalier.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.NetworkGraph;
import org.espalier.network.PruningMask;

/**
 * The memory that running one image needs beside the weights: the most bytes that stand at once when layers run one
 * behind the other, and each layer's values are given up once nobody will read them any more.
 *
 * <p>What works in place in one program takes room of its own in another; here every layer reads one array and writes
 * another, but for dropout, which does nothing.
 */
final class ActivationPeak {

    private final NetworkGraph graph;
    private final Network network;
    private final PruningMask mask;
    private final Map<String, Integer> readersLeft = new HashMap<>();

    private ActivationPeak(Network network, PruningMask mask) {
        this.network = network;
        this.graph = network.graph();
        this.mask = mask;
    }

    /** In bytes, as if the network were cut already. */
    static long bytes(Network network, PruningMask mask) {
        return new ActivationPeak(network, mask).bytes();
    }

    private long bytes() {
        for (Layer layer : graph.layers()) {
            int readers = graph.readersOf(layer.name()).size();
            readersLeft.put(layer.name(), readers + (graph.outputs().contains(layer.name()) ? 1 : 0));
        }
        long standing = 0;
        long peak = 0;
        for (Layer layer : graph.layers()) {
            standing += layer instanceof Layer.Dropout ? 0 : bytesBehind(layer);
            peak = Math.max(peak, standing);
            if (!(layer instanceof Layer.Dropout)) {
                standing -= givenUp(layer.inputs());
            }
        }
        return peak;
    }

    private long givenUp(List<String> read) {
        long bytes = 0;
        for (String name : read) {
            if (readersLeft.merge(name, -1, Integer::sum) == 0) {
                Layer layer = graph.layer(name);
                bytes += layer instanceof Layer.Dropout ? givenUp(layer.inputs()) : bytesBehind(layer);
            }
        }
        return bytes;
    }

    private long bytesBehind(Layer layer) {
        int kept = mask.kept(network.units().behind(layer.name()));
        return kept == 0 ? 0 : layer.output().positions() * (long) kept * Float.BYTES;
    }
}
