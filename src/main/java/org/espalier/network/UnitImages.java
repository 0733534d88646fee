package org.espalier.network;

/**
 * The units of a layer as small images: what each of them looks for.
 *
 * <p>A filter is shown by its kernel, a neuron by the image it reads; where that has several channels, by
 * the mean absolute weight over them.
 *
 * @param height of one image, in weights
 * @param width of one image, in weights
 * @param signed whether weights keep their sign (one input channel), or are sizes
 * @param values {@code [unit, height, width]}
 */
public record UnitImages(int height, int width, boolean signed, float[][] values) {

    /** Images of all units of a layer. */
    public static UnitImages of(Network network, Layer layer) {
        float[] weights = network.weights(layer.name());
        if (layer instanceof Layer.Convolution convolution) {
            return ofFilters(convolution, weights);
        }
        if (layer instanceof Layer.Dense dense) {
            return ofNeurons(dense, weights);
        }
        if (layer instanceof Layer.Deconvolution deconvolution) {
            return ofSpreadFilters(deconvolution, weights);
        }
        if (layer instanceof Layer.Separable separable) {
            return ofTwoSteps(separable, weights, network.values(layer.name(), "W"));
        }
        throw new IllegalArgumentException(layer.name() + " has no units of its own");
    }

    private static UnitImages ofFilters(Layer.Convolution layer, float[] weights) {
        int channels = layer.inputShape().channels();
        int area = layer.window().area();
        float[][] values = new float[layer.output().channels()][area];
        for (int unit = 0; unit < values.length; unit++) {
            for (int channel = 0; channel < channels; channel++) {
                int from = (unit * channels + channel) * area;
                for (int pixel = 0; pixel < area; pixel++) {
                    add(values[unit], pixel, weights[from + pixel], channels);
                }
            }
        }
        return new UnitImages(layer.window().height(), layer.window().width(), channels == 1, values);
    }

    private static UnitImages ofSpreadFilters(Layer.Deconvolution layer, float[] weights) {
        int channels = layer.inputShape().channels();
        int area = layer.window().area();
        float[][] values = new float[layer.output().channels()][area];
        for (int i = 0; i < weights.length; i++) {
            add(values[i / area % values.length], i % area, weights[i], channels);
        }
        return new UnitImages(layer.window().height(), layer.window().width(), channels == 1, values);
    }

    /** The kernels of both steps multiplied out: what a filter makes of each input channel. */
    private static UnitImages ofTwoSteps(Layer.Separable layer, float[] points, float[] kernels) {
        int channels = layer.inputShape().channels();
        int between = channels * layer.multiplier();
        int area = layer.window().area();
        float[][] values = new float[layer.output().channels()][area];
        for (int i = 0; i < points.length; i++) {
            int channel = i % between / layer.multiplier();
            int from = (i % layer.multiplier() * channels + channel) * area;
            for (int pixel = 0; pixel < area; pixel++) {
                add(values[i / between], pixel, points[i] * kernels[from + pixel], between);
            }
        }
        return new UnitImages(layer.window().height(), layer.window().width(), between == 1, values);
    }

    private static UnitImages ofNeurons(Layer.Dense layer, float[] weights) {
        int channels = layer.inputShape().channels();
        int units = layer.output().channels();
        if (layer.inputShape().positions() == 1) {
            return ofFeatures(channels, units, weights);
        }
        float[][] values = new float[units][layer.inputShape().positions()];
        for (int position = 0; position < layer.inputShape().positions(); position++) {
            for (int channel = 0; channel < channels; channel++) {
                int row = layer.row(channel, position) * units;
                for (int unit = 0; unit < units; unit++) {
                    add(values[unit], position, weights[row + unit], channels);
                }
            }
        }
        return new UnitImages(layer.inputShape().height(), layer.inputShape().width(), channels == 1, values);
    }

    /** A list of features has no shape; it is laid out in rows, nearly square, the rest of the last one empty. */
    private static UnitImages ofFeatures(int features, int units, float[] weights) {
        int width = (int) Math.ceil(Math.sqrt(features));
        int height = (features + width - 1) / width;
        float[][] values = new float[units][width * height];
        for (int feature = 0; feature < features; feature++) {
            for (int unit = 0; unit < units; unit++) {
                values[unit][feature] = weights[feature * units + unit];
            }
        }
        return new UnitImages(height, width, true, values);
    }

    private static void add(float[] image, int place, float weight, int channels) {
        image[place] += channels == 1 ? weight : Math.abs(weight) / channels;
    }

    /** The smallest size of any value. */
    public float smallest() {
        float smallest = Float.MAX_VALUE;
        for (float[] image : values) {
            for (float value : image) {
                smallest = Math.min(smallest, Math.abs(value));
            }
        }
        return smallest;
    }

    /** The largest size of any value: what the strongest colour stands for. */
    public float largest() {
        float largest = 0;
        for (float[] image : values) {
            for (float value : image) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest;
    }
}
