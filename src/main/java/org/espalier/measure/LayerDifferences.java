package org.espalier.measure;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.espalier.inference.Dl4jPass;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * How far what a cut network computes behind each of its layers lies from what the uncut one does under the mask; DL4J
 * runs both.
 */
final class LayerDifferences implements AutoCloseable {

    private final Network network;
    private final PruningMask mask;
    private final Dl4jPass masked;
    private final Dl4jPass cut;
    private Map<String, float[]> expected = Map.of();
    private Map<String, float[]> found = Map.of();

    LayerDifferences(Network network, PruningMask mask, Network cut, int batch) {
        this.network = network;
        this.mask = mask;
        this.masked = new Dl4jPass(network, batch);
        this.cut = new Dl4jPass(cut, batch);
        masked.silence(mask);
    }

    /** Runs both on a batch of images. */
    void run(float[] images) {
        expected = masked.layers(images);
        found = cut.layers(images);
    }

    /** The first layer that differs by more than rounding makes. */
    Optional<String> first() {
        return network.graph().layers().stream()
                .map(Layer::name)
                .filter(layer -> !behind(layer).isRounding())
                .findFirst();
    }

    /** What is not compared behind a layer does not differ: DL4J has no values there. */
    private Difference behind(String layer) {
        if (!expected.containsKey(layer) || !found.containsKey(layer)) {
            return Difference.NONE;
        }
        float[] mine = kept(layer, Objects.requireNonNull(expected.get(layer)));
        float[] others = Objects.requireNonNull(found.get(layer));
        if (mine.length != others.length) {
            return Difference.INFINITE;
        }
        Difference all = Difference.NONE;
        int each = mine.length / masked.batch();
        for (int from = 0; from < mine.length; from += each) {
            all = all.orLarger(Difference.of(mine, others, from, each));
        }
        return all;
    }

    /** Without the channels of silenced units. */
    private float[] kept(String layer, float[] values) {
        int[] units = network.units().behind(layer);
        float[] kept = new float[values.length / units.length * mask.kept(units)];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            if (!mask.removesUnit(units[i % units.length])) {
                kept[at++] = values[i];
            }
        }
        return kept;
    }

    @Override
    public void close() {
        masked.close();
        cut.close();
    }
}
