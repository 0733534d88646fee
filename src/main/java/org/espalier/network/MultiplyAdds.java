package org.espalier.network;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;

/** Counts the multiply-adds of layers that are not pruned. */
final class MultiplyAdds {

    private MultiplyAdds() {}

    /** For one example; 0 where they are not known. */
    static long of(Object type, Place place) {
        long channels = place.inputShape().channels();
        long behind = place.output().values();
        if (type instanceof ConvolutionLayer layer) {
            long area = (long) layer.getKernelSize()[0] * layer.getKernelSize()[1];
            if (type instanceof DepthwiseConvolution2D) {
                return behind * area;
            }
            if (type instanceof SeparableConvolution2D separable) {
                long between = channels * separable.getDepthMultiplier();
                return place.output().positions()
                        * between
                        * (area + place.output().channels());
            }
            if (type instanceof Deconvolution2D) {
                return place.inputShape().values() * area * place.output().channels();
            }
            return behind * area * layer.getNIn();
        }
        return type instanceof DenseLayer layer ? of(layer) : 0;
    }

    private static long of(FeedForwardLayer layer) {
        return layer.getNIn() * layer.getNOut();
    }
}
