package org.espalier.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.NetworkGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Turns the layers of a network into the stages of a {@link ForwardPlan}.
 *
 * <p>What works in place stands directly behind what wrote the slot, so that between any two other stages the
 * values of a slot are final.
 */
final class PlanCompiler {

    private final Network network;
    private final NetworkGraph graph;
    private final Activations activations;
    private final Buffers buffers;
    private final List<Stage> stages = new ArrayList<>();
    /** The layer that each stage was made for. */
    private final List<String> layers = new ArrayList<>();

    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, Slot> slotOf = new HashMap<>();
    /** Functions that wait until the pooling behind has made their input smaller. */
    private final Map<String, IActivation> waiting = new HashMap<>();

    private final Map<String, String> standIns;

    /** @param standIns layers that are not run, and the layer whose values come in the place of theirs */
    PlanCompiler(Network network, Buffers buffers, Map<String, String> standIns) {
        this.standIns = standIns;
        this.network = network;
        this.graph = network.graph();
        this.activations = new Activations(network);
        this.buffers = buffers;
    }

    /** Stages in an order in which they can run, and the slots between them; the first slot takes the images. */
    void compile() {
        graph.layers().forEach(this::compileWithFollowers);
    }

    List<Stage> stages() {
        return stages;
    }

    /** By stage, the layer that it was made for. */
    List<String> layers() {
        return layers;
    }

    List<Slot> slots() {
        return slots;
    }

    /** In the graph's order. */
    List<Slot> outputs() {
        return graph.outputs().stream().map(this::slotBehind).toList();
    }

    private void compileWithFollowers(Layer layer) {
        if (slotOf.containsKey(layer.name())) {
            return;
        }
        String standIn = standIns.get(layer.name());
        slotOf.put(layer.name(), standIn == null ? compile(layer) : standIn(layer, standIn));
        while (layers.size() < stages.size()) {
            layers.add(layer.name());
        }
        for (Layer reader : graph.readersOf(layer.name())) {
            if (uses(layer.name()) == 1 && worksInPlace(reader)) {
                compileWithFollowers(reader);
            }
        }
    }

    private Slot standIn(Layer layer, String standIn) {
        Slot out = newSlot(layer);
        stages.add(new CopyStage(slotBehind(standIn), out));
        return out;
    }

    private static boolean worksInPlace(Layer layer) {
        return layer instanceof Layer.Activation
                || layer instanceof Layer.BatchNorm
                || layer instanceof Layer.Dropout
                || (layer instanceof Layer.Passing passing && PassingStages.worksInPlace(passing));
    }

    private Slot compile(Layer layer) {
        if (layer instanceof Layer.Input) {
            return newSlot(layer);
        }
        if (layer instanceof Layer.Weighted weighted) {
            Slot out = newSlot(layer);
            stages.add(weighted(weighted, out));
            return finish(layer, out);
        }
        if (layer instanceof Layer.Depthwise depthwise) {
            Slot out = newSlot(layer);
            stages.add(new DepthwiseStage(network, depthwise, fold(layer), in(layer), out, buffers));
            return finish(layer, out);
        }
        if (layer instanceof Layer.Pooling pooling) {
            Slot out = newSlot(layer);
            stages.add(PoolingStage.of(network, pooling, in(layer), out));
            IActivation late = waiting.get(layer.inputs().get(0));
            if (late != null) {
                stages.add(new ActivationStage(late, out));
            }
            return out;
        }
        if (layer instanceof Layer.Combination combination) {
            Slot out = newSlot(layer);
            List<Slot> inputs = layer.inputs().stream().map(this::slotBehind).toList();
            stages.add(new CombinationStage(combination.kind(), inputs, out));
            return out;
        }
        if (layer instanceof Layer.Opaque opaque) {
            return compileOpaque(opaque);
        }
        if (layer instanceof Layer.Passing passing) {
            return compilePassing(passing);
        }
        if (layer instanceof Layer.Flatten flatten) {
            Slot out = newSlot(layer);
            stages.add(new FlattenStage(flatten.channelsLast(), in(layer), out));
            return out;
        }
        if (layer instanceof Layer.Dropout) {
            return in(layer);
        }
        if (layer instanceof Layer.BatchNorm norm) {
            Slot out = ownCopy(layer);
            stages.add(new AffineStage(Affine.of(network, norm), out, buffers));
            return out;
        }
        if (layer instanceof Layer.Activation) {
            Slot out = ownCopy(layer);
            activate(activations.behind(layer), out);
            return out;
        }
        throw new IllegalArgumentException(layer.name() + " has no place in a plan");
    }

    private Stage weighted(Layer.Weighted layer, Slot out) {
        Slot in = in(layer);
        if (layer instanceof Layer.Convolution convolution) {
            return new ConvolutionStage(network, convolution, fold(layer), in, out, buffers);
        }
        if (layer instanceof Layer.Separable separable) {
            return new SeparableStage(network, separable, fold(layer), in, out, buffers);
        }
        if (layer instanceof Layer.Deconvolution deconvolution) {
            return new DeconvolutionStage(network, deconvolution, fold(layer), in, out, buffers);
        }
        return new DenseStage(network, (Layer.Dense) layer, fold(layer), in, out, buffers);
    }

    private Slot compileOpaque(Layer.Opaque layer) {
        Slot out = newSlot(layer);
        List<Slot> inputs = layer.inputs().stream().map(this::slotBehind).toList();
        stages.add(new OpaqueStages(network).of(layer, inputs, out));
        return out;
    }

    private Slot compilePassing(Layer.Passing layer) {
        PassingStages kinds = new PassingStages(network, buffers);
        if (PassingStages.worksInPlace(layer)) {
            Slot out = ownCopy(layer);
            stages.add(kinds.inPlace(layer, out));
            if (layer.effect() == Layer.Passing.Effect.LEARNED_SCALE) {
                activate(activations.behind(layer), out);
            }
            return out;
        }
        Slot out = newSlot(layer);
        stages.add(kinds.of(layer, in(layer), out));
        return out;
    }

    private Slot newSlot(Layer layer) {
        Slot slot = new Slot(slots.size(), layer.output(), network.units().behind(layer.name()));
        slots.add(slot);
        return slot;
    }

    private Slot in(Layer layer) {
        return slotBehind(layer.inputs().get(0));
    }

    private Slot slotBehind(String layer) {
        Slot slot = slotOf.get(layer);
        if (slot == null) {
            throw new IllegalStateException(layer + " was not compiled before it is read");
        }
        return slot;
    }

    /** The input's slot where nobody else reads it, else a copy to work on in place. */
    private Slot ownCopy(Layer layer) {
        Slot in = in(layer);
        if (isReadOnce(in)) {
            return in;
        }
        Slot out = newSlot(layer);
        stages.add(new CopyStage(in, out));
        return out;
    }

    private boolean isReadOnce(Slot slot) {
        return slot.index() > 0
                && slotOf.entrySet().stream()
                                .filter(entry -> entry.getValue() == slot)
                                .mapToInt(entry -> uses(entry.getKey()))
                                .max()
                                .orElse(0)
                        <= 1;
    }

    private int uses(String layer) {
        return graph.readersOf(layer).size() + (graph.outputs().contains(layer) ? 1 : 0);
    }

    /** The batch-norm directly behind a layer without activation, which then needs no stage of its own. */
    private Affine fold(Layer layer) {
        return isFoldedInto(layer)
                ? Affine.of(
                        network, (Layer.BatchNorm) graph.readersOf(layer.name()).get(0))
                : Affine.identity(layer.output().channels());
    }

    private boolean isFoldedInto(Layer layer) {
        List<Layer> readers = graph.readersOf(layer.name());
        boolean normalises = layer instanceof Layer.Weighted weighted && weighted.mixesItsUnits();
        return activations.behind(layer) instanceof ActivationIdentity
                && !normalises
                && uses(layer.name()) == 1
                && readers.size() == 1
                && readers.get(0) instanceof Layer.BatchNorm norm
                && !standIns.containsKey(norm.name());
    }

    /** Adds the activation; names the batch-norm that was folded in. */
    private Slot finish(Layer layer, Slot out) {
        if (isFoldedInto(layer)) {
            slotOf.put(graph.readersOf(layer.name()).get(0).name(), out);
            return out;
        }
        IActivation function = activations.behind(layer);
        if (Activations.isMonotone(function) && isReadByMaxPoolingOnly(layer)) {
            waiting.put(layer.name(), function);
        } else {
            activate(function, out);
        }
        return out;
    }

    private boolean isReadByMaxPoolingOnly(Layer layer) {
        List<Layer> readers = graph.readersOf(layer.name());
        return uses(layer.name()) == 1
                && readers.size() == 1
                && readers.get(0) instanceof Layer.Pooling pooling
                && !standIns.containsKey(pooling.name())
                && pooling.reduction() == Layer.Pooling.Reduction.MAX;
    }

    private void activate(IActivation function, Slot out) {
        if (!(function instanceof ActivationIdentity)) {
            stages.add(new ActivationStage(function, out));
        }
    }
}
