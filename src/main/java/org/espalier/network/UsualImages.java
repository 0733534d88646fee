package org.espalier.network;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.espalier.text.Refused;

/**
 * Opens networks without knowing the size of their images, which no file holds: the usual sizes are tried, and the
 * first one that fits all weights is taken.
 */
final class UsualImages {

    /** Heights and widths, those of small images first: MNIST, CIFAR, then ImageNet's and its halves. */
    private static final List<Integer> SIZES = List.of(28, 32, 64, 224, 96, 128, 227, 256, 299, 160, 192, 48, 16, 8);

    /** How many of the network's first channels are tried where nothing tells. */
    private static final List<Long> CHANNELS = List.of(1L, 3L);

    private static final Set<String> MISFITS = Set.of(
            "network.does-not-fit", "network.other-channels", "network.other-features", "network.inputs-do-not-fit");

    private final ComputationGraphConfiguration configuration;

    private UsualImages(ComputationGraphConfiguration configuration) {
        this.configuration = configuration;
    }

    /** @throws Refused where none of them fits, which tells to name the size */
    static Network open(String name, ModelFile.Opened opened) throws Refused {
        for (Shape images : new UsualImages(opened.graph().getConfiguration()).shapes()) {
            try {
                return Network.of(name, opened, images);
            } catch (Refused another) {
                if (!MISFITS.contains(another.key())) {
                    throw another;
                }
            }
        }
        throw new Refused("network.unusual-images", name);
    }

    /** Shapes to try, in this order; those that the first layers ask for stand in front. */
    private Set<Shape> shapes() {
        Set<Shape> shapes = new LinkedHashSet<>();
        Set<Long> channels = new LinkedHashSet<>();
        long together = 0;
        for (String input : configuration.getNetworkInputs()) {
            long largest = 0;
            for (LayerVertex reader : readersOf(input)) {
                addAsked(reader, shapes);
                if (reader.getLayerConf().getLayer() instanceof FeedForwardLayer layer && layer.getNIn() > 0) {
                    channels.add(layer.getNIn());
                    largest = Math.max(largest, layer.getNIn());
                }
            }
            together += largest;
        }
        if (together > 0) {
            channels.add(together);
        }
        List<Long> usual = new ArrayList<>(channels);
        usual.addAll(CHANNELS);
        for (int size : SIZES) {
            usual.stream()
                    .filter(count -> (long) size * size * count <= Integer.MAX_VALUE)
                    .forEach(count -> shapes.add(new Shape(size, size, count.intValue())));
        }
        channels.stream()
                .filter(count -> count <= Integer.MAX_VALUE)
                .forEach(count -> shapes.add(Shape.features(count.intValue())));
        return shapes;
    }

    /** Preprocessors in front of the first layers know how large their images are. */
    private static void addAsked(LayerVertex reader, Set<Shape> shapes) {
        if (reader.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flatten) {
            add(shapes, flatten.getInputHeight(), flatten.getInputWidth(), flatten.getNumChannels());
        } else if (reader.getPreProcessor() instanceof FeedForwardToCnnPreProcessor images) {
            add(shapes, images.getInputHeight(), images.getInputWidth(), images.getNumChannels());
        }
    }

    private static void add(Set<Shape> shapes, long height, long width, long channels) {
        if (height > 0 && width > 0 && channels > 0) {
            shapes.add(new Shape(Math.toIntExact(height), Math.toIntExact(width), Math.toIntExact(channels)));
        }
    }

    private List<LayerVertex> readersOf(String input) {
        List<LayerVertex> readers = new ArrayList<>();
        configuration.getVertexInputs().forEach((vertex, inputs) -> {
            GraphVertex reader =
                    Objects.requireNonNull(configuration.getVertices().get(vertex));
            if (inputs.contains(input) && reader instanceof LayerVertex layer) {
                readers.add(layer);
            }
        });
        return readers;
    }
}
