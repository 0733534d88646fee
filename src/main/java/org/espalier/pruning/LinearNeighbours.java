package org.espalier.pruning;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.espalier.inference.Affine;
import org.espalier.network.Layer;
import org.espalier.network.MaskedWeights;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.network.Window;

/**
 * Two layers, one behind the other, that make one linear function of what comes in, and so can be one layer.
 *
 * <p>Sums run in double precision, so that the one layer answers as the two did, but for rounding to floats.
 */
final class LinearNeighbours {

    private final Network network;
    private final Layer first;
    private final Layer second;
    private final PruningMask mask;

    private LinearNeighbours(Network network, Layer first, Layer second, PruningMask mask) {
        this.network = network;
        this.first = first;
        this.second = second;
        this.mask = mask;
    }

    /** The pair, if it can be one layer with fewer parameters than the two. */
    static Optional<LinearNeighbours> of(Network network, Layer first, Layer second) {
        LinearNeighbours pair = new LinearNeighbours(network, first, second, PruningMask.NONE);
        return pair.isLinear() && pair.isSmaller() ? Optional.of(pair) : Optional.empty();
    }

    /** The same pair with weights of it silenced, and units between the two. */
    LinearNeighbours under(PruningMask silenced) {
        return new LinearNeighbours(network, first, second, silenced);
    }

    /** The weights {@code W} and biases {@code b} of the layer that stays, each row by row. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Merged(float[] weights, float[] biases) {}

    /** The layer that goes. */
    String goes() {
        return second instanceof Layer.Dense ? first.name() : second.name();
    }

    /** The layer that takes the other in. */
    String stays() {
        return second instanceof Layer.Dense ? second.name() : first.name();
    }

    /** Reads what the pair reads. */
    Layer first() {
        return first;
    }

    /** Makes what the pair makes. */
    Layer second() {
        return second;
    }

    private boolean isLinear() {
        if (first instanceof Layer.Dense dense) {
            boolean plain = dense.activation().equals("identity") && !dense.classes() && !isNormed(first);
            return plain && ((second instanceof Layer.Dense && !isNormed(second)) || second instanceof Layer.BatchNorm);
        }
        return first instanceof Layer.Convolution convolution
                && convolution.activation().equals("identity")
                && (second instanceof Layer.BatchNorm
                        || (second instanceof Layer.Convolution next && isPointwise(next.window())));
    }

    private boolean isNormed(Layer layer) {
        return network.engine().getLayer(layer.name()).conf().getLayer() instanceof DenseLayer dense
                && dense.hasLayerNorm();
    }

    private static boolean isPointwise(Window window) {
        return window.height() == 1
                && window.width() == 1
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && window.padHeight() == 0
                && window.padWidth() == 0;
    }

    private boolean isSmaller() {
        return saved().parameters() > 0;
    }

    /** What the one layer has less than the two. */
    LayerRemoval.Saved saved() {
        int in = network.units().inFrontOf(first.name()).length;
        int middle = first.output().channels();
        int out = second.output().channels();
        long parameters = first.parameters(in, middle) + second.parameters(middle, out);
        long multiplyAdds = first.multiplyAdds(in, middle) + second.multiplyAdds(middle, out);
        long biases = hasBias(first) ? 0 : out;
        return new LayerRemoval.Saved(
                parameters - first.parameters(in, out) - biases, multiplyAdds - first.multiplyAdds(in, out));
    }

    private static boolean hasBias(Layer layer) {
        return layer instanceof Layer.Dense dense
                ? dense.bias()
                : layer instanceof Layer.Convolution convolution && convolution.bias();
    }

    /** What one layer has to hold to do what both did. */
    Merged merge() {
        if (second instanceof Layer.BatchNorm norm) {
            return withNorm(Affine.of(network, norm));
        }
        return first instanceof Layer.Dense ? denseWithDense() : convolutionWithPointwise();
    }

    private float[] biases(Layer layer) {
        return hasBias(layer)
                ? network.values(layer.name(), "b")
                : new float[layer.output().channels()];
    }

    /** What the mask says of channels that the first layer reads stays a matter of the mask. */
    private float[] weightsOfFirst() {
        return MaskedWeights.of(network, (Layer.Weighted) first).under(PruningMask.NONE.withWeightsOf(mask));
    }

    private float[] weightsOfSecond() {
        return MaskedWeights.of(network, (Layer.Weighted) second).under(mask);
    }

    private Merged withNorm(Affine norm) {
        float[] weights = weightsOfFirst();
        float[] biases = biases(first);
        int units = biases.length;
        boolean unitsLast = first instanceof Layer.Dense;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= norm.scale()[unitsLast ? i % units : i / (weights.length / units)];
        }
        for (int unit = 0; unit < units; unit++) {
            biases[unit] = biases[unit] * norm.scale()[unit] + norm.shift()[unit];
        }
        return new Merged(weights, biases);
    }

    /** {@code (x·W₁ + b₁)·W₂ + b₂ = x·(W₁·W₂) + (b₁·W₂ + b₂)}. */
    private Merged denseWithDense() {
        int middle = first.output().channels();
        float[] next = weightsOfSecond();
        float[] weights = product(weightsOfFirst(), next, middle);
        return new Merged(weights, sum(product(biases(first), next, middle), biases(second)));
    }

    /** The same for each pixel of the kernel: {@code W[o, i, y, x] = Σₘ W₂[o, m] · W₁[m, i, y, x]}. */
    private Merged convolutionWithPointwise() {
        int middle = first.output().channels();
        float[] next = weightsOfSecond();
        float[] own = weightsOfFirst();
        float[] weights = product(next, own, middle);
        return new Merged(weights, sum(product(next, biases(first), middle), biases(second)));
    }

    /** {@code [rows, middle] · [middle, columns]}, row by row. */
    private static float[] product(float[] left, float[] right, int middle) {
        int rows = left.length / middle;
        int columns = right.length / middle;
        float[] result = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int m = 0; m < middle; m++) {
                    sum += (double) left[row * middle + m] * right[m * columns + column];
                }
                result[row * columns + column] = (float) sum;
            }
        }
        return result;
    }

    private static float[] sum(float[] left, float[] right) {
        float[] result = left.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += right[i];
        }
        return result;
    }
}
