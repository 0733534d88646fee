package org.espalier.network;

import java.util.List;

/**
 * One layer of a network as plain data: what it is, what it reads, what it costs.
 *
 * <p>Costs are asked for by how many input channels and output units are kept, so that a pruned network
 * is counted as if it had been cut already.
 */
public sealed interface Layer {

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

    /** Whether it takes the image, or what one of several inputs takes of it. */
    default boolean isInput() {
        return this instanceof Input || (this instanceof Passing passing && passing.effect() == Passing.Effect.INPUT);
    }

    /** Whether its output channels come from weights of its own, so that they can be ranked and removed. */
    default boolean hasUnits() {
        return false;
    }

    /** A layer that reads one other. */
    sealed interface Unary extends Layer {

        String input();

        @Override
        default List<String> inputs() {
            return List.of(input());
        }
    }

    /** A layer that makes its output channels, its units, with weights of its own. */
    sealed interface Weighted extends Unary {

        @Override
        default boolean hasUnits() {
            return true;
        }

        /** Whether its units depend on each other behind their weights, so that none can go. */
        default boolean mixesItsUnits() {
            return false;
        }

        /** DL4J's name of the weights in which both a unit and a channel of the input have slices. */
        default String weights() {
            return "W";
        }
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
            implements Weighted {
        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return keptUnits * ((long) window.area() * keptInputs + (bias ? 1 : 0));
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return (long) output.positions() * keptUnits * window.area() * keptInputs;
        }
    }

    /**
     * A fully connected layer; its units are neurons, or the classes where it ends the network. Weights
     * {@code W[inputs, units]}.
     *
     * @param inputShape shape in front of it; with more than one position it is flattened on the way in
     * @param channelsLast whether that flattening counts channels fastest (row {@code position·C + c}) or
     *     slowest (row {@code c·positions + position})
     * @param layerNorm whether products are normalised over all units, with a gain each (Ba et al. 2016, arXiv 1607.06450)
     * @param classes whether it is an output of the network
     */
    record Dense(
            String name,
            String input,
            Shape inputShape,
            boolean channelsLast,
            Shape output,
            boolean bias,
            boolean layerNorm,
            String activation,
            boolean classes)
            implements Weighted {
        /** The row of {@code W} that takes in one channel at one position (row by row) of the input. */
        public int row(int channel, int position) {
            return channelsLast
                    ? position * inputShape.channels() + channel
                    : channel * inputShape.positions() + position;
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return keptUnits * ((long) keptInputs * inputShape.positions() + (bias ? 1 : 0) + (layerNorm ? 1 : 0));
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return (long) keptUnits * keptInputs * inputShape.positions();
        }

        /** By layer normalisation, or by a softmax whose results are read on. */
        @Override
        public boolean mixesItsUnits() {
            return layerNorm || (activation.equals("softmax") && !classes);
        }
    }

    /**
     * A convolution that makes {@code multiplier} neighbouring channels of each channel, which stay that channel's unit.
     * Weights {@code W[kernelHeight, kernelWidth, channels, multiplier]}.
     */
    record Depthwise(
            String name,
            String input,
            Shape inputShape,
            Shape output,
            Window window,
            int multiplier,
            boolean bias,
            String activation)
            implements Unary {
        public Depthwise {
            if (output.channels() != inputShape.channels() * multiplier) {
                throw new IllegalArgumentException(
                        inputShape.channels() + " channels do not become " + output.channels() + " by " + multiplier);
            }
        }

        /** The input channel that a channel is made of. */
        public int channelOf(int channel) {
            return channel / multiplier;
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return keptUnits * ((long) window.area() + (bias ? 1 : 0));
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return (long) output.positions() * keptUnits * window.area();
        }
    }

    /**
     * A depthwise convolution with a 1×1 convolution behind it; its units are the filters of the second. Weights
     * {@code W[multiplier, channels, kernelHeight, kernelWidth]}, without a bias, and {@code pW[filters, channels ·
     * multiplier, 1, 1]}, which counts multipliers fastest.
     */
    record Separable(
            String name,
            String input,
            Shape inputShape,
            Shape output,
            Window window,
            int multiplier,
            boolean bias,
            String activation)
            implements Weighted {
        @Override
        public String weights() {
            return "pW";
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            long between = (long) keptInputs * multiplier;
            return between * window.area() + keptUnits * (between + (bias ? 1 : 0));
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return (long) output.positions() * keptInputs * multiplier * (window.area() + keptUnits);
        }
    }

    /** Spreads each pixel over a window; its units are filters. {@code W[channels, filters, kernelHeight, kernelWidth]}. */
    record Deconvolution(
            String name, String input, Shape inputShape, Shape output, Window window, boolean bias, String activation)
            implements Weighted {
        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return keptUnits * ((long) window.area() * keptInputs + (bias ? 1 : 0));
        }

        @Override
        public long multiplyAdds(int keptInputs, int keptUnits) {
            return (long) inputShape.positions() * keptInputs * window.area() * keptUnits;
        }
    }

    /**
     * Batch normalisation per channel.
     *
     * @param arrays stored values per channel: 4 (gamma, beta, mean, variance), or 2 where gamma and beta
     *     are locked
     */
    record BatchNorm(String name, String input, Shape output, int arrays) implements Unary {
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
            implements Unary {
        /** What a pooling window becomes. */
        public enum Reduction {
            MAX,
            AVERAGE,
            SUM,
            /** The p-th root of the sum of p-th powers of absolute values. */
            NORM
        }
    }

    /** A function of every value. */
    record Activation(String name, String input, Shape output, String activation) implements Unary {}

    /** Dropout: does nothing once the network is trained. */
    record Dropout(String name, String input, Shape output, double rate) implements Unary {}

    /** Several inputs made into one, channel by channel or one behind the other. */
    record Combination(String name, List<String> inputs, Shape output, Kind kind) implements Layer {
        public enum Kind {
            ADD,
            SUBTRACT,
            PRODUCT,
            AVERAGE,
            MAX,
            /** Channels one behind the other. */
            CONCATENATE,
            /** Images one behind the other, so that the layers behind are shared by all inputs. */
            STACK
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
     * @param sharedValues stored values that all channels share
     */
    record Passing(
            String name,
            String input,
            Shape inputShape,
            Shape output,
            Effect effect,
            int firstChannel,
            int valuesPerChannel,
            int sharedValues)
            implements Unary {
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
            /** Is multiplied by a learned number, another is added, and a function follows. */
            LEARNED_SCALE,
            /** Negative values are multiplied with learned ones. */
            PRELU,
            /** Stays as it is; some other channels go. */
            SUBSET,
            /** Stays as it is, and enters the network. */
            INPUT,
            /** Stays as it is; other images of a stack go. */
            UNSTACK
        }

        public Passing {
            if (firstChannel < 0 || firstChannel + output.channels() > inputShape.channels()) {
                throw new IllegalArgumentException(
                        "no " + output.channels() + " channels from " + firstChannel + " on in " + inputShape);
            }
        }

        @Override
        public long parameters(int keptInputs, int keptUnits) {
            return (long) valuesPerChannel * keptUnits + sharedValues;
        }
    }

    /**
     * Images made into a list of features.
     *
     * @param channelsLast whether channels are counted fastest (feature {@code position·C + c}) or slowest (feature
     *     {@code c·positions + position})
     */
    record Flatten(String name, String input, Shape inputShape, boolean channelsLast) implements Unary {
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
     * A layer that is run, counted and shown, but never pruned: which of its outputs comes from which input is not known.
     *
     * @param type DL4J's name of its kind
     * @param fixedMultiplyAdds for one example; 0 where they are not known
     * @param why nothing of what it reads or makes can go
     */
    record Opaque(
            String name,
            List<String> inputs,
            Shape output,
            String type,
            long storedParameters,
            long fixedMultiplyAdds,
            Frozen.Reason why)
            implements Layer {
        public Opaque {
            inputs = List.copyOf(inputs);
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
