package org.espalier.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.network.Layer;
import org.espalier.network.NetworkGraph;
import org.espalier.network.Shape;
import org.espalier.network.Window;

/**
 * How much of each layer's image the layers behind it read. Where windows do not reach the last rows and columns, as
 * in a 2×2 pooling of 11×11, these need not be computed at all: a sixth of the article's network.
 */
final class ReadParts {

    private final NetworkGraph graph;
    private final Map<String, Shape> shapes = new HashMap<>();

    ReadParts(NetworkGraph graph) {
        this.graph = graph;
        List<Layer> layers = graph.layers();
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            shapes.put(layer.name(), canBeCut(layer) ? readOf(layer) : layer.output());
        }
    }

    Shape of(Layer layer) {
        Shape known = shapes.get(layer.name());
        return known == null ? layer.output() : known;
    }

    /** Whether it can do with less, and what it reads is then cut to fit. */
    private boolean canBeCut(Layer layer) {
        if (layer instanceof Layer.Convolution convolution
                && convolution.inputShape().channels() <= TrainedConvolution.FEW_CHANNELS) {
            // How much is padded on which side follows from the whole output.
            return !convolution.window().same();
        }
        boolean passes = layer instanceof Layer.Activation || layer instanceof Layer.Dropout;
        boolean windowed = (layer instanceof Layer.Convolution own && !pads(own.window()))
                || (layer instanceof Layer.Pooling pooling && !pads(pooling.window()));
        if (!passes && !windowed) {
            return false;
        }
        Layer input = graph.layer(layer.inputs().get(0));
        return !input.isInput() && uses(input) == 1 && canBeCut(input);
    }

    private int uses(Layer layer) {
        return graph.readersOf(layer.name()).size() + (graph.outputs().contains(layer.name()) ? 1 : 0);
    }

    private Shape readOf(Layer layer) {
        List<Layer> readers = graph.readersOf(layer.name());
        if (uses(layer) != 1 || readers.isEmpty()) {
            return layer.output();
        }
        Layer reader = readers.get(0);
        if (reader instanceof Layer.Activation || reader instanceof Layer.Dropout) {
            return of(reader);
        }
        if (reader instanceof Layer.Convolution convolution) {
            return seenThrough(convolution.window(), of(reader), layer.output());
        }
        if (reader instanceof Layer.Pooling pooling) {
            return seenThrough(pooling.window(), of(reader), layer.output());
        }
        return layer.output();
    }

    private static boolean pads(Window window) {
        return window.same() || window.padHeight() > 0 || window.padWidth() > 0;
    }

    private static Shape seenThrough(Window window, Shape out, Shape in) {
        if (pads(window)) {
            return in;
        }
        int height = (out.height() - 1) * window.strideHeight() + (window.height() - 1) * window.dilationHeight() + 1;
        int width = (out.width() - 1) * window.strideWidth() + (window.width() - 1) * window.dilationWidth() + 1;
        return new Shape(Math.min(height, in.height()), Math.min(width, in.width()), in.channels());
    }
}
