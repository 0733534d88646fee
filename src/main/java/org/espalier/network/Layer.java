package org.espalier.network;

import java.util.List;

/**
 * One layer of a network as plain data: what it is, what it reads, what it costs.
 *
 * <p>Costs are asked for by how many input channels and output units are kept, so that a pruned network
 * is counted as if it had been cut already.
 */
public sealed interface Layer
        permits Layer.Input,
                Layer.Convolution,
                Layer.Dense,
                Layer.BatchNorm,
                Layer.Pooling,
                Layer.Activation,
                Layer.Dropout,
                Layer.Combination,
                Layer.Passing,
                Layer.Flatten,
                Layer.Opaque {

    String name();

    /** Names of the layers it reads, in order. */
    List<String> inputs();

    /** Shape of one example behind this layer. */
    Shape output();

    /** Trainable and stored values, as DL4J counts them, with so many input channels and output units kept. */
    default long parameters(int keptInputs, int keptUnits) {
        return 0;
    }

    /** Of {@link #parameters}, those that training changes by a gradient, as Keras counts "trainable". */
    default long trainable(int keptInputs, int keptUnits) {
        return parameters(keptInputs, keptUnits);
    }

    /** Multiply-adds for one example (one multiplication with its addition counts once). */
    default long multiplyAdds(int keptInputs, int keptUnits) {
        return 0;
    }

    /** Whether its output channels come from weights of its own, so that they can be ranked and removed. */
    default boolean hasUnits() {
        return false;
    }

    /** Images or features that enter the network. */
    record Input(String name, Shape output) implements Layer {
        @Override
        public List<String> inputs() {
            return List.of();
        }
    }

    /**
     * A two-dimensional convolution; its units are filters. Weights {@code W[filters, channels, kernelHeight,
     * kernelWidth]}.
     *
     * @param input what it reads
     * @param window kernel, stride, padding and dilation
     * @param bias whether it adds one value per filter
     * @param activation DL4J's name of the function behind it, "identity" if there is none
     */
    record Convolution(
            String name, String input, Shape inputShape, Shape output, Window window, boolean bias, String activation)
            implements Layer {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return keptUnits * ((long) window.area() * keptInputs + (bias ? 1 : 0));
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return (long) output.positions() * keptUnits * window.area() * keptInputs;
        }

        @Override
        public boolean hasUnits() {
            return true;
        }
    }

    /**
     * A fully connected layer; its units are neurons, or the classes where it ends the network. Weights
     * {@code W[inputs, units]}.
     *
     * @param inputShape shape in front of it; with more than one position it is flattened on the way in
     * @param channelsLast whether that flattening counts channels fastest (row {@code position·C + c}) or
     *     slowest (row {@code c·positions + position})
     * @param classes whether it is an output of the network
     */
    record Dense(
            String name,
            String input,
            Shape inputShape,
            boolean channelsLast,
            Shape output,
            boolean bias,
            String activation,
            boolean classes)
            implements Layer {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        /** The row of {@code W} that takes in one channel at one position (row by row) of the input. */
        public int row(int channel, int position) {
            return channelsLast
                    ? position * inputShape.channels() + channel
                    : channel * inputShape.positions() + position;
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return keptUnits * ((long) keptInputs * inputShape.positions() + (bias ? 1 : 0));
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return (long) keptUnits * keptInputs * inputShape.positions();
        }

        @Override
        public boolean hasUnits() {
            return true;
        }
    }

    /**
     * Batch normalisation per channel.
     *
     * @param arrays stored values per channel: 4 (gamma, beta, mean, variance), or 2 where gamma and beta
     *     are locked
     */
    record BatchNorm(String name, String input, Shape output, int arrays) implements Layer {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return (long) arrays * keptUnits;
        }

        /** Mean and variance are counted from what passes by. */
        @Override
        public long trainable(int keptInputs, int keptUnits) {
            return (arrays - 2L) * keptUnits;
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return (long) output.positions() * keptUnits;
        }
    }

    /** Pooling over windows, or over the whole image where the window is as large as its input. */
    record Pooling(String name, String input, Shape inputShape, Shape output, Window window, Reduction reduction)
            implements Layer {
        /** What a pooling window becomes. */
        public enum Reduction {
            MAX,
            AVERAGE,
            SUM,
            /** The p-th root of the sum of p-th powers of absolute values. */
            NORM
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /** A function applied to every value. */
    record Activation(String name, String input, Shape output, String activation) implements Layer {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /** Dropout: does nothing once the network is trained. */
    record Dropout(String name, String input, Shape output, double rate) implements Layer {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }
    }

    /** Several inputs made into one, channel by channel or one behind the other. */
    record Combination(String name, List<String> inputs, Shape output, Kind kind) implements Layer {
        /** How the inputs meet. */
        public enum Kind {
            ADD,
            SUBTRACT,
            PRODUCT,
            AVERAGE,
            MAX,
            /** Channels one behind the other. */
            CONCATENATE
        }

        public Combination {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * A layer that makes each of its channels of one channel that it reads, and of nothing else: units pass through.
     *
     * @param firstChannel the input channel that becomes the first one here
     * @param valuesPerChannel stored values per channel
     */
    record Passing(
            String name,
            String input,
            Shape inputShape,
            Shape output,
            Effect effect,
            int firstChannel,
            int valuesPerChannel)
            implements Layer {
        /** What becomes of a channel. */
        public enum Effect {
            /** Gets an edge of zeros. */
            PADDING,
            /** Loses its edge. */
            CROPPING,
            /** Each pixel is repeated. */
            UPSAMPLING,
            /** Is multiplied by a number. */
            SCALE,
            /** A number is added. */
            SHIFT,
            /** Negative values are multiplied with learned ones. */
            PRELU,
            /** Stays as it is; some other channels go. */
            SUBSET
        }

        public Passing {
            if (firstChannel < 0 || firstChannel + output.channels() > inputShape.channels()) {
                throw new IllegalArgumentException(
                        "no " + output.channels() + " channels from " + firstChannel + " on in " + inputShape);
            }
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return (long) valuesPerChannel * keptUnits;
        }
    }

    /**
     * Images made into a list of features.
     *
     * @param channelsLast whether channels are counted fastest (feature {@code position·C + c}) or slowest (feature
     *     {@code c·positions + position})
     */
    record Flatten(String name, String input, Shape inputShape, boolean channelsLast) implements Layer {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Shape output() {
            return Shape.features(inputShape.values());
        }

        /** The channel that a feature comes from. */
        public int channelOf(int feature) {
            return channelsLast ? feature % inputShape.channels() : feature / inputShape.positions();
        }
    }

    /**
     * A layer that is run, counted and shown, but never pruned: we cannot say which of its inputs belongs to
     * which of its outputs, or, for depthwise and separable convolutions and deconvolutions, we do not say yet.
     *
     * @param type DL4J's name of its kind
     * @param fixedMultiplyAdds for one example; 0 where they are not known
     */
    record Opaque(
            String name, List<String> inputs, Shape output, String type, long storedParameters, long fixedMultiplyAdds)
            implements Layer {
        public Opaque {
            inputs = List.copyOf(inputs);
        }

        /** Of unknown multiply-adds. */
        public Opaque(String name, List<String> inputs, Shape output, String type, long storedParameters) {
            this(name, inputs, output, type, storedParameters, 0);
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return storedParameters;
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return fixedMultiplyAdds;
        }
    }
}
