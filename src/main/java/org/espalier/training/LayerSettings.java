package org.espalier.training;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.espalier.network.HeldLayers;
import org.espalier.network.Layer;
import org.espalier.network.Layer.Passing.Effect;
import org.espalier.network.Network;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** What DL4J's configuration says of a network's layers that training wants to know. */
record LayerSettings(Network network) {

    BatchNormalization norm(String layer) {
        return (BatchNormalization) kind(layer);
    }

    private org.deeplearning4j.nn.conf.layers.Layer kind(String layer) {
        return HeldLayers.within(network.engine().getLayer(layer).conf().getLayer());
    }

    /** Whether it was frozen when the network was made, and stays as it is. */
    boolean isHeld(String layer) {
        GraphVertex vertex = network.engine().getConfiguration().getVertices().get(layer);
        return vertex != null && HeldLayers.isHeld(vertex);
    }

    /** What is done by chance to what a layer reads, or in its place; null for nothing. */
    @Nullable
    Noise noise(Layer layer) {
        boolean hasOne =
                layer instanceof Layer.Dropout || layer instanceof Layer.Weighted || layer instanceof Layer.Depthwise;
        return hasOne && !isHeld(layer.name()) ? Noise.of(kind(layer.name()).getIDropout()) : null;
    }

    /** Which function DL4J applies behind a layer. */
    IActivation function(Layer layer) {
        boolean ofItsOwn = layer.hasUnits()
                || layer instanceof Layer.Activation
                || layer instanceof Layer.Depthwise
                || (layer instanceof Layer.Passing passing && passing.effect() == Effect.LEARNED_SCALE);
        if (ofItsOwn) {
            var configuration = kind(layer.name());
            if (configuration instanceof BaseLayer base) {
                return base.getActivationFn();
            }
            if (configuration instanceof LossLayer loss) {
                return loss.getActivationFn();
            }
            if (configuration instanceof ActivationLayer activation) {
                return activation.getActivationFn();
            }
        }
        return new ActivationIdentity();
    }

    /** How many times each class counts in the loss behind a layer; empty where all count once. */
    float[] classWeights(String output) {
        var configuration = kind(output);
        ILossFunction loss = configuration instanceof BaseOutputLayer layer
                ? layer.getLossFn()
                : configuration instanceof LossLayer alone ? alone.getLossFn() : null;
        INDArray weights = null;
        if (loss instanceof LossMCXENT entropy) {
            weights = entropy.getWeights();
        } else if (loss instanceof LossBinaryXENT binary) {
            weights = binary.getWeights();
        } else if (loss instanceof LossL2 squares) {
            weights = squares.getWeights();
        }
        return weights == null ? new float[0] : weights.dup('c').data().asFloat();
    }
}
