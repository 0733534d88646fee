package org.espalier.inference;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.espalier.network.Layer;
import org.espalier.network.Layout;
import org.espalier.network.Network;

/** Finds the stage for a layer that is not pruned: one of our own where there is one, else DL4J. */
final class OpaqueStages {

    private final Network network;

    OpaqueStages(Network network) {
        this.network = network;
    }

    Stage of(Layer.Opaque layer, List<Slot> reads, Slot out) {
        GraphVertex vertex = Objects.requireNonNull(
                network.engine().getConfiguration().getVertices().get(layer.name()));
        if (vertex instanceof L2NormalizeVertex norm && norm.getDimension() == null && reads.size() == 1) {
            return new LengthStage(layer, norm.getEps(), reads.get(0), out);
        }
        if (vertex instanceof LayerVertex inner && isTakenAsItIs(inner, layer, reads.get(0))) {
            return of(network.engine().getLayer(layer.name()).conf().getLayer(), layer, reads, out);
        }
        return new Dl4jStage(network, layer, reads, out);
    }

    private boolean isTakenAsItIs(LayerVertex vertex, Layer.Opaque layer, Slot in) {
        boolean flat = network.layoutBehind(layer.inputs().get(0)) == Layout.ROWS;
        return vertex.getPreProcessor() == null
                ? !flat
                : vertex.getPreProcessor() instanceof FeedForwardToCnnPreProcessor
                        && in.shape().positions() > 1;
    }

    private Stage of(org.deeplearning4j.nn.conf.layers.Layer kind, Layer.Opaque layer, List<Slot> reads, Slot out) {
        if (kind instanceof LocalResponseNormalization norm && norm.getN() == Math.rint(norm.getN())) {
            return new NeighbourNormStage(layer, norm, reads.get(0), out);
        }
        return new Dl4jStage(network, layer, reads, out);
    }
}
