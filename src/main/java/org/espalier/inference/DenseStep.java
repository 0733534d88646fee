package org.espalier.inference;

import org.espalier.network.Layer;
import org.espalier.network.MaskedWeights;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** A fully connected layer with its bias; images are read flattened, channels fastest. */
final class DenseStep implements Step {

    private final WeightedStep weights;
    private final CustomOp product;
    private final INDArray out;
    private final INDArray bias;

    DenseStep(Network network, Layer.Dense layer, Affine folded, INDArray in, INDArray out, Buffers buffers) {
        int inputs = layer.inputShape().values();
        int units = layer.output().channels();
        INDArray matrix = buffers.allocate(inputs, units);
        weights = new WeightedStep(MaskedWeights.of(network, layer), place(layer), folded, matrix);
        bias = buffers.allocate(1, units);
        Buffers.put(ConvolutionStep.foldedBias(network, layer.name(), layer.bias(), folded), bias);
        this.out = out;
        product = DynamicCustomOp.builder("matmul")
                .addInputs(in.reshape('c', in.size(0), inputs), matrix)
                .addOutputs(out)
                .addIntegerArguments(0, 0, 0)
                .build();
    }

    @Override
    public void silence(PruningMask mask) {
        weights.silence(mask);
    }

    @Override
    public void run() {
        Nd4j.exec(product);
        out.addiRowVector(bias);
    }

    /** From the layer's own rows to rows of {@code position·C + channel}. */
    private static WeightedStep.Place place(Layer.Dense layer) {
        int channels = layer.inputShape().channels();
        int units = layer.output().channels();
        int[] target = new int[layer.inputShape().values() * units];
        int[] unit = new int[target.length];
        for (int position = 0; position < layer.inputShape().positions(); position++) {
            for (int channel = 0; channel < channels; channel++) {
                int from = layer.row(channel, position) * units;
                int to = (position * channels + channel) * units;
                for (int i = 0; i < units; i++) {
                    target[from + i] = to + i;
                    unit[from + i] = i;
                }
            }
        }
        return new WeightedStep.Place(target, unit);
    }
}
