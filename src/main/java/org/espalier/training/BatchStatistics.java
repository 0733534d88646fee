package org.espalier.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What batch normalisation knows of a batch, over all lanes, and its running averages (Ioffe and Szegedy 2015, arXiv
 * 1502.03167). Silenced channels are not in it.
 */
final class BatchStatistics {

    /** One lane's sums, one value per channel. */
    @SuppressWarnings("ArrayRecordComponent") // package-private, never compared
    record Share(double[] mean, double[] squares, double[] gradient, double[] gradientTimesNormal) {}

    private final String layer;
    private final int[] channels;
    private final double epsilon;
    private final double decay;
    private final boolean log;
    private final double[] runningMean;
    private final double[] runningVariance;
    private final List<Share> shares = new ArrayList<>();
    private final List<Long> pixels = new ArrayList<>();
    private final double[] mean;
    private final double[] variance;
    private final double[] gradient;
    private final double[] gradientTimesNormal;

    /** @param channels those that are not silenced, by their places in the layer */
    BatchStatistics(Network network, String layer, int... channels) {
        BatchNormalization norm =
                (BatchNormalization) network.engine().getLayer(layer).conf().getLayer();
        this.layer = layer;
        this.channels = channels.clone();
        this.epsilon = norm.getEps();
        this.decay = norm.getDecay();
        this.log = norm.isUseLogStd();
        this.runningMean = chosen(network.values(layer, "mean"));
        this.runningVariance = chosen(network.values(layer, log ? "log10stdev" : "var"));
        if (log) {
            for (int c = 0; c < channels.length; c++) {
                runningVariance[c] = Math.pow(10, 2 * runningVariance[c]);
            }
        }
        this.mean = new double[channels.length];
        this.variance = new double[channels.length];
        this.gradient = new double[channels.length];
        this.gradientTimesNormal = new double[channels.length];
    }

    private double[] chosen(float[] all) {
        return Arrays.stream(channels).mapToDouble(channel -> all[channel]).toArray();
    }

    /** Room for one lane's sums over so many pixels. */
    Share newShare(long count) {
        int size = channels.length;
        Share share = new Share(new double[size], new double[size], new double[size], new double[size]);
        shares.add(share);
        pixels.add(count);
        return share;
    }

    /** Mean and variance over all lanes (merged as in Chan et al., 1979), once each has its own. */
    void merge() {
        Arrays.fill(variance, 0);
        long count = 0;
        for (int lane = 0; lane < shares.size(); lane++) {
            Share share = shares.get(lane);
            long more = pixels.get(lane);
            for (int c = 0; c < mean.length; c++) {
                double before = count == 0 ? share.mean()[c] : mean[c];
                double apart = share.mean()[c] - before;
                mean[c] = before + apart * more / (count + more);
                variance[c] += share.squares()[c] + apart * apart * count * more / (count + more);
            }
            count += more;
        }
        for (int c = 0; c < mean.length; c++) {
            variance[c] /= count;
        }
    }

    /** The sums that the way back needs, over all lanes, as means. */
    void mergeBack() {
        double count = pixels.stream().mapToLong(Long::longValue).sum();
        for (int c = 0; c < gradient.length; c++) {
            double sum = 0;
            double product = 0;
            for (Share share : shares) {
                sum += share.gradient()[c];
                product += share.gradientTimesNormal()[c];
            }
            gradient[c] = sum / count;
            gradientTimesNormal[c] = product / count;
        }
    }

    /** Moves the running averages towards the batch. */
    void remember() {
        for (int c = 0; c < mean.length; c++) {
            runningMean[c] = decay * runningMean[c] + (1 - decay) * mean[c];
            runningVariance[c] = decay * runningVariance[c] + (1 - decay) * variance[c];
        }
    }

    int size() {
        return mean.length;
    }

    double mean(int channel) {
        return mean[channel];
    }

    /** What brings a channel to variance 1. */
    double scale(int channel) {
        return 1 / Math.sqrt(variance[channel] + epsilon);
    }

    double gradient(int channel) {
        return gradient[channel];
    }

    double gradientTimesNormal(int channel) {
        return gradientTimesNormal[channel];
    }

    /** A copy of the running averages: means, then variances. */
    double[] copy() {
        double[] copy = Arrays.copyOf(runningMean, 2 * runningMean.length);
        System.arraycopy(runningVariance, 0, copy, runningMean.length, runningMean.length);
        return copy;
    }

    /** Writes a copy into a network of the same layers; silenced channels stay as they are there. */
    void write(double[] copy, ComputationGraph into) {
        int size = channels.length;
        put(Arrays.copyOf(copy, size), into, "mean");
        double[] variances = Arrays.copyOfRange(copy, size, 2 * size);
        if (log) {
            variances = Arrays.stream(variances).map(v -> Math.log10(v) / 2).toArray();
        }
        put(variances, into, log ? "log10stdev" : "var");
    }

    private void put(double[] values, ComputationGraph into, String name) {
        INDArray target = into.getLayer(layer).getParam(name);
        float[] all = target.dup('c').data().asFloat();
        for (int c = 0; c < channels.length; c++) {
            all[channels[c]] = (float) values[c];
        }
        target.assign(Nd4j.create(all, target.shape(), 'c'));
    }
}
