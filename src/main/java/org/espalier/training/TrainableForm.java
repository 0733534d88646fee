package org.espalier.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.NativeSetup;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network of the same function and the same weights that DL4J 1.0.0-M2.1 trains right.
 *
 * <p>In a channels-last (NHWC) convolution with an activation of its own, DL4J permutes the layer's output but not the
 * gradient that comes from behind, and multiplies the two: the gradient is garbage, without an error. Here each such
 * activation is a layer of its own, named after the convolution.
 */
public final class TrainableForm {

    private static final String SUFFIX = "-activation";

    private TrainableForm() {}

    /** A copy for training; the network passed in stays as it is. */
    public static ComputationGraph of(ComputationGraph network) {
        NativeSetup.apply();
        // By way of JSON, because clones share their updaters with the original.
        ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(
                network.getConfiguration().toJson());
        Map<String, String> renamed = splitActivations(configuration);
        rewire(configuration, renamed);
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
        ComputationGraph form = new ComputationGraph(configuration);
        form.init();
        copyWeights(network, form);
        return form;
    }

    /** Copies what was learned back: every weight of {@code form}, which was made of {@code network}. */
    public static void copyWeights(ComputationGraph from, ComputationGraph to) {
        for (Map.Entry<String, INDArray> weight : from.paramTable().entrySet()) {
            INDArray target = to.getParam(weight.getKey());
            if (target == null || !target.equalShapes(weight.getValue())) {
                throw new IllegalArgumentException("not of the same form: " + weight.getKey());
            }
            target.assign(weight.getValue());
        }
    }

    private static Map<String, String> splitActivations(ComputationGraphConfiguration configuration) {
        Map<String, String> renamed = new LinkedHashMap<>();
        for (Map.Entry<String, GraphVertex> vertex :
                List.copyOf(configuration.getVertices().entrySet())) {
            if (vertex.getValue() instanceof LayerVertex layer && isTrainedWrong(layer)) {
                String activation = vertex.getKey() + SUFFIX;
                configuration.getVertices().put(activation, split(layer, activation));
                configuration.getVertexInputs().put(activation, List.of(vertex.getKey()));
                renamed.put(vertex.getKey(), activation);
            }
        }
        return renamed;
    }

    private static boolean isTrainedWrong(LayerVertex vertex) {
        return vertex.getLayerConf().getLayer() instanceof ConvolutionLayer convolution
                && convolution.getClass() == ConvolutionLayer.class
                && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC
                && !(convolution.getActivationFn() instanceof ActivationIdentity);
    }

    private static LayerVertex split(LayerVertex vertex, String name) {
        ConvolutionLayer convolution = (ConvolutionLayer) vertex.getLayerConf().getLayer();
        IActivation function = convolution.getActivationFn();
        convolution.setActivationFn(new ActivationIdentity());
        NeuralNetConfiguration layer = vertex.getLayerConf().clone();
        layer.clearVariables();
        layer.setLayer(
                new ActivationLayer.Builder().activation(function).name(name).build());
        return new LayerVertex(layer, null);
    }

    private static void rewire(ComputationGraphConfiguration configuration, Map<String, String> renamed) {
        for (Map.Entry<String, List<String>> inputs :
                configuration.getVertexInputs().entrySet()) {
            if (!renamed.containsValue(inputs.getKey())) {
                inputs.setValue(new ArrayList<>(inputs.getValue().stream()
                        .map(input -> renamed.getOrDefault(input, input))
                        .toList()));
            }
        }
        configuration.setNetworkOutputs(configuration.getNetworkOutputs().stream()
                .map(output -> renamed.getOrDefault(output, output))
                .toList());
    }
}
