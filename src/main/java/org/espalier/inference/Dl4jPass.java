package org.espalier.inference;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.Layer;
import org.espalier.network.Layout;
import org.espalier.network.MaskedWeights;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a network as DL4J does: for networks that no {@link ForwardPlan} can run, and as the second, independent
 * way that tests compare a plan with. Ten times slower.
 */
public final class Dl4jPass implements ForwardPass {

    private final Network network;
    private final ComputationGraph copy;
    private final List<Weights> weights = new ArrayList<>();
    private final Shape image;
    private final int batch;
    private final INDArray input;

    public Dl4jPass(Network network, int batch) {
        this.network = network;
        this.copy = network.copyOfEngine();
        this.image = network.graph().inputShape();
        this.batch = batch;
        this.input = Nd4j.create(batch, image.height(), image.width(), image.channels());
        for (Layer layer : network.graph().layers()) {
            if (layer instanceof Layer.Weighted weighted) {
                INDArray target = copy.getLayer(layer.name()).getParam(weighted.weights());
                weights.add(new Weights(MaskedWeights.of(network, weighted), target));
            }
        }
    }

    private record Weights(MaskedWeights masked, INDArray target) {
        void silence(PruningMask mask) {
            float[] values = masked.under(mask);
            if (values.length != target.length()) {
                throw new IllegalStateException("weights of another size");
            }
            target.assign(Nd4j.create(values, target.shape(), 'c'));
        }
    }

    /** What each input of the network takes. */
    private INDArray[] images() {
        return network.engine().getConfiguration().getNetworkInputs().stream()
                .map(name -> images(network.graph().layer(name)))
                .toArray(INDArray[]::new);
    }

    private INDArray images(Layer entrance) {
        Layout layout = network.layoutBehind(entrance.name());
        Shape shape = entrance.output();
        INDArray images = entrance instanceof Layer.Passing part ? taken(part) : input;
        return switch (layout) {
            case CHANNELS_LAST -> images;
            case CHANNELS_FIRST -> images.permute(0, 3, 1, 2);
            case STEPS_LAST -> steps(images, shape).permute(0, 2, 1);
            case STEPS_FIRST -> steps(images, shape);
            case ROWS -> images.permute(0, 3, 1, 2).dup('c').reshape('c', batch, shape.values());
            case VOLUME -> images.permute(0, 3, 1, 2).dup('c').reshape('c', volume(shape));
        };
    }

    /** What one of several inputs takes of the images, or of their values. */
    private INDArray taken(Layer.Passing part) {
        Shape read = part.inputShape();
        int end = part.firstChannel() + part.output().channels();
        return input.reshape('c', batch, read.height(), read.width(), read.channels())
                .get(all(), all(), all(), interval(part.firstChannel(), end))
                .dup('c');
    }

    /** Rows of pixels are the steps of a sequence. */
    private INDArray steps(INDArray images, Shape shape) {
        return images.reshape('c', batch, shape.height(), (long) shape.width() * shape.channels());
    }

    /** The channels of an image are slices: of each channel of the volume one behind the other. */
    private long[] volume(Shape shape) {
        Map<String, GraphVertex> vertices = network.engine().getConfiguration().getVertices();
        long channels = network.graph().layers().stream()
                .mapToLong(layer -> vertices.get(layer.name()) instanceof LayerVertex vertex
                                && vertex.getLayerConf().getLayer() instanceof Convolution3D first
                        ? first.getNIn()
                        : 0)
                .filter(count -> count > 0)
                .findFirst()
                .orElse(1);
        return new long[] {batch, channels, shape.channels() / channels, shape.height(), shape.width()};
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int imageSize() {
        return image.values();
    }

    @Override
    public List<Integer> outputs() {
        return network.graph().outputs().stream()
                .map(output -> network.graph().layer(output).output().values())
                .toList();
    }

    @Override
    public void silence(PruningMask mask) {
        weights.forEach(layer -> layer.silence(mask));
    }

    @Override
    public void run(float[] images, int count, List<float[]> answers) {
        Buffers.put(images, input);
        INDArray[] found = copy.output(images());
        for (int i = 0; i < answers.size(); i++) {
            copy(found[i], network.layoutBehind(network.graph().outputs().get(i)), answers.get(i));
        }
    }

    private static void copy(INDArray answer, Layout layout, float[] scores) {
        float[] values = ours(answer, layout).dup('c').data().asFloat();
        if (values.length != scores.length) {
            throw new IllegalStateException("the network answers with " + values.length + " scores");
        }
        System.arraycopy(values, 0, scores, 0, values.length);
    }

    /** Channels last; of a sequence the last step. */
    private static INDArray ours(INDArray answer, Layout layout) {
        return switch (layout) {
            case CHANNELS_FIRST -> answer.rank() == 4 ? answer.permute(0, 2, 3, 1) : answer;
            case STEPS_LAST -> answer.get(all(), all(), point(answer.size(2) - 1));
            case STEPS_FIRST -> answer.get(all(), point(answer.size(1) - 1), all());
            case CHANNELS_LAST, ROWS, VOLUME -> answer;
        };
    }

    /**
     * The values behind every layer of DL4J that leaves as many images as it takes, as images or features, by name:
     * {@code [batch, height, width, channel]}. Silenced units have theirs: what silences them stands in their readers.
     *
     * @param images {@code [batch, height, width, channel]}
     */
    public Map<String, float[]> layers(float[] images) {
        Buffers.put(images, input);
        Map<String, INDArray> found = copy.feedForward(images(), false);
        Map<String, float[]> values = new HashMap<>();
        found.forEach((layer, array) -> {
            Shape shape = network.graph().layer(layer).output();
            boolean asExpected = array.length() == (long) batch * shape.values();
            if (asExpected && !network.layoutBehind(layer).isForDl4jAlone()) {
                values.put(layer, channelsLast(array, shape, network.layoutBehind(layer)));
            }
        });
        return values;
    }

    private float[] channelsLast(INDArray array, Shape shape, Layout from) {
        INDArray images = array;
        if (shape.positions() > 1 && from != Layout.CHANNELS_LAST) {
            images = array.dup('c')
                    .reshape('c', batch, shape.channels(), shape.height(), shape.width())
                    .permute(0, 2, 3, 1);
        }
        return images.dup('c').data().asFloat();
    }

    @Override
    public void close() {
        // DL4J's own close() stops everything twice for the garbage collector.
        copy.params().close();
        input.close();
    }
}
