package org.espalier.network;

import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Marks where DL4J's importer of Keras models flattens images with channels first as Keras does, channels fastest. That
 * class is no part of DL4J itself; {@link KerasOrder} takes the mark out again.
 */
final class KerasFlatten extends CnnToFeedForwardPreProcessor {

    private static final long serialVersionUID = 1L;

    @JsonCreator
    KerasFlatten(
            @JsonProperty("inputHeight") long inputHeight,
            @JsonProperty("inputWidth") long inputWidth,
            @JsonProperty("numChannels") long numChannels) {
        super(inputHeight, inputWidth, numChannels);
    }

    /** The same pixels in DL4J's order. */
    CnnToFeedForwardPreProcessor inDl4jOrder() {
        return new CnnToFeedForwardPreProcessor(getInputHeight(), getInputWidth(), getNumChannels());
    }

    boolean knowsItsSize() {
        return getInputHeight() > 0 && getInputWidth() > 0 && getNumChannels() > 0;
    }
}
