package org.espalier.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.espalier.network.Shape;
import org.espalier.network.Window;

/**
 * Of each window the p-th root of the sum of p-th powers of absolute values. ND4J's way back makes no number of a window
 * of zeros.
 */
final class TrainedPowerPooling implements TrainingStage {

    private final int power;
    private final int images;
    private final boolean learns;
    private final Shape in;
    private final Shape out;
    private final Patches patches;
    private final FloatBuffer from;
    private final FloatBuffer to;
    private final FloatBuffer gradient;
    private final FloatBuffer gradientBack;
    private final float[] image;
    private final float[] seen;
    private final float[] result;
    private final float[] before;
    private final float[] norms;

    TrainedPowerPooling(Window window, int power, Signal in, Signal out, TrainingLane lane) {
        this.power = power;
        this.images = lane.images();
        this.learns = in.learns();
        this.in = in.shape();
        this.out = out.shape();
        this.patches = new Patches(window, this.in, this.out, false);
        this.from = NativeArrays.bufferOf(lane.valuesOf(in).asList());
        this.to = NativeArrays.bufferOf(lane.valuesOf(out).asList());
        this.gradient = NativeArrays.bufferOf(lane.gradientOf(out).asList());
        this.gradientBack = NativeArrays.bufferOf(lane.gradientOf(in).asList());
        this.image = new float[this.in.values()];
        this.seen = new float[patches.perImage()];
        this.result = new float[this.out.values()];
        // What is read and what is made may change in place before the way back.
        this.before = new float[images * image.length];
        this.norms = new float[images * result.length];
    }

    @Override
    public void forward() {
        from.get(0, before, 0, before.length);
        for (int number = 0; number < images; number++) {
            look(number);
            double[] sums = new double[result.length];
            for (int i = 0; i < seen.length; i++) {
                sums[windowOf(i)] += raised(Math.abs(seen[i]), power);
            }
            for (int i = 0; i < sums.length; i++) {
                norms[number * sums.length + i] = (float) Math.pow(sums[i], 1.0 / power);
            }
        }
        to.put(0, norms, 0, norms.length);
    }

    /** {@code ∂y/∂x = sign(x)·(|x|/y)^(p − 1)}; nothing where all are zero. */
    @Override
    public void backward() {
        for (int number = 0; learns && number < images; number++) {
            look(number);
            gradient.get(number * result.length, result, 0, result.length);
            for (int i = 0; i < seen.length; i++) {
                int window = windowOf(i);
                float norm = norms[number * result.length + window];
                double part = norm == 0 ? 0 : raised(Math.abs(seen[i]) / norm, power - 1);
                seen[i] = (float) (result[window] * Math.signum(seen[i]) * part);
            }
            patches.addBack(seen, 1, image);
            gradientBack.put(number * image.length, image, 0, image.length);
        }
    }

    private static double raised(double value, int power) {
        double product = 1;
        for (int i = 0; i < power; i++) {
            product *= value;
        }
        return product;
    }

    private void look(int number) {
        System.arraycopy(before, number * image.length, image, 0, image.length);
        Arrays.fill(seen, 0);
        patches.copy(image, 1, seen);
    }

    /** The value that is made of one in the patches. */
    private int windowOf(int i) {
        int pixel = patches.areTurned() ? i % out.positions() : i / patches.width();
        int place = patches.areTurned() ? i / out.positions() : i % patches.width();
        return pixel * in.channels() + place % in.channels();
    }
}
