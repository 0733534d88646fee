package org.espalier.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.NetworkGraph;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.espalier.network.Window;
import org.espalier.text.Refused;
import org.espalier.training.TrainingLane.StageMaker;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Turns the layers of a network into the stages of a {@link TrainingPlan}; silenced units are left out. */
final class TrainingCompiler {

    private final Network network;
    private final NetworkGraph graph;
    private final PruningMask mask;
    private final long seed;
    private final ReadParts parts;
    private final LayerSettings settings;
    private final Map<String, int[]> channels = new HashMap<>();
    private final List<Weight> weights;
    private final List<Signal> signals = new ArrayList<>();
    private final List<StageMaker> makers = new ArrayList<>();
    private final Map<String, Signal> signalOf = new HashMap<>();
    private final Map<String, Deque<Signal>> branches = new HashMap<>();
    private final Set<Signal> changed = new HashSet<>();
    private final Map<String, IActivation> waiting = new HashMap<>();
    private final Map<String, TrainedConvolution.Parts> postponed = new HashMap<>();
    private final Map<Integer, BatchStatistics> meetings = new TreeMap<>();
    private final List<String> layerOfStage = new ArrayList<>();
    private String compiling = "";

    TrainingCompiler(Network network, PruningMask mask, long seed) throws Refused {
        this.network = network;
        this.graph = network.graph();
        this.mask = mask;
        this.seed = seed;
        this.parts = new ReadParts(graph);
        this.settings = new LayerSettings(network);
        new TrainingCheck(network, graph, settings).run();
        for (Layer layer : graph.layers()) {
            channels.put(layer.name(), keptChannels(layer));
        }
        this.weights = WeightList.of(network, settings, this::channelsOf);
        for (Layer layer : graph.layers()) {
            compiling = layer.name();
            Signal signal = compile(layer);
            signalOf.put(layer.name(), signal);
            branch(layer, signal);
        }
    }

    List<Weight> weights() {
        return weights;
    }

    List<Signal> signals() {
        return signals;
    }

    List<StageMaker> makers() {
        return makers;
    }

    /** By stage, whose it is. */
    List<String> layerOfStage() {
        return List.copyOf(layerOfStage);
    }

    /** By the stage in front of which all lanes meet, what they bring together there. */
    Map<Integer, BatchStatistics> meetings() {
        return meetings;
    }

    Signal input() {
        return signals.get(0);
    }

    /** The logits of the classes. */
    Signal output() {
        return known(graph.outputs().get(0));
    }

    /** How many times each class counts in the loss, or empty where all count once. */
    float[] classWeights() {
        return settings.classWeights(graph.outputs().get(0));
    }

    private int[] keptChannels(Layer layer) throws Refused {
        int[] units = network.units().behind(layer.name());
        int[] kept = IntStream.range(0, units.length)
                .filter(channel -> !mask.removesUnit(units[channel]))
                .toArray();
        if (kept.length == 0) {
            throw new Refused("training.nothingLeft", network.name(), layer.name());
        }
        return kept;
    }

    private int[] channelsOf(String layer) {
        return Objects.requireNonNull(channels.get(layer));
    }

    private Signal compile(Layer layer) {
        if (layer instanceof Layer.Input) {
            return newSignal(layer, layer.output(), false);
        }
        if (layer instanceof Layer.Convolution convolution) {
            return convolution(convolution);
        }
        if (layer instanceof Layer.Dense dense) {
            return dense(dense);
        }
        if (layer instanceof Layer.Separable separable) {
            return separable(separable);
        }
        if (layer instanceof Layer.Pooling pooling) {
            return pooling(pooling);
        }
        if (layer instanceof Layer.Combination combination) {
            List<Signal> in = layer.inputs().stream().map(this::read).toList();
            Signal out = newSignal(layer, layer.output(), in.stream().anyMatch(Signal::learns));
            add(lane -> new TrainedCombination(combination.kind(), in, out, lane));
            return out;
        }
        if (layer instanceof Layer.BatchNorm && !settings.isHeld(layer.name())) {
            return normalisation(layer);
        }
        if (layer instanceof Layer.Dropout) {
            return readWithNoise((Layer.Unary) layer);
        }
        if (InputPartStage.isFor(layer, graph)) {
            return partOfTheImage(layer);
        }
        if (OtherStages.isFor(layer)) {
            return other((Layer.Unary) layer);
        }
        Signal out = ownCopy(layer);
        activate(layer, out);
        return out;
    }

    /** A layer that makes one signal of one other. */
    private Signal other(Layer.Unary layer) {
        Signal in = readWithNoise(layer);
        boolean learns = in.learns()
                || weights.stream().anyMatch(weight -> weight.layer().equals(layer.name()));
        Signal out = newSignal(layer, layer.output(), learns);
        OtherStages stages = new OtherStages(network, weights, this::channelsOf);
        add(lane -> stages.of(layer, in, out, lane));
        activate(layer, out);
        return out;
    }

    private Signal dense(Layer.Dense layer) {
        Signal in = readWithNoise(layer);
        Signal out = newSignal(layer, layer.output(), true);
        Weight matrix = WeightList.find(weights, layer.name(), "W");
        Weight bias = WeightList.findOrNull(weights, layer.name(), "b");
        if (layer.layerNorm()) {
            Signal product = newSignal(layer, layer.output(), true);
            Weight gain = WeightList.find(weights, layer.name(), "g");
            add(lane -> new TrainedDense(matrix, null, in, product, lane));
            add(lane -> new TrainedLayerNorm(gain, bias, product, out, lane));
        } else {
            add(lane -> new TrainedDense(matrix, bias, in, out, lane));
        }
        activate(layer, out);
        return out;
    }

    /** In two steps. */
    private Signal separable(Layer.Separable layer) {
        Signal in = readWithNoise(layer);
        Signal between = newSignal(layer.output().withChannels(in.shape().channels() * layer.multiplier()), true);
        Signal out = newSignal(layer, layer.output(), true);
        TrainedDepthwise.Parts first = new TrainedDepthwise.Parts(
                layer.window(), layer.multiplier(), WeightList.find(weights, layer.name(), "W"), null, in, between);
        TrainedConvolution.Parts second = new TrainedConvolution.Parts(
                Window.PIXEL,
                WeightList.find(weights, layer.name(), "pW"),
                WeightList.findOrNull(weights, layer.name(), "b"),
                between,
                out);
        add(lane -> new TrainedDepthwise(first, lane));
        add(lane -> new TrainedConvolution(second, lane));
        activate(layer, out);
        return out;
    }

    private Signal convolution(Layer.Convolution layer) {
        Signal in = readWithNoise(layer);
        Shape shape = parts.of(layer).withChannels(channelsOf(layer.name()).length);
        TrainedConvolution.Parts alone = new TrainedConvolution.Parts(
                layer.window(),
                WeightList.find(weights, layer.name(), "W"),
                WeightList.findOrNull(weights, layer.name(), "b"),
                in,
                Signal.ofNoArray(shape));
        if (canBePooledAtOnce(layer, alone)) {
            postponed.put(layer.name(), alone);
            activate(layer, alone.out());
            return alone.out();
        }
        Signal out = newSignal(shape, true);
        TrainedConvolution.Parts all = alone.to(out);
        add(lane -> new TrainedConvolution(all, lane));
        activate(layer, out);
        return out;
    }

    /** Whether its output can go straight into the pooling behind it, which is then compiled together with it. */
    private boolean canBePooledAtOnce(Layer.Convolution layer, TrainedConvolution.Parts made) {
        if (!isReadByMaxPoolingOnly(layer)) {
            return false;
        }
        IActivation function = settings.function(layer);
        Layer.Pooling pooling = (Layer.Pooling) graph.readersOf(layer.name()).get(0);
        return (function instanceof ActivationIdentity || function.getClass() == ActivationReLU.class)
                && PooledConvolution.isFor(made, pooling.window(), parts.of(pooling));
    }

    private Signal partOfTheImage(Layer layer) {
        Signal in = read(layer.inputs().get(0));
        Signal out = layer.output().equals(in.shape()) ? in : newSignal(layer, layer.output(), false);
        if (out != in) {
            add(lane -> InputPartStage.of(layer, in, out, lane));
        }
        return out;
    }

    private Signal pooling(Layer.Pooling pooling) {
        Signal in = read(pooling.input());
        Signal out = newSignal(pooling, parts.of(pooling), in.learns());
        IActivation late = waiting.get(pooling.input());
        TrainedConvolution.Parts convolution = postponed.get(pooling.input());
        if (convolution != null) {
            compiling = pooling.input();
            add(lane -> new PooledConvolution(convolution, pooling.window(), late != null, out, lane));
            return out;
        }
        boolean isOwn = pooling.reduction() == Layer.Pooling.Reduction.MAX
                && TrainedMaxPooling.isFor(pooling.window(), in.shape(), out.shape());
        if (isOwn) {
            add(lane -> new TrainedMaxPooling(pooling.window(), late != null, in, out, lane));
            return out;
        }
        add(lane -> TrainedPooling.of(network, pooling, in, out, lane));
        if (late != null) {
            activate(late, out);
        }
        return out;
    }

    /** What a layer reads, after what dropout does to it. */
    private Signal readWithNoise(Layer.Unary layer) {
        Signal in = read(layer.input());
        Noise noise = settings.noise(layer);
        if (noise == null) {
            return in;
        }
        Signal out = newSignal(in.shape(), in.learns());
        long own = seed ^ layer.name().hashCode();
        add(lane -> new TrainedDropout(noise, own, in, out, lane));
        return out;
    }

    private Signal normalisation(Layer layer) {
        String name = layer.name();
        BatchStatistics statistics = new BatchStatistics(network, name, channelsOf(name));
        Signal in = read(layer.inputs().get(0));
        Signal out = newSignal(layer, layer.output(), true);
        TrainedNorm.Parts all = new TrainedNorm.Parts(
                statistics,
                WeightList.findOrNull(weights, name, "gamma"),
                WeightList.findOrNull(weights, name, "beta"),
                settings.norm(name).getGamma(),
                settings.norm(name).getBeta(),
                in,
                out);
        makers.add(lane -> TrainedNorm.of(all, lane));
        layerOfStage.addAll(List.of(name, name));
        meetings.put(layerOfStage.size() - 1, statistics);
        return out;
    }

    private void add(Function<TrainingLane, TrainingStage> maker) {
        makers.add(lane -> List.of(maker.apply(lane)));
        layerOfStage.add(compiling);
    }

    private Signal newSignal(Layer layer, Shape shape, boolean learns) {
        return newSignal(shape.withChannels(channelsOf(layer.name()).length), learns);
    }

    private Signal newSignal(Shape shape, boolean learns) {
        Signal signal = new Signal(signals.size(), shape, learns, null);
        signals.add(signal);
        return signal;
    }

    private Signal known(String layer) {
        return Objects.requireNonNull(signalOf.get(layer), layer);
    }

    private int uses(String layer) {
        return graph.readersOf(layer).stream()
                        .mapToInt(reader -> (int)
                                reader.inputs().stream().filter(layer::equals).count())
                        .sum()
                + (graph.outputs().contains(layer) ? 1 : 0);
    }

    /** Where several layers read a signal, each gets one of its own. */
    private void branch(Layer layer, Signal signal) {
        int readers = uses(layer.name());
        if (readers < 2) {
            return;
        }
        Deque<Signal> own = new ArrayDeque<>();
        for (int i = 0; i < readers; i++) {
            Signal source = signal.of() == null ? signal : signal.of();
            Signal branch = new Signal(signals.size(), signal.shape(), signal.learns(), source);
            signals.add(branch);
            own.add(branch);
        }
        branches.put(layer.name(), own);
        if (signal.learns()) {
            List<Signal> all = List.copyOf(own);
            add(lane -> new BranchStage(signal, all, lane));
        }
    }

    /** The signal behind a layer, for one of its readers. */
    private Signal read(String layer) {
        Deque<Signal> own = branches.get(layer);
        return own == null ? known(layer) : own.remove();
    }

    /** A signal to work on in place. */
    private Signal ownCopy(Layer layer) {
        Signal in = read(layer.inputs().get(0));
        if (in.of() == null && in.index() > 0 && !changed.contains(in)) {
            return in;
        }
        Signal out = newSignal(in.shape(), in.learns());
        add(lane -> new CopyStage(in, out, lane));
        return out;
    }

    private void activate(Layer layer, Signal signal) {
        IActivation function = settings.function(layer);
        boolean isOutput = graph.outputs().contains(layer.name());
        if (isOutput) {
            return;
        }
        if (function.getClass() == ActivationReLU.class && isReadByMaxPoolingOnly(layer)) {
            waiting.put(layer.name(), function);
        } else {
            activate(function, signal);
        }
    }

    /** Then the function of the largest is the largest function, and there are fewer values behind. */
    private boolean isReadByMaxPoolingOnly(Layer layer) {
        List<Layer> readers = graph.readersOf(layer.name());
        return uses(layer.name()) == 1
                && readers.size() == 1
                && readers.get(0) instanceof Layer.Pooling pooling
                && pooling.reduction() == Layer.Pooling.Reduction.MAX;
    }

    private void activate(IActivation function, Signal signal) {
        if (!(function instanceof ActivationIdentity)) {
            changed.add(signal);
            add(lane -> TrainedActivation.of(function, signal, lane));
        }
    }
}
