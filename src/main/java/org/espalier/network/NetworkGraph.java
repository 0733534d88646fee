package org.espalier.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The layers of a network and their wires, as plain data. Layers stand behind everything they read. */
public final class NetworkGraph {

    private final Map<String, Layer> byName = new LinkedHashMap<>();
    private final List<String> outputs;
    private final Set<String> locked;

    /**
     * @param layers in an order in which each stands behind its inputs
     * @throws IllegalArgumentException where a layer reads one that does not stand before it
     */
    public NetworkGraph(List<Layer> layers, List<String> outputs) {
        this(layers, outputs, Set.of());
    }

    /** @param locked layers of which nothing may be removed, because whoever made the network froze them */
    NetworkGraph(List<Layer> layers, List<String> outputs, Set<String> locked) {
        for (Layer layer : layers) {
            for (String input : layer.inputs()) {
                if (!byName.containsKey(input)) {
                    throw new IllegalArgumentException(
                            layer.name() + " reads " + input + ", which does not stand before it");
                }
            }
            if (byName.put(layer.name(), layer) != null) {
                throw new IllegalArgumentException("two layers are named " + layer.name());
            }
        }
        this.outputs = List.copyOf(outputs);
        this.outputs.forEach(this::layer);
        this.locked = Set.copyOf(locked);
        this.locked.forEach(this::layer);
    }

    public List<Layer> layers() {
        return List.copyOf(byName.values());
    }

    /** Names of the layers whose values are the network's answer. */
    public List<String> outputs() {
        return outputs;
    }

    /** Layers of which nothing may be removed, because whoever made the network froze them. */
    public Set<String> locked() {
        return locked;
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** @throws IllegalArgumentException where there is no such layer */
    public Layer layer(String name) {
        Layer layer = byName.get(name);
        if (layer == null) {
            throw new IllegalArgumentException("no layer is named " + name);
        }
        return layer;
    }

    /** The layers that read this one, in the graph's order. */
    public List<Layer> readersOf(String name) {
        List<Layer> readers = new ArrayList<>();
        for (Layer layer : byName.values()) {
            if (layer.inputs().contains(name)) {
                readers.add(layer);
            }
        }
        return readers;
    }

    /** The shape of the images that enter the network; several inputs share them. */
    public Shape inputShape() {
        return byName.values().iterator().next().output();
    }

    /** The number of classes: the values of the first output. */
    public int classes() {
        return layer(outputs.get(0)).output().values();
    }
}
