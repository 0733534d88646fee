package org.espalier.training;

import org.espalier.network.Layer;

/**
 * Where the values of a layer's weights, in the order in which operations want them, stand in DL4J's arrays; only of
 * channels and units that are not silenced.
 */
final class Places {

    private Places() {}

    /** {@code [kernelHeight·kernelWidth·channels, filters]}. */
    static int[] of(Layer.Convolution layer, int[] channels, int[] filters) {
        int area = layer.window().area();
        int all = layer.inputShape().channels();
        int[] places = new int[area * channels.length * filters.length];
        int at = 0;
        for (int pixel = 0; pixel < area; pixel++) {
            for (int channel : channels) {
                for (int filter : filters) {
                    places[at++] = (filter * all + channel) * area + pixel;
                }
            }
        }
        return places;
    }

    /** {@code [inputs, neurons]}, the input's channels fastest. */
    static int[] of(Layer.Dense layer, int[] channels, int[] neurons) {
        int positions = layer.inputShape().positions();
        int all = layer.output().channels();
        int[] places = new int[positions * channels.length * neurons.length];
        int at = 0;
        for (int position = 0; position < positions; position++) {
            for (int channel : channels) {
                int row = layer.row(channel, position) * all;
                for (int neuron : neurons) {
                    places[at++] = row + neuron;
                }
            }
        }
        return places;
    }

    /** {@code [kernelHeight·kernelWidth·channels, multiplier]}. */
    static int[] of(Layer.Depthwise layer, int[] channels) {
        int area = layer.window().area();
        int all = layer.inputShape().channels();
        int[] places = new int[area * channels.length * layer.multiplier()];
        int at = 0;
        for (int pixel = 0; pixel < area; pixel++) {
            for (int channel : channels) {
                for (int m = 0; m < layer.multiplier(); m++) {
                    places[at++] = (pixel * all + channel) * layer.multiplier() + m;
                }
            }
        }
        return places;
    }

    /** The same of its first step. */
    static int[] ofFirst(Layer.Separable layer, int[] channels) {
        int area = layer.window().area();
        int all = layer.inputShape().channels();
        int[] places = new int[area * channels.length * layer.multiplier()];
        int at = 0;
        for (int pixel = 0; pixel < area; pixel++) {
            for (int channel : channels) {
                for (int m = 0; m < layer.multiplier(); m++) {
                    places[at++] = (m * all + channel) * area + pixel;
                }
            }
        }
        return places;
    }

    /** Of its second step: {@code [channels·multiplier, filters]}. */
    static int[] ofSecond(Layer.Separable layer, int[] channels, int[] filters) {
        int all = layer.inputShape().channels() * layer.multiplier();
        int[] places = new int[channels.length * layer.multiplier() * filters.length];
        int at = 0;
        for (int channel : channels) {
            for (int m = 0; m < layer.multiplier(); m++) {
                for (int filter : filters) {
                    places[at++] = filter * all + channel * layer.multiplier() + m;
                }
            }
        }
        return places;
    }

    /** {@code [kernelHeight·kernelWidth·filters, channels]}. */
    static int[] of(Layer.Deconvolution layer, int[] channels, int[] filters) {
        int area = layer.window().area();
        int all = layer.output().channels();
        int[] places = new int[area * channels.length * filters.length];
        int at = 0;
        for (int pixel = 0; pixel < area; pixel++) {
            for (int filter : filters) {
                for (int channel : channels) {
                    places[at++] = (channel * all + filter) * area + pixel;
                }
            }
        }
        return places;
    }
}
