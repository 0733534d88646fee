package org.espalier.network;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.jspecify.annotations.Nullable;

/** How DL4J lays out the steps of a sequence. */
final class Steps {

    private Steps() {}

    /** In which order a layer reads them. */
    static RNNFormat formatOf(Layer layer) {
        @Nullable RNNFormat format = null;
        if (layer instanceof BaseRecurrentLayer recurrent) {
            format = recurrent.getRnnDataFormat();
        } else if (layer instanceof RnnOutputLayer output) {
            format = output.getRnnDataFormat();
        } else if (layer instanceof Convolution1DLayer convolution) {
            format = convolution.getRnnDataFormat();
        }
        return format == null ? RNNFormat.NCW : format;
    }
}
