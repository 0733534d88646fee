package org.espalier.training;

import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.NetworkGraph;
import org.espalier.text.Refused;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Whether a network can be trained. */
record TrainingCheck(Network network, NetworkGraph graph, LayerSettings settings) {

    /** @throws Refused where a layer cannot be trained, or the network does not answer with probabilities of classes */
    void run() throws Refused {
        for (Layer layer : graph.layers()) {
            if (!canTrain(layer)) {
                String type = layer instanceof Layer.Opaque opaque
                        ? opaque.type()
                        : layer.getClass().getSimpleName();
                throw new Refused("training.unknownLayer", network.name(), layer.name(), type);
            }
        }
        boolean classifies = graph.outputs().size() == 1
                && settings.function(graph.layer(graph.outputs().get(0))) instanceof ActivationSoftmax;
        if (!classifies) {
            throw new Refused("training.noClasses", network.name());
        }
        int weighted = settings.classWeights(graph.outputs().get(0)).length;
        if (weighted > 0 && weighted != graph.classes()) {
            throw new Refused("training.weightedLoss", network.name(), weighted, graph.classes());
        }
    }

    private boolean canTrain(Layer layer) {
        if (layer instanceof Layer.Combination combination) {
            return combination.kind() != Layer.Combination.Kind.STACK;
        }
        return layer instanceof Layer.Input
                || InputPartStage.isFor(layer, graph)
                || OtherStages.isFor(layer)
                || layer.hasUnits()
                || layer instanceof Layer.BatchNorm
                || layer instanceof Layer.Pooling
                || layer instanceof Layer.Activation
                || layer instanceof Layer.Dropout;
    }
}
