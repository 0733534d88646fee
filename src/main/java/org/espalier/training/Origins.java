package org.espalier.training;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.espalier.network.HeldLayers;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Shape;

/** Of layers that only move values: which value in front each value behind is. Channels are counted fastest. */
final class Origins {

    /** Where nothing in front is: zero. */
    private static final int NOWHERE = -1;

    private Origins() {}

    /** Whether a layer only moves values. */
    static boolean isFor(Layer layer) {
        return layer instanceof Layer.Flatten
                || (layer instanceof Layer.Passing passing
                        && switch (passing.effect()) {
                            case PADDING, CROPPING, UPSAMPLING, SUBSET -> true;
                            case SCALE, SHIFT, LEARNED_SCALE, PRELU, INPUT, UNSTACK -> false;
                        });
    }

    /**
     * For each value of an image behind a layer, its place in front, or -1.
     *
     * @param before channels that are not silenced in front, ascending
     * @param behind and behind
     */
    static int[] of(Network network, Layer layer, int[] before, int[] behind) {
        Shape in = inputOf(layer);
        IntUnaryOperator origin = origin(network, layer, in);
        int[] origins = new int[layer.output().positions() * behind.length];
        for (int i = 0; i < origins.length; i++) {
            int value = i / behind.length * layer.output().channels() + behind[i % behind.length];
            int from = origin.applyAsInt(value);
            origins[i] = from == NOWHERE
                    ? NOWHERE
                    : from / in.channels() * before.length + Arrays.binarySearch(before, from % in.channels());
        }
        return origins;
    }

    private static Shape inputOf(Layer layer) {
        return layer instanceof Layer.Flatten flatten ? flatten.inputShape() : ((Layer.Passing) layer).inputShape();
    }

    /** Of a network of which nothing is silenced. */
    private static IntUnaryOperator origin(Network network, Layer layer, Shape in) {
        if (layer instanceof Layer.Flatten flatten) {
            return flatten.channelsLast()
                    ? IntUnaryOperator.identity()
                    : feature -> feature % in.positions() * in.channels() + feature / in.positions();
        }
        Layer.Passing passing = (Layer.Passing) layer;
        Shape out = passing.output();
        return switch (passing.effect()) {
            case PADDING -> {
                // Above, below, left, right.
                int[] edge = ((ZeroPaddingLayer) kind(network, layer)).getPadding();
                yield moved(in, out, y -> y - edge[0], x -> x - edge[2]);
            }
            case CROPPING -> {
                int[] edge = ((Cropping2D) kind(network, layer)).getCropping();
                yield moved(in, out, y -> y + edge[0], x -> x + edge[2]);
            }
            case UPSAMPLING -> {
                int[] times = ((Upsampling2D) kind(network, layer)).getSize();
                yield moved(in, out, y -> y / times[0], x -> x / times[1]);
            }
            default ->
                value -> value / out.channels() * in.channels() + value % out.channels() + passing.firstChannel();
        };
    }

    private static IntUnaryOperator moved(Shape in, Shape out, IntUnaryOperator line, IntUnaryOperator column) {
        return value -> {
            int pixel = value / out.channels();
            int y = line.applyAsInt(pixel / out.width());
            int x = column.applyAsInt(pixel % out.width());
            boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
            return inside ? (y * in.width() + x) * in.channels() + value % out.channels() : NOWHERE;
        };
    }

    private static org.deeplearning4j.nn.conf.layers.Layer kind(Network network, Layer layer) {
        return HeldLayers.within(network.engine().getLayer(layer.name()).conf().getLayer());
    }
}
