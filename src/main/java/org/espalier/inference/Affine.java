package org.espalier.inference;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.espalier.network.Layer;
import org.espalier.network.Network;

/** What inference makes of batch normalisation: {@code y = x·scale + shift} for each channel. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Affine(float[] scale, float[] shift) {

    /** {@code y = x}. */
    static Affine identity(int channels) {
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        return new Affine(ones, new float[channels]);
    }

    /** {@code γ·(x − μ)/√(σ² + ε) + β} (Ioffe and Szegedy 2015, arXiv 1502.03167), with the running μ and σ². */
    public static Affine of(Network network, Layer.BatchNorm layer) {
        BatchNormalization norm = (BatchNormalization)
                network.engine().getLayer(layer.name()).conf().getLayer();
        int channels = layer.output().channels();
        float[] mean = network.values(layer.name(), "mean");
        float[] variance = variance(network, layer.name(), norm);
        float[] gamma = learned(network, layer.name(), "gamma", norm, norm.getGamma(), channels);
        float[] beta = learned(network, layer.name(), "beta", norm, norm.getBeta(), channels);
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            double s = gamma[c] / Math.sqrt(variance[c] + norm.getEps());
            scale[c] = (float) s;
            shift[c] = (float) (beta[c] - mean[c] * s);
        }
        return new Affine(scale, shift);
    }

    private static float[] variance(Network network, String layer, BatchNormalization norm) {
        if (!norm.isUseLogStd()) {
            return network.values(layer, "var");
        }
        float[] values = network.values(layer, "log10stdev");
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) Math.pow(10, 2 * values[c]);
        }
        return values;
    }

    private static float[] learned(
            Network network, String layer, String parameter, BatchNormalization norm, double locked, int channels) {
        if (!norm.isLockGammaBeta()) {
            return network.values(layer, parameter);
        }
        float[] values = new float[channels];
        Arrays.fill(values, (float) locked);
        return values;
    }
}
