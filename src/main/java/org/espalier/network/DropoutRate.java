package org.espalier.network;

import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.jspecify.annotations.Nullable;

/** How much of its input a dropout takes away in training; 0 where it does something else. */
final class DropoutRate {

    private DropoutRate() {}

    static double of(@Nullable IDropout dropout) {
        if (dropout instanceof Dropout plain) {
            return 1 - plain.getP();
        }
        if (dropout instanceof SpatialDropout spatial) {
            return 1 - spatial.getP();
        }
        if (dropout instanceof AlphaDropout alpha) {
            return 1 - alpha.getP();
        }
        return dropout instanceof GaussianDropout gaussian ? gaussian.getRate() : 0;
    }
}
