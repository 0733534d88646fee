package org.espalier.inference;

import java.util.Arrays;
import org.espalier.network.Window;

/** How ND4J's operations want a window: one list of whole numbers, channels last. */
public final class WindowArguments {

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
    static long[] of(Window window) {
        return Arrays.copyOf(of(window, 0), 10);
    }

    /** @param extra what the kind of pooling wants: the divisor, or the norm */
    public static long[] ofPooling(Window window, int extra) {
        long[] arguments = of(window, NHWC);
        arguments[9] = extra;
        return arguments;
    }
}
