package org.espalier.network;

import java.util.Arrays;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;

/** What reshaping in front of a layer, as Keras' Reshape layers become it, does to images. */
final class Reshapes {

    private Reshapes() {}

    /** Whether it makes images of features. */
    static boolean makesImages(ReshapePreprocessor reshape) {
        return ofOneExample(reshape, reshape.getInputShape()).length == 1
                && ofOneExample(reshape, reshape.getTargetShape()).length == 3;
    }

    /**
     * Whether it makes images of one channel of a flattened one, and nothing else. With more channels, DL4J counts these
     * fastest, and images that enter flattened count them slowest.
     */
    static boolean isOfOneChannel(ReshapePreprocessor reshape, Shape image) {
        long[] target = {image.height(), image.width(), 1};
        return makesImages(reshape)
                && image.channels() == 1
                && Arrays.equals(target, ofOneExample(reshape, reshape.getTargetShape()));
    }

    /** @throws IllegalArgumentException where as many values do not come out as go in, which DL4J finds out when it runs */
    static void check(ReshapePreprocessor reshape, Shape read) {
        long values = 1;
        for (long size : ofOneExample(reshape, reshape.getTargetShape())) {
            if (size < 1 || size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("reshapes to a size of " + size);
            }
            values = Math.min(values * size, Integer.MAX_VALUE);
        }
        if (values != read.values()) {
            throw new IllegalArgumentException(read + " cannot be reshaped to " + values + " values");
        }
    }

    /** Whether it says from what to what; a damaged file may not. */
    static boolean isWhole(ReshapePreprocessor reshape) {
        return reshape.getInputShape() != null && reshape.getTargetShape() != null;
    }

    private static long[] ofOneExample(ReshapePreprocessor reshape, long... shape) {
        boolean counted = reshape.isHasMiniBatchDimension() && shape.length > 0;
        return counted ? Arrays.copyOfRange(shape, 1, shape.length) : shape;
    }
}
