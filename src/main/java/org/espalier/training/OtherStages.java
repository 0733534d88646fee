package org.espalier.training;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.espalier.inference.Affine;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.jspecify.annotations.Nullable;

/** Makes the stages of layers that make one signal of one other in a single stage, and are not the usual ones. */
record OtherStages(Network network, List<Weight> weights, WeightList.Kept kept) {

    static boolean isFor(Layer layer) {
        return Origins.isFor(layer)
                || layer instanceof Layer.Depthwise
                || layer instanceof Layer.Deconvolution
                || layer instanceof Layer.BatchNorm
                || (layer instanceof Layer.Passing passing
                        && switch (passing.effect()) {
                            case SCALE, SHIFT, LEARNED_SCALE, PRELU -> true;
                            case PADDING, CROPPING, UPSAMPLING, SUBSET, INPUT, UNSTACK -> false;
                        });
    }

    TrainingStage of(Layer.Unary layer, Signal in, Signal out, TrainingLane lane) {
        String name = layer.name();
        int[] channels = kept.behind(name);
        if (Origins.isFor(layer)) {
            int[] origins = Origins.of(network, layer, kept.behind(layer.input()), channels);
            return new TrainedRearrangement(origins, in, out, lane);
        }
        if (layer instanceof Layer.Depthwise depthwise) {
            TrainedDepthwise.Parts parts = new TrainedDepthwise.Parts(
                    depthwise.window(), depthwise.multiplier(), kernel(name), bias(name), in, out);
            return new TrainedDepthwise(parts, lane);
        }
        if (layer instanceof Layer.Deconvolution transposed) {
            return new TrainedTransposed(transposed.window(), kernel(name), bias(name), in, out, lane);
        }
        if (layer instanceof Layer.BatchNorm frozen) {
            // Held, so it goes on with the averages that it has.
            return new TrainedAffine(Affine.of(network, frozen), channels, in, out, lane);
        }
        return of((Layer.Passing) layer, channels, in, out, lane);
    }

    private TrainingStage of(Layer.Passing layer, int[] channels, Signal in, Signal out, TrainingLane lane) {
        return switch (layer.effect()) {
            case SCALE -> affine(((ScaleVertex) vertex(layer)).getScaleFactor(), 0, channels, in, out, lane);
            case SHIFT -> affine(1, ((ShiftVertex) vertex(layer)).getShiftFactor(), channels, in, out, lane);
            case LEARNED_SCALE ->
                new TrainedScale(kernel(layer.name()), WeightList.find(weights, layer.name(), "b"), in, out, lane);
            case PRELU ->
                new TrainedSlopes(
                        SlopePlaces.of(network, layer, channels).slopeOf(), kernel(layer.name()), in, out, lane);
            case PADDING, CROPPING, UPSAMPLING, SUBSET, INPUT, UNSTACK ->
                throw new IllegalArgumentException(layer.effect() + " is made elsewhere");
        };
    }

    private Weight kernel(String layer) {
        return WeightList.find(weights, layer, "W");
    }

    private @Nullable Weight bias(String layer) {
        return WeightList.findOrNull(weights, layer, "b");
    }

    private static TrainingStage affine(
            double scale, double shift, int[] channels, Signal in, Signal out, TrainingLane lane) {
        int all = channels[channels.length - 1] + 1;
        float[] scales = new float[all];
        float[] shifts = new float[all];
        Arrays.fill(scales, (float) scale);
        Arrays.fill(shifts, (float) shift);
        return new TrainedAffine(new Affine(scales, shifts), channels, in, out, lane);
    }

    private GraphVertex vertex(Layer layer) {
        return Objects.requireNonNull(
                network.engine().getConfiguration().getVertices().get(layer.name()));
    }
}
