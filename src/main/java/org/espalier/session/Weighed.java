package org.espalier.session;

import java.util.List;
import org.espalier.measure.Latency;
import org.espalier.measure.Sizes;
import org.espalier.text.Text;

/**
 * How large and how fast a network is beside the one that it was made of.
 *
 * @param before of the larger network
 * @param after of the smaller one, cut for real
 * @param latencies by batch, small batches first; measured in turn on this machine
 */
public record Weighed(Sizes before, Sizes after, List<Latency> latencies) {

    /** Below this a difference in speed is not told from noise. */
    private static final double NOISE = 1.05;

    /** So much of what the multiply-adds promise is as good as all of it. */
    private static final double GOOD_PART = 0.85;

    public Weighed {
        latencies = List.copyOf(latencies);
        if (latencies.isEmpty()) {
            throw new IllegalArgumentException("nothing was timed");
        }
    }

    /** A kind of size as the user reads it. */
    public static String nameOf(Sizes.Kind kind) {
        return switch (kind) {
            case PARAMETERS -> Text.of("session.size.parameters");
            case TRAINABLE -> Text.of("session.size.trainable");
            case NON_ZERO -> Text.of("session.size.non-zero");
            case MULTIPLY_ADDS -> Text.of("session.size.multiply-adds");
            case FILE -> Text.of("session.size.file");
            case ZIPPED -> Text.of("session.size.zipped");
            case ACTIVATIONS -> Text.of("session.size.activations");
        };
    }

    /** How many times fewer multiply-adds the smaller network has. */
    public double fewerMultiplyAdds() {
        return (double) before.multiplyAdds() / Math.max(1, after.multiplyAdds());
    }

    /** How many times faster it is, at the largest batch. */
    public double speedUp() {
        return latencies.get(latencies.size() - 1).speedUp();
    }

    /** The part of what fewer multiply-adds promise that became speed, at the largest batch. */
    public double realisedPart() {
        return speedUp() / fewerMultiplyAdds();
    }

    /** What the figures mean, in one sentence: above all where they do not say the same. */
    public String sentence() {
        boolean isCut = after.parameters() < before.parameters();
        long zeros = after.parameters() - after.nonZero() - (before.parameters() - before.nonZero());
        if (!isCut && zeros > 0) {
            return Text.of("session.weighed.zeros", Text.percent((double) zeros / after.parameters(), 0));
        }
        if (!isCut) {
            return Text.of("session.weighed.same");
        }
        String speed = Text.decimal(speedUp(), 1);
        String promised = Text.decimal(fewerMultiplyAdds(), 1);
        if (speedUp() < NOISE) {
            return Text.of("session.weighed.not-faster", promised);
        }
        return realisedPart() < GOOD_PART
                ? Text.of("session.weighed.partly", speed, promised)
                : Text.of("session.weighed.faster", speed, promised);
    }
}
