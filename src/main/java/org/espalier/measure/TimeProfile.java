package org.espalier.measure;

import java.util.Arrays;
import java.util.List;
import org.espalier.data.Examples;
import org.espalier.inference.Images;
import org.espalier.inference.PlanProfile;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/** What running a dense network on one thread spends its time on. */
public final class TimeProfile {

    private static final int IMAGES = 250;

    private final PlanProfile plan;

    private TimeProfile(PlanProfile plan) {
        this.plan = plan;
    }

    /**
     * One layer's part of the time, its activation included.
     *
     * @param micros per image
     * @param part of the whole network's time, 0 to 1
     * @param gflops in 10⁹ operations per second, a multiply-add counting as two
     */
    public record LayerTime(String layer, double micros, double part, double gflops) {}

    /** Runs some of the examples a few dozen times. */
    public static TimeProfile measure(Network network, Examples examples) {
        int[] order = examples.stratifiedOrder(1);
        int[] some = Arrays.copyOf(order, Math.min(IMAGES, order.length));
        return new TimeProfile(PlanProfile.measure(network, Images.of(examples, some)));
    }

    /** How many images were run at once. */
    public int imagesAtOnce() {
        return plan.batch();
    }

    /** Microseconds per image of the whole network. */
    public double micros() {
        return plan.microsPerImage().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** In the order in which they run. */
    public List<LayerTime> layers() {
        double all = micros();
        return plan.microsPerImage().entrySet().stream()
                .map(entry -> {
                    double micros = entry.getValue();
                    long count = plan.multiplyAdds().getOrDefault(entry.getKey(), 0L);
                    return new LayerTime(entry.getKey(), micros, micros / all, 2e-3 * count / micros);
                })
                .toList();
    }

    /** The part of the time that goes to layers which a mask makes answer otherwise: no reuse can save it. */
    public double partReachedBy(PruningMask mask) {
        return plan.partReachedBy(mask);
    }
}
