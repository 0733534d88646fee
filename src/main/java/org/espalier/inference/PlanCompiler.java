package org.espalier.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.NetworkGraph;
import org.espalier.network.Shape;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns the layers of a network into the steps of a {@link ForwardPlan}. */
final class PlanCompiler {

    private final Network network;
    private final NetworkGraph graph;
    private final int batch;
    private final Buffers buffers = new Buffers();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, INDArray> values = new HashMap<>();

    PlanCompiler(Network network, int batch) {
        this.network = network;
        this.graph = network.graph();
        this.batch = batch;
    }

    ForwardPlan compile() {
        for (Layer layer : graph.layers()) {
            if (!values.containsKey(layer.name())) {
                values.put(layer.name(), compile(layer));
            }
        }
        INDArray input = valueOf(graph.layers().get(0).name());
        return new ForwardPlan(buffers, steps, input, valueOf(graph.outputs().get(0)));
    }

    private INDArray compile(Layer layer) {
        if (layer instanceof Layer.Input) {
            return allocate(layer.output());
        }
        if (layer instanceof Layer.Convolution convolution) {
            INDArray out = allocate(layer.output());
            steps.add(new ConvolutionStep(network, convolution, fold(layer), in(layer), out, buffers));
            return finish(layer, out);
        }
        if (layer instanceof Layer.Dense dense) {
            INDArray out = allocate(layer.output());
            steps.add(new DenseStep(network, dense, fold(layer), in(layer), out, buffers));
            return finish(layer, out);
        }
        if (layer instanceof Layer.Pooling pooling) {
            INDArray out = allocate(layer.output());
            steps.add(new PoolingStep(pooling, in(layer), out));
            return out;
        }
        if (layer instanceof Layer.Combination combination) {
            INDArray out = allocate(layer.output());
            List<INDArray> inputs = layer.inputs().stream().map(this::valueOf).toList();
            steps.add(new CombinationStep(combination.kind(), inputs, out));
            return out;
        }
        if (layer instanceof Layer.Dropout) {
            return in(layer);
        }
        if (layer instanceof Layer.BatchNorm norm) {
            INDArray out = ownCopy(layer);
            steps.add(new AffineStep(Affine.of(network, norm), rows(out), buffers));
            return finish(layer, out);
        }
        if (layer instanceof Layer.Activation) {
            return finish(layer, ownCopy(layer));
        }
        throw new IllegalArgumentException(layer.name() + " has no place in a plan");
    }

    private INDArray in(Layer layer) {
        return valueOf(layer.inputs().get(0));
    }

    private INDArray valueOf(String layer) {
        INDArray value = values.get(layer);
        if (value == null) {
            throw new IllegalStateException(layer + " was not compiled before it is read");
        }
        return value;
    }

    /** The input's buffer where nobody else reads it, else a copy to work on in place. */
    private INDArray ownCopy(Layer layer) {
        INDArray in = in(layer);
        if (isReadOnce(in)) {
            return in;
        }
        INDArray out = allocate(layer.output());
        steps.add(() -> out.assign(in));
        return out;
    }

    private boolean isReadOnce(INDArray buffer) {
        INDArray input = valueOf(graph.layers().get(0).name());
        return buffer != input
                && values.entrySet().stream()
                                .filter(entry -> entry.getValue() == buffer)
                                .mapToInt(entry -> uses(entry.getKey()))
                                .max()
                                .orElse(0)
                        <= 1;
    }

    private int uses(String layer) {
        return graph.readersOf(layer).size() + (graph.outputs().contains(layer) ? 1 : 0);
    }

    /** The batch-norm directly behind a layer without activation, which then needs no step of its own. */
    private Affine fold(Layer layer) {
        List<Layer> readers = graph.readersOf(layer.name());
        boolean linear = activationOf(layer) instanceof ActivationIdentity;
        if (linear
                && uses(layer.name()) == 1
                && readers.size() == 1
                && readers.get(0) instanceof Layer.BatchNorm norm) {
            return Affine.of(network, norm);
        }
        return Affine.identity(layer.output().channels());
    }

    /** Adds the activation, and the one of a batch-norm that was folded in. */
    private INDArray finish(Layer layer, INDArray out) {
        activate(layer, out);
        if (layer.hasUnits()) {
            for (Layer reader : graph.readersOf(layer.name())) {
                boolean folded = reader instanceof Layer.BatchNorm
                        && uses(layer.name()) == 1
                        && activationOf(layer) instanceof ActivationIdentity;
                if (folded) {
                    activate(reader, out);
                    values.put(reader.name(), out);
                }
            }
        }
        return out;
    }

    private void activate(Layer layer, INDArray out) {
        IActivation function = activationOf(layer);
        if (!(function instanceof ActivationIdentity)) {
            steps.add(new ActivationStep(function, rows(out)));
        }
    }

    private IActivation activationOf(Layer layer) {
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
        if (configuration instanceof org.deeplearning4j.nn.conf.layers.ActivationLayer activation) {
            return activation.getActivationFn();
        }
        return new ActivationIdentity();
    }

    /** {@code [batch, height, width, channels]}, or {@code [batch, features]}. */
    private INDArray allocate(Shape shape) {
        return shape.positions() == 1
                ? buffers.allocate(batch, shape.channels())
                : buffers.allocate(batch, shape.height(), shape.width(), shape.channels());
    }

    /** The same memory as one row per pixel. */
    private static INDArray rows(INDArray array) {
        long channels = array.size(array.rank() - 1);
        return array.reshape('c', array.length() / channels, channels);
    }
}
