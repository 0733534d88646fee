package org.espalier.training;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.HeldLayers;
import org.espalier.network.Network;
import org.espalier.network.SeveralInputs;
import org.espalier.network.Shape;
import org.espalier.text.Refused;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The gradient as DL4J computes it: the second, independent way. */
final class Dl4jGradients {

    private static final double TOLERANCE = 1e-3;

    private final ComputationGraph form;
    private final Shape shape;
    private final String name;

    Dl4jGradients(Network network) {
        this.form = TrainableForm.of(network.engine());
        this.shape = network.graph().inputShape();
        this.name = network.name();
    }

    /** The same network without dropout, which is random. */
    static Network withoutDropout(Network network) throws Refused {
        ComputationGraph copy = network.engine().clone();
        copy.getConfiguration().getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                HeldLayers.within(layer.getLayerConf().getLayer()).setIDropout(null);
            }
        });
        return Network.of(network.name(), copy, network.graph().inputShape());
    }

    /**
     * Gradients of the mean loss, row by row, by layer and parameter.
     *
     * @param learned the names that are wanted: "conv1_W"
     */
    Map<String, float[]> of(float[] images, int[] labels, int classes, Set<String> learned) {
        int count = labels.length;
        form.setInputs(laidOut(images, count));
        form.setLabels(oneHot(labels, classes));
        form.computeGradientAndScore();
        Map<String, float[]> gradients = new TreeMap<>();
        form.gradient().gradientForVariable().forEach((name, array) -> {
            // Running averages are no gradients, and DL4J frees some of them too early.
            if (learned.contains(name)) {
                gradients.put(name, array.div(count).dup('c').data().asFloat());
            }
        });
        return gradients;
    }

    /** All values after one step of its own, by layer and parameter. */
    Map<String, float[]> afterOneStep(float[] images, int[] labels, int classes) {
        form.fit(laidOut(images, labels.length), new INDArray[] {oneHot(labels, classes)});
        Map<String, float[]> values = new TreeMap<>();
        form.paramTable()
                .forEach((name, array) -> values.put(name, array.dup('c').data().asFloat()));
        return values;
    }

    /** Says where a weight's gradient is another: the distance, held against the length of the right one. */
    static List<String> differences(Weight weight, float[] wanted, float[] all) {
        double distance = 0;
        double length = 0;
        for (int i = 0; i < weight.length(); i++) {
            double right = wanted[weight.places()[i]];
            double ours = all[(int) weight.offset() + i];
            distance += (right - ours) * (right - ours);
            length += right * right;
        }
        // In front of a normalisation the gradient of a bias is nothing but rounding.
        return Math.sqrt(distance) < TOLERANCE * Math.sqrt(length) + 1e-6
                ? List.of()
                : List.of(weight.layer() + "_" + weight.name() + " is off by " + Math.sqrt(distance) + " of "
                        + Math.sqrt(length));
    }

    double score() {
        return form.score();
    }

    private static INDArray oneHot(int[] labels, int classes) {
        INDArray oneHot = Nd4j.zeros(labels.length, classes);
        for (int i = 0; i < labels.length; i++) {
            oneHot.putScalar(i, labels[i], 1);
        }
        return oneHot;
    }

    private INDArray[] laidOut(float[] values, int count) {
        return form.getNumInputArrays() == 1
                ? new INDArray[] {oneInput(values, count)}
                : SeveralInputs.dealtOut(name, shape, values, count);
    }

    private INDArray oneInput(float[] values, int count) {
        INDArray images = Nd4j.create(values, new long[] {count, shape.height(), shape.width(), shape.channels()}, 'c');
        Layer first = form.getLayer(0);
        if (first.type() == Layer.Type.FEED_FORWARD) {
            return images.reshape('c', images.size(0), shape.values());
        }
        boolean last = first.conf().getLayer() instanceof ConvolutionLayer convolution
                && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC;
        return last ? images : images.permute(0, 3, 1, 2).dup('c');
    }
}
