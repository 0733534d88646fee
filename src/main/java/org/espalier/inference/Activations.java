package org.espalier.inference;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;

/** Which function DL4J applies behind a layer. */
final class Activations {

    private final Network network;

    Activations(Network network) {
        this.network = network;
    }

    IActivation behind(Layer layer) {
        if (layer instanceof Layer.BatchNorm) {
            // DL4J keeps a function there, and never applies it.
            return new ActivationIdentity();
        }
        org.deeplearning4j.nn.conf.layers.Layer configuration =
                network.engine().getLayer(layer.name()).conf().getLayer();
        if (configuration instanceof BaseLayer base) {
            return base.getActivationFn();
        }
        if (configuration instanceof LossLayer loss) {
            return loss.getActivationFn();
        }
        if (configuration instanceof ActivationLayer activation) {
            return activation.getActivationFn();
        }
        return new ActivationIdentity();
    }

    /** Whether the function of the largest value is the largest function of the values, to the bit. */
    static boolean isMonotone(IActivation function) {
        return function.getClass() == ActivationReLU.class || function.getClass() == ActivationReLU6.class;
    }
}
