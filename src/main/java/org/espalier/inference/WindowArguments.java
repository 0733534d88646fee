package org.espalier.inference;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.espalier.network.Layer.Pooling;
import org.espalier.network.Layer.Pooling.Reduction;
import org.espalier.network.Network;
import org.espalier.network.Window;

/** How ND4J's operations want a window: one list of whole numbers, channels last. */
public final class WindowArguments {

    /** Where in the arguments of a pooling stands what its kind wants to know as well. */
    public static final int EXTRA = 9;

    private static final int NHWC = 1;

    private WindowArguments() {}

    /** Of a convolution. */
    public static long[] of(Window window, int weightsFormat) {
        return new long[] {
            window.height(),
            window.width(),
            window.strideHeight(),
            window.strideWidth(),
            window.padHeight(),
            window.padWidth(),
            window.dilationHeight(),
            window.dilationWidth(),
            window.same() ? 1 : 0,
            NHWC,
            weightsFormat
        };
    }

    /** Of a convolution whose weights are laid out as ND4J has them: {@code [kernelHeight, kernelWidth, ..., ...]}. */
    public static long[] of(Window window) {
        return Arrays.copyOf(of(window, 0), 10);
    }

    /** Of a pooling, with what its kind wants to know as well: the divisor of averages, or the norm. */
    public static long[] ofPooling(Network network, Pooling pooling) {
        long[] arguments = of(pooling.window(), NHWC);
        arguments[EXTRA] = extra(network, pooling);
        return arguments;
    }

    /** For averages whether padding counts (1) or not (0); for norms the norm. */
    private static int extra(Network network, Pooling pooling) {
        Layer configuration = network.engine().getLayer(pooling.name()).conf().getLayer();
        if (pooling.reduction() == Reduction.NORM) {
            return configuration instanceof SubsamplingLayer windows
                    ? windows.getPnorm()
                    : ((GlobalPoolingLayer) configuration).getPnorm();
        }
        boolean counts = pooling.reduction() == Reduction.AVERAGE
                && configuration instanceof SubsamplingLayer windows
                && windows.isAvgPoolIncludePadInDivisor();
        return counts ? 1 : 0;
    }
}
