package org.espalier.inference;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.network.NativeSetup;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;

/**
 * Where the time goes when a dense network is run: each stage on one thread, on as many images at once as suit the
 * network, the median of several rounds.
 */
public final class PlanProfile {

    private static final int ROUNDS = 31;

    private final ForwardPlan plan;
    private final int batch;
    private final double[] nanos;
    private final long[] multiplyAdds;

    private PlanProfile(ForwardPlan plan, int batch) {
        this.plan = plan;
        this.batch = batch;
        this.nanos = new double[plan.stages()];
        this.multiplyAdds = new long[plan.stages()];
    }

    /** Runs the network about thirty times on one batch. */
    public static PlanProfile measure(Network network, Images images) {
        try (ForwardPlan plan = ForwardPlan.of(network)) {
            Presence presence = plan.prepare(PruningMask.NONE, new BitSet());
            int batch = plan.bestBatch(images.size(), 0, plan.stages());
            PlanProfile profile = new PlanProfile(plan, batch);
            try (Lane lane = plan.newLane(batch)) {
                lane.bind(presence, 0, plan.stages());
                profile.run(lane, images);
            }
            for (int stage = 0; stage < plan.stages(); stage++) {
                profile.multiplyAdds[stage] = plan.multiplyAdds(stage, stage + 1);
            }
            return profile;
        }
    }

    private void run(Lane lane, Images images) {
        float[] values = new float[batch * plan.imageSize()];
        images.copyTo(0, batch, values);
        NativeSetup.threadsPerOperation(1);
        double[][] rounds = new double[plan.stages()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Buffers.put(values, lane.cell(plan.input()).array());
            for (int stage = 0; stage < plan.stages(); stage++) {
                long start = System.nanoTime();
                lane.run(stage, stage + 1);
                rounds[stage][round] = System.nanoTime() - start;
            }
        }
        for (int stage = 0; stage < plan.stages(); stage++) {
            Arrays.sort(rounds[stage]);
            nanos[stage] = rounds[stage][ROUNDS / 2];
        }
    }

    /** How many images were run at once. */
    public int batch() {
        return batch;
    }

    /** Microseconds per image, by layer in the order in which they run; a layer's activation is its own. */
    public Map<String, Double> microsPerImage() {
        Map<String, Double> micros = new LinkedHashMap<>();
        for (int stage = 0; stage < nanos.length; stage++) {
            micros.merge(plan.layers().get(stage), nanos[stage] / batch / 1000, Double::sum);
        }
        return micros;
    }

    /** Multiply-adds for one image, by layer. */
    public Map<String, Long> multiplyAdds() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int stage = 0; stage < nanos.length; stage++) {
            counts.merge(plan.layers().get(stage), multiplyAdds[stage], Long::sum);
        }
        return counts;
    }

    /** The part of the running time that stages take which answer otherwise under a mask: all that must be run again. */
    public double partReachedBy(PruningMask mask) {
        int from = plan.reach().firstDifference(PruningMask.NONE, mask);
        return Arrays.stream(nanos, from, nanos.length).sum()
                / Arrays.stream(nanos).sum();
    }
}
