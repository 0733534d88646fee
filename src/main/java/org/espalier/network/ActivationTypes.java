package org.espalier.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;

/**
 * What flows behind each vertex of a DL4J network, in DL4J's own words.
 *
 * <p>Works through the network as DL4J does, but counts the channels that a {@link SubsetVertex} leaves of images
 * and the classes of a {@link LossLayer}, which DL4J 1.0.0-M2.1 counts wrong.
 */
final class ActivationTypes {

    private final ComputationGraphConfiguration configuration;
    private final Map<String, InputType> types = new HashMap<>();

    /** @param configuration is written into: layers learn what they read */
    ActivationTypes(ComputationGraphConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * @param inputs what enters, by the input's name
     * @param order vertices, each behind what it reads
     */
    Map<String, InputType> of(Map<String, InputType> inputs, List<String> order) {
        types.putAll(inputs);
        for (String vertex : order) {
            if (!types.containsKey(vertex)) {
                InputType[] reads = configuration.getVertexInputs().getOrDefault(vertex, List.of()).stream()
                        .map(types::get)
                        .toArray(InputType[]::new);
                types.put(
                        vertex,
                        behind(
                                Objects.requireNonNull(
                                        configuration.getVertices().get(vertex)),
                                reads));
            }
        }
        return types;
    }

    private static InputType behind(GraphVertex vertex, InputType... reads) {
        if (vertex instanceof LayerVertex layer) {
            return behindLayer(layer, reads[0]);
        }
        if (vertex instanceof SubsetVertex subset && reads[0] instanceof InputType.InputTypeConvolutional images) {
            return behindSubset(subset, images);
        }
        return vertex.getOutputType(0, reads);
    }

    private static InputType behindLayer(LayerVertex vertex, InputType reads) {
        Layer layer = vertex.getLayerConf().getLayer();
        if (vertex.getPreProcessor() == null) {
            vertex.setPreProcessor(layer.getPreProcessorForInputType(reads));
        }
        InputType taken = vertex.getPreProcessor() == null
                ? reads
                : vertex.getPreProcessor().getOutputType(reads);
        Map<String, long[]> stored = ParameterCount.shapes(layer);
        layer.setNIn(taken, true);
        Map<String, long[]> wanted = ParameterCount.shapes(layer);
        if (!stored.keySet().equals(wanted.keySet())
                || !stored.keySet().stream().allMatch(name -> Arrays.equals(stored.get(name), wanted.get(name)))) {
            throw new IllegalArgumentException(layer.getLayerName() + " has weights for other sizes");
        }
        return layer instanceof LossLayer ? taken : layer.getOutputType(0, taken);
    }

    /** DL4J cuts the second dimension, whatever it is. */
    private static InputType behindSubset(SubsetVertex subset, InputType.InputTypeConvolutional images) {
        long count = subset.getTo() - subset.getFrom() + 1L;
        return Objects.equals(images.getFormat(), CNN2DFormat.NHWC)
                ? InputType.convolutional(count, images.getWidth(), images.getChannels(), CNN2DFormat.NHWC)
                : InputType.convolutional(images.getHeight(), images.getWidth(), count, CNN2DFormat.NCHW);
    }
}
