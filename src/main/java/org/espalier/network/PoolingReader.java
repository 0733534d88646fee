package org.espalier.network;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Reads pooling, over windows and over whole images. */
final class PoolingReader {

    private final Place place;

    PoolingReader(Place place) {
        this.place = place;
    }

    static boolean knows(SubsamplingLayer layer) {
        return layer.getConvolutionMode() != ConvolutionMode.Causal && layer.getPoolingType() != PoolingType.SUM;
    }

    Layer read(SubsamplingLayer layer) {
        return pooling(Windows.of(layer), reduction(layer.getPoolingType()));
    }

    Layer read(GlobalPoolingLayer layer) {
        return pooling(Window.whole(place.inputShape()), reduction(layer.getPoolingType()));
    }

    /** Whether it pools over height and width, and over nothing else. */
    boolean isWhole(GlobalPoolingLayer layer) {
        int[] pixels = place.layout() == Layout.CHANNELS_LAST ? new int[] {1, 2} : new int[] {2, 3};
        int[] dimensions = layer.getPoolingDimensions() == null ? new int[] {2, 3} : layer.getPoolingDimensions();
        return Arrays.equals(pixels, dimensions)
                && place.layout() != Layout.ROWS
                && place.output().positions() == 1;
    }

    private Layer pooling(Window window, Layer.Pooling.Reduction reduction) {
        return new Layer.Pooling(place.name(), place.input(), place.inputShape(), place.output(), window, reduction);
    }

    private static Layer.Pooling.Reduction reduction(PoolingType type) {
        return switch (type) {
            case MAX -> Layer.Pooling.Reduction.MAX;
            case AVG -> Layer.Pooling.Reduction.AVERAGE;
            case SUM -> Layer.Pooling.Reduction.SUM;
            case PNORM -> Layer.Pooling.Reduction.NORM;
        };
    }
}
