package org.espalier.inference;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.espalier.network.Layer.Passing;
import org.espalier.network.Network;

/** Makes the stages of layers that work channel by channel. */
final class PassingStages {

    private final Network network;
    private final Buffers buffers;

    PassingStages(Network network, Buffers buffers) {
        this.network = network;
        this.buffers = buffers;
    }

    static boolean worksInPlace(Passing layer) {
        return switch (layer.effect()) {
            case SCALE, SHIFT, LEARNED_SCALE, PRELU -> true;
            case PADDING, CROPPING, UPSAMPLING, SUBSET, INPUT, UNSTACK -> false;
        };
    }

    Stage inPlace(Passing layer, Slot slot) {
        return switch (layer.effect()) {
            case SCALE -> affine((float) ((ScaleVertex) vertex(layer)).getScaleFactor(), 0, slot);
            case SHIFT -> affine(1, (float) ((ShiftVertex) vertex(layer)).getShiftFactor(), slot);
            case LEARNED_SCALE ->
                new AffineStage(
                        new Affine(network.values(layer.name(), "W"), network.values(layer.name(), "b")),
                        slot,
                        buffers);
            case PRELU -> new SlopeStage(network, layer, slot, buffers);
            case PADDING, CROPPING, UPSAMPLING, SUBSET, INPUT, UNSTACK -> throw needsRoom(layer);
        };
    }

    Stage of(Passing layer, Slot in, Slot out) {
        return switch (layer.effect()) {
            case PADDING ->
                new PaddingStage(((ZeroPaddingLayer) kind(layer)).getPadding().clone(), in, out, buffers);
            case CROPPING -> SliceStage.ofPixels(((Cropping2D) kind(layer)).getCropping(), in, out);
            case UPSAMPLING ->
                new UpsamplingStage(((Upsampling2D) kind(layer)).getSize().clone(), in, out);
            case SUBSET, INPUT -> SliceStage.ofChannels(layer.firstChannel(), in, out);
            case SCALE, SHIFT, LEARNED_SCALE, PRELU, UNSTACK -> throw needsRoom(layer);
        };
    }

    private Stage affine(float scale, float shift, Slot slot) {
        float[] scales = new float[slot.shape().channels()];
        float[] shifts = new float[scales.length];
        Arrays.fill(scales, scale);
        Arrays.fill(shifts, shift);
        return new AffineStage(new Affine(scales, shifts), slot, buffers);
    }

    private Layer kind(Passing layer) {
        return network.engine().getLayer(layer.name()).conf().getLayer();
    }

    private GraphVertex vertex(Passing layer) {
        return Objects.requireNonNull(
                network.engine().getConfiguration().getVertices().get(layer.name()));
    }

    private static IllegalArgumentException needsRoom(Passing layer) {
        return new IllegalArgumentException(layer.effect() + " works the other way");
    }
}
