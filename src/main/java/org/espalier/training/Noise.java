package org.espalier.training;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.jspecify.annotations.Nullable;

/** What a dropout does to the values of an image: {@code y = x·factor + addition}, by chance. */
interface Noise {

    /**
     * Draws for one image.
     *
     * @param from the first of its values, channels fastest, {@code to} the one behind the last
     * @param channels of its pixels
     */
    void draw(SplittableRandom random, float[] factors, float[] additions, int from, int to, int channels);

    /** Whether anything is ever added. */
    default boolean adds() {
        return false;
    }

    /** Null where it does nothing, or is of a kind that is not known. */
    static @Nullable Noise of(@Nullable IDropout dropout) {
        if (dropout instanceof Dropout plain) {
            return drops(plain.getP()) ? new Dropped(plain.getP()) : null;
        }
        if (dropout instanceof SpatialDropout spatial) {
            return drops(spatial.getP()) ? new DroppedChannels(spatial.getP()) : null;
        }
        if (dropout instanceof AlphaDropout alpha) {
            return drops(alpha.getP()) ? Saturated.of(alpha) : null;
        }
        if (dropout instanceof GaussianDropout gaussian) {
            double rate = gaussian.getRate();
            return drops(1 - rate) ? new Multiplied(Math.sqrt(rate / (1 - rate))) : null;
        }
        return dropout instanceof GaussianNoise noise && noise.getStddev() > 0 ? new Added(noise.getStddev()) : null;
    }

    /** Whether some are kept and some are not; a file may say anything. */
    private static boolean drops(double kept) {
        return kept > 0 && kept < 1;
    }

    /** Values are zero, and the others make up for it (inverted dropout: Srivastava et al., JMLR 2014). */
    record Dropped(double kept) implements Noise {

        @Override
        public void draw(SplittableRandom random, float[] factors, float[] additions, int from, int to, int channels) {
            float factor = (float) (1 / kept);
            double rate = 1 - kept;
            for (int i = from; i < to; i++) {
                factors[i] = random.nextDouble() < rate ? 0 : factor;
            }
        }
    }

    /** The same for whole channels (Tompson et al., arXiv 1411.4280). */
    record DroppedChannels(double kept) implements Noise {

        @Override
        public void draw(SplittableRandom random, float[] factors, float[] additions, int from, int to, int channels) {
            for (int i = from; i < to; i++) {
                boolean first = i < from + channels;
                factors[i] = first ? (float) (random.nextDouble() < kept ? 1 / kept : 0) : factors[i - channels];
            }
        }
    }

    /** Values are multiplied with what is 1 on average (Srivastava et al., JMLR 2014, section 10). */
    record Multiplied(double deviation) implements Noise {

        @Override
        public void draw(SplittableRandom random, float[] factors, float[] additions, int from, int to, int channels) {
            for (int i = from; i < to; i++) {
                factors[i] = (float) (1 + deviation * random.nextGaussian());
            }
        }
    }

    /** Something that is 0 on average is added. */
    record Added(double deviation) implements Noise {

        @Override
        public void draw(SplittableRandom random, float[] factors, float[] additions, int from, int to, int channels) {
            for (int i = from; i < to; i++) {
                factors[i] = 1;
                additions[i] = (float) (deviation * random.nextGaussian());
            }
        }

        @Override
        public boolean adds() {
            return true;
        }
    }

    /**
     * Values become what a SELU tends to, with mean and variance kept (Klambauer et al. 2017, arXiv 1706.02515).
     *
     * @param low what a dropped value becomes
     */
    record Saturated(double kept, double low, double scale, double shift) implements Noise {

        static Saturated of(AlphaDropout dropout) {
            double kept = dropout.getP();
            double low = -dropout.getLambda() * dropout.getAlpha();
            double scale = 1 / Math.sqrt(kept + low * low * kept * (1 - kept));
            return new Saturated(kept, low, scale, -scale * low * (1 - kept));
        }

        @Override
        public void draw(SplittableRandom random, float[] factors, float[] additions, int from, int to, int channels) {
            for (int i = from; i < to; i++) {
                boolean stays = random.nextDouble() < kept;
                factors[i] = (float) (stays ? scale : 0);
                additions[i] = (float) (scale * (stays ? 0 : low) + shift);
            }
        }

        @Override
        public boolean adds() {
            return true;
        }
    }
}
