package org.espalier.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Layout layout;

    public Dl4jPass(Network network, int batch) {
        this.network = network;
        this.copy = network.copyOfEngine();
        this.image = network.graph().inputShape();
        this.batch = batch;
        this.input = Nd4j.create(batch, image.height(), image.width(), image.channels());
        this.layout = network.layoutBehind(network.graph().layers().get(0).name());
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

    private INDArray images() {
        return switch (layout) {
            case CHANNELS_LAST -> input;
            case CHANNELS_FIRST -> input.permute(0, 3, 1, 2);
            case OTHER -> // rows of pixels are the steps of a sequence
                input.reshape('c', batch, image.height(), (long) image.width() * image.channels())
                        .permute(0, 2, 1);
            case ROWS -> input.permute(0, 3, 1, 2).dup('c').reshape('c', batch, image.values());
        };
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
        boolean channelsFirst = answer.rank() == 4 && layout == Layout.CHANNELS_FIRST;
        INDArray channelsLast = channelsFirst ? answer.permute(0, 2, 3, 1) : answer;
        float[] values = channelsLast.dup('c').data().asFloat();
        if (values.length != scores.length) {
            throw new IllegalStateException("the network answers with " + values.length + " scores");
        }
        System.arraycopy(values, 0, scores, 0, values.length);
    }

    /**
     * The values behind every layer of DL4J that leaves as many images as it takes, as images or features, by name:
     * {@code [batch, height, width, channel]}. Silenced units have theirs: what silences them stands in their readers.
     *
     * @param images {@code [batch, height, width, channel]}
     */
    public Map<String, float[]> layers(float[] images) {
        Buffers.put(images, input);
        Map<String, INDArray> found = copy.feedForward(new INDArray[] {images()}, false);
        Map<String, float[]> values = new HashMap<>();
        found.forEach((layer, array) -> {
            Shape shape = network.graph().layer(layer).output();
            boolean asExpected = array.length() == (long) batch * shape.values();
            if (asExpected && network.layoutBehind(layer) != Layout.OTHER) {
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
