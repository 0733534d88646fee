package org.espalier.inference;

import org.espalier.network.Layer;
import org.espalier.network.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Pooling over windows, channels last. */
final class PoolingStep implements Step {

    private static final int NHWC = 1;
    /** Only unpadded averages come here, so what a divisor would do with padding does not matter. */
    private static final int DIVISOR = 1;

    private final CustomOp op;

    PoolingStep(Layer.Pooling layer, INDArray in, INDArray out) {
        Window window = layer.window();
        op = DynamicCustomOp.builder(layer.reduction() == Layer.Pooling.Reduction.MAX ? "maxpool2d" : "avgpool2d")
                .addInputs(ConvolutionStep.asImages(in, layer.inputShape()))
                .addOutputs(ConvolutionStep.asImages(out, layer.output()))
                .addIntegerArguments(
                        window.height(),
                        window.width(),
                        window.strideHeight(),
                        window.strideWidth(),
                        window.padHeight(),
                        window.padWidth(),
                        window.dilationHeight(),
                        window.dilationWidth(),
                        window.same() ? 1 : 0,
                        DIVISOR,
                        NHWC)
                .build();
    }

    @Override
    public void run() {
        Nd4j.exec(op);
    }
}
