package org.espalier.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;

/** Reads the layers and wires of a DL4J network as plain data. */
final class GraphReader {

    static {
        // DL4J keeps what it made of the first configuration that it reads.
        AllowedTypes.install();
    }

    private final String name;
    private final ComputationGraph engine;
    private final ComputationGraphConfiguration configuration;
    private final Shape images;
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Layout> layouts = new HashMap<>();
    private final Set<String> locked = new HashSet<>();

    GraphReader(String name, ComputationGraph engine, Shape images) {
        this.name = name;
        this.engine = engine;
        this.configuration = engine.getConfiguration();
        this.images = images;
    }

    /** How DL4J lays out the values behind each layer, once the network was read. */
    Map<String, Layout> layouts() {
        return layouts;
    }

    NetworkGraph read() throws Refused {
        List<InputPart> parts = InputPart.of(name, configuration, images);
        Map<String, InputType> types = activationTypes(parts);
        addInputs(parts, types);
        for (String vertex : verticesInOrder()) {
            if (!shapes.containsKey(vertex)) {
                InputType type = Objects.requireNonNull(types.get(vertex), vertex);
                Layout layout = layoutOf(type);
                add(fitting(vertex, type, layout), layout);
            }
        }
        return new NetworkGraph(layers, configuration.getNetworkOutputs(), locked);
    }

    /** Several inputs become layers behind one that takes the image; DL4J has no vertex for that. */
    private void addInputs(List<InputPart> parts, Map<String, InputType> types) {
        if (parts.size() == 1) {
            String input = parts.get(0).input();
            add(new Layer.Input(input, images), layoutOf(types.get(input)));
            return;
        }
        String whole = unused("image");
        add(new Layer.Input(whole, images), Layout.CHANNELS_LAST);
        if (parts.get(0).way() == InputPart.Way.VALUES) {
            String flatten = unused("image-flatten");
            add(new Layer.Flatten(flatten, whole, images, true), Layout.ROWS);
            whole = flatten;
        }
        for (InputPart part : parts) {
            Shape read = Objects.requireNonNull(shapes.get(whole));
            Layer.Passing.Effect effect = Layer.Passing.Effect.INPUT;
            add(
                    new Layer.Passing(part.input(), whole, read, part.shape(), effect, part.first(), 0, 0),
                    layoutOf(types.get(part.input())));
        }
    }

    private boolean isForDl4jAlone(String vertex, Layout makes) {
        return makes.isForDl4jAlone()
                || inputsOf(vertex).stream()
                        .map(layouts::get)
                        .anyMatch(read -> Objects.requireNonNull(read).isForDl4jAlone());
    }

    private Layer opaque(String vertex, Shape output) {
        GraphVertex kind = Objects.requireNonNull(configuration.getVertices().get(vertex), vertex);
        Object type = kind instanceof LayerVertex layer ? layer.getLayerConf().getLayer() : kind;
        return new Layer.Opaque(
                vertex,
                inputsOf(vertex),
                output,
                type.getClass().getSimpleName(),
                parametersOf(vertex),
                0,
                Frozen.Reason.UNKNOWN);
    }

    /** DL4J believes any size of images; a layer's weights are as many as for those that it was made for. */
    private Layer fitting(String vertex, InputType type, Layout layout) throws Refused {
        try {
            Shape output = shapeOf(vertex, type);
            Layer layer = isForDl4jAlone(vertex, layout) ? opaque(vertex, output) : read(vertex, output);
            Shape read = Objects.requireNonNull(shapes.get(layer.inputs().get(0)));
            if (layer.parameters(read.channels(), output.channels()) == parametersOf(vertex)) {
                return layer;
            }
            throw new Refused("network.does-not-fit", name, images.toString());
        } catch (IllegalArgumentException | ArithmeticException misfit) {
            throw new Refused(misfit, "network.does-not-fit", name, images.toString());
        }
    }

    private void add(Layer layer, Layout layout) {
        layers.add(layer);
        shapes.put(layer.name(), layer.output());
        layouts.put(layer.name(), layout);
    }

    private Layer read(String name, Shape output) {
        GraphVertex vertex = Objects.requireNonNull(configuration.getVertices().get(name), name);
        List<String> reads = inputsOf(name);
        if (HeldLayers.isHeld(vertex) && parametersOf(name) > 0) {
            locked.add(name);
        }
        if (flattensOnItsWay(vertex, reads)) {
            reads = List.of(addFlatten(name, reads.get(0)));
        }
        List<Shape> shapesRead = reads.stream().map(shapes::get).toList();
        Layout before = Objects.requireNonNull(layouts.get(reads.get(0)));
        Place place = new Place(name, reads, shapesRead, before, output);
        return new VertexReader(place, parametersOf(name)).read(vertex, isOutput(name));
    }

    /** Whether a layer reads images flattened that is not a dense one; those know how to. */
    private boolean flattensOnItsWay(GraphVertex vertex, List<String> reads) {
        return vertex instanceof LayerVertex layer
                && layer.getPreProcessor() != null
                && layer.getPreProcessor().getClass() == CnnToFeedForwardPreProcessor.class
                && !VertexReader.isDense(layer)
                && layouts.get(reads.get(0)) != Layout.ROWS;
    }

    /** DL4J has no vertex for it; ours is named after the layer behind it. */
    private String addFlatten(String vertex, String reads) {
        String flatten = unused(vertex + "-flatten");
        Shape shape = Objects.requireNonNull(shapes.get(reads));
        add(new Layer.Flatten(flatten, reads, shape, layouts.get(reads) == Layout.CHANNELS_LAST), Layout.ROWS);
        return flatten;
    }

    private String unused(String wanted) {
        String unused = wanted;
        while (shapes.containsKey(unused)
                || configuration.getVertices().containsKey(unused)
                || configuration.getNetworkInputs().contains(unused)) {
            unused += "-";
        }
        return unused;
    }

    private List<String> verticesInOrder() {
        return Arrays.stream(engine.topologicalSortOrder())
                .mapToObj(index -> engine.getVertices()[index].getVertexName())
                .toList();
    }

    private List<String> inputsOf(String vertex) {
        return configuration.getVertexInputs().getOrDefault(vertex, List.of());
    }

    private boolean isOutput(String vertex) {
        return configuration.getNetworkOutputs().contains(vertex);
    }

    private long parametersOf(String vertex) {
        return engine.getVertex(vertex).numParams();
    }

    private Map<String, InputType> activationTypes(List<InputPart> parts) throws Refused {
        try {
            Map<String, InputType> inputs = new HashMap<>();
            parts.forEach(
                    part -> inputs.put(part.input(), new ImageInput(configuration, part.input(), part.shape()).type()));
            // On a copy: asking layers for their activation types writes into them. DL4J's own copies share wrapped
            // layers.
            return new ActivationTypes(ComputationGraphConfiguration.fromJson(configuration.toJson()))
                    .of(inputs, verticesInOrder());
        } catch (InvalidInputTypeException
                | DL4JException
                | ArithmeticException
                | ClassCastException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | UnsupportedOperationException misfit) {
            throw new Refused(misfit, "network.does-not-fit", name, images.toString());
        }
    }

    private static Layout layoutOf(@Nullable InputType type) {
        if (type instanceof InputType.InputTypeConvolutional image) {
            return image.getFormat() == CNN2DFormat.NHWC ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST;
        }
        if (type instanceof InputType.InputTypeRecurrent sequence) {
            return Objects.equals(sequence.getFormat(), RNNFormat.NWC) ? Layout.STEPS_FIRST : Layout.STEPS_LAST;
        }
        if (type instanceof InputType.InputTypeConvolutional3D) {
            return Layout.VOLUME;
        }
        return Layout.ROWS;
    }

    private Shape shapeOf(String vertex, InputType type) throws Refused {
        if (type instanceof InputType.InputTypeConvolutional image) {
            return shape(image.getHeight(), image.getWidth(), image.getChannels());
        }
        if (type instanceof InputType.InputTypeFeedForward features) {
            return shape(1, 1, features.getSize());
        }
        if (type instanceof InputType.InputTypeConvolutionalFlat flat) {
            return shape(flat.getHeight(), flat.getWidth(), flat.getDepth());
        }
        if (type instanceof InputType.InputTypeRecurrent sequence) {
            // The last step is the answer; DL4J does not always know how many there are.
            boolean one = isOutput(vertex) || sequence.getTimeSeriesLength() < 1;
            return shape(1, 1, sequence.getSize() * (one ? 1 : sequence.getTimeSeriesLength()));
        }
        long[] other = type.getShape(false);
        if (Arrays.stream(other).anyMatch(size -> size < 1)) {
            throw new Refused("network.not-images", name, vertex, String.valueOf(type.getType()));
        }
        return Shape.features(Math.toIntExact(Arrays.stream(other).reduce(1, Math::multiplyExact)));
    }

    /** DL4J computes sizes below zero where images are smaller than a window. */
    private Shape shape(long height, long width, long channels) throws Refused {
        long most = Math.max(height, Math.max(width, channels));
        if (height < 1 || width < 1 || channels < 1 || most > Integer.MAX_VALUE) {
            throw new Refused("network.does-not-fit", name, images.toString());
        }
        return new Shape((int) height, (int) width, (int) channels);
    }
}
