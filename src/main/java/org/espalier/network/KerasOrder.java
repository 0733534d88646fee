package org.espalier.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.espalier.text.Refused;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Brings networks that flatten images as Keras does into DL4J's order: the flattening is replaced, and the weights of
 * the dense layers behind it are put where their features now stand. The network answers as before, and its file can be
 * read by DL4J alone.
 */
final class KerasOrder {

    /** What DL4J's importer of Keras models leaves in a file, and what stands for it here. */
    private static final Map<String, String> NAMES = Map.of(
            "org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor",
            KerasFlatten.class.getName(),
            "org.deeplearning4j.nn.modelimport.keras.preprocessors.ReshapePreprocessor",
            "org.deeplearning4j.preprocessors.ReshapePreprocessor");

    private final ComputationGraphConfiguration configuration;
    private final String file;
    private final Map<String, KerasFlatten> denseLayers = new LinkedHashMap<>();

    private KerasOrder(ComputationGraphConfiguration configuration, String file) {
        this.configuration = configuration;
        this.file = file;
    }

    /** A configuration in which classes of the importer have names that are known here. */
    static String translated(String json) {
        String translated = json;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            translated = translated.replace('"' + name.getKey() + '"', '"' + name.getValue() + '"');
        }
        return translated;
    }

    /**
     * Replaces every flattening in Keras' order by DL4J's own.
     *
     * @param configuration is written into
     * @return what remains to be done once the network is built
     * @throws Refused where something but dense layers depends on the order
     */
    static KerasOrder takenOutOf(ComputationGraphConfiguration configuration, String file) throws Refused {
        KerasOrder order = new KerasOrder(configuration, file);
        for (Map.Entry<String, GraphVertex> entry :
                List.copyOf(configuration.getVertices().entrySet())) {
            order.checkReshapes(entry.getKey(), entry.getValue());
            if (entry.getValue() instanceof LayerVertex layer
                    && layer.getPreProcessor() instanceof KerasFlatten flatten) {
                order.check(flatten, entry.getKey());
                layer.setPreProcessor(flatten.inDl4jOrder());
                order.follow(entry.getKey(), flatten);
            } else if (entry.getValue() instanceof PreprocessorVertex alone
                    && alone.getPreProcessor() instanceof KerasFlatten flatten) {
                order.check(flatten, entry.getKey());
                alone.setPreProcessor(flatten.inDl4jOrder());
                order.followReaders(entry.getKey(), flatten);
            }
        }
        return order;
    }

    private void check(KerasFlatten flatten, String vertex) throws Refused {
        if (!flatten.knowsItsSize()) {
            throw new Refused("model.kerasOrder", file, vertex);
        }
    }

    private void checkReshapes(String name, GraphVertex vertex) throws Refused {
        InputPreProcessor before = vertex instanceof LayerVertex layer
                ? layer.getPreProcessor()
                : vertex instanceof PreprocessorVertex alone ? alone.getPreProcessor() : null;
        if (before instanceof ReshapePreprocessor reshape && !Reshapes.isWhole(reshape)) {
            throw new Refused("model.cannotBuild", file, name);
        }
    }

    private void follow(String vertex, KerasFlatten flatten) throws Refused {
        GraphVertex kind = Objects.requireNonNull(configuration.getVertices().get(vertex), vertex);
        if (kind instanceof LayerVertex layer && VertexReader.isDense(layer)) {
            if (denseLayers.put(vertex, flatten) != null) {
                throw new Refused("model.kerasOrder", file, vertex);
            }
        } else if (kind instanceof LayerVertex layer
                && isIndifferent(layer.getLayerConf().getLayer())) {
            followReaders(vertex, flatten);
        } else {
            throw new Refused("model.kerasOrder", file, vertex);
        }
    }

    private void followReaders(String vertex, KerasFlatten flatten) throws Refused {
        if (configuration.getNetworkOutputs().contains(vertex)) {
            throw new Refused("model.kerasOrder", file, vertex);
        }
        List<String> readers = new ArrayList<>();
        configuration.getVertexInputs().forEach((reader, inputs) -> {
            if (inputs.contains(vertex)) {
                readers.add(reader);
            }
        });
        for (String reader : readers) {
            follow(reader, flatten);
        }
    }

    /** Whether a layer does the same to every feature. */
    private static boolean isIndifferent(Layer layer) {
        return layer instanceof DropoutLayer
                || (layer instanceof ActivationLayer function
                        && !(function.getActivationFn() instanceof ActivationSoftmax));
    }

    /** Puts the rows of each dense layer's weights where their features now stand. */
    void turn(ComputationGraph graph) {
        denseLayers.forEach((layer, flatten) -> {
            INDArray weights = graph.getLayer(layer).getParam("W");
            int channels = Math.toIntExact(flatten.getNumChannels());
            int positions = Math.toIntExact(flatten.getInputHeight() * flatten.getInputWidth());
            float[] before = weights.dup('c').data().asFloat();
            int units = Math.toIntExact(weights.size(1));
            if (weights.size(0) != (long) channels * positions) {
                throw new IllegalArgumentException(layer + " does not read " + channels + " × " + positions);
            }
            float[] after = new float[before.length];
            for (int row = 0; row < channels * positions; row++) {
                int keras = row % positions * channels + row / positions;
                System.arraycopy(before, keras * units, after, row * units, units);
            }
            weights.assign(Nd4j.create(after, weights.shape(), 'c'));
        });
    }
}
