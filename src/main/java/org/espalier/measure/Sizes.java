package org.espalier.measure;

import org.espalier.network.ModelFile;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * How large a network is, in every way that people mean by it.
 *
 * @param parameters all stored values, as DL4J counts them and Keras counts "total params"
 * @param trainable of them, those that a gradient changes: without batch-norm's mean and variance
 * @param nonZero of them, those that are not zero
 * @param multiplyAdds for one image; one multiplication with its addition counts once (FLOPs are twice as many)
 * @param fileBytes configuration and weights in a model file, before compression
 * @param zippedBytes the model file as it is saved
 * @param activationBytes the most that stands at once beside the weights while one image runs
 */
public record Sizes(
        long parameters,
        long trainable,
        long nonZero,
        long multiplyAdds,
        long fileBytes,
        long zippedBytes,
        long activationBytes) {

    /** What is meant by large. */
    public enum Kind {
        PARAMETERS,
        TRAINABLE,
        NON_ZERO,
        MULTIPLY_ADDS,
        FILE,
        ZIPPED,
        ACTIVATIONS
    }

    public long of(Kind kind) {
        return switch (kind) {
            case PARAMETERS -> parameters;
            case TRAINABLE -> trainable;
            case NON_ZERO -> nonZero;
            case MULTIPLY_ADDS -> multiplyAdds;
            case FILE -> fileBytes;
            case ZIPPED -> zippedBytes;
            case ACTIVATIONS -> activationBytes;
        };
    }

    /** Reads all weights and compresses them, which takes some milliseconds per million. */
    public static Sizes of(Network network) {
        Cost cost = Cost.of(network, PruningMask.NONE);
        ModelFile.Size file = ModelFile.sizeOf(network);
        return new Sizes(
                network.parameters(),
                cost.trainable(),
                network.nonZeroParameters(),
                cost.multiplyAdds(),
                file.content(),
                file.zipped(),
                ActivationPeak.bytes(network, PruningMask.NONE));
    }
}
